/** The command line of `npm run security-hub`. */
import { parseArgs } from 'node:util'
import { type LocalSecurityHub, type RecordedRequest, startLocalSecurityHub } from './index.js'
import { member } from './server/json.js'

/** One that is always the same, so that the printed variables stay true over a restart. */
const DEFAULT_PORT = 8765

const HELP = `Usage: npm run security-hub -- [options]

Serves Security Hub, the part of STS that leads there and GitHub's ID token endpoint, on this machine, until Ctrl-C.
The variables to point an AWS client here go to standard output, one line per request goes to standard error.

  --port <number>      default ${DEFAULT_PORT}; 0 for any free one
  --account <id>       twelve digits, default 123456789012
  --region <name>      default us-east-1
  --disabled           Security Hub is not enabled in the account
  --no-quotas          no limit of requests per second
  --shell <name>       how the variables are printed: posix or powershell; default by the system
  --help
`

/** Where to write: standard output and standard error. */
export interface Streams {
  out(text: string): void
  err(text: string): void
}

/** Starts a server as the arguments say; undefined when they only ask for help. Throws for arguments it does not understand. */
export async function runCommandLine(args: readonly string[], { out, err }: Streams): Promise<LocalSecurityHub | undefined> {
  const options = readOptions(args)
  if (options.help) {
    out(HELP)
    return undefined
  }
  const hub = await startLocalSecurityHub({ ...options.hub, onRequest: (request) => err(`${lineOf(request)}\n`) })
  out(variables(hub, options.shell))
  err(`Security Hub of account ${hub.accountId} in ${hub.region} at ${hub.url}, until Ctrl-C\n`)
  return hub
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      account: { type: 'string', default: '123456789012' },
      region: { type: 'string', default: 'us-east-1' },
      disabled: { type: 'boolean', default: false },
      'no-quotas': { type: 'boolean', default: false },
      shell: { type: 'string', default: process.platform === 'win32' ? 'powershell' : 'posix' },
      help: { type: 'boolean', default: false },
    },
  })
  if (!/^\d{12}$/.test(values.account)) throw new Error('--account takes twelve digits')
  if (!/^[a-z]+(-[a-z]+)+-\d$/.test(values.region)) throw new Error('--region takes the name of a region, such as eu-central-1')
  if (values.shell !== 'posix' && values.shell !== 'powershell') throw new Error('--shell takes posix or powershell')
  const { account: accountId, region, shell, help } = values
  return { shell, help, hub: { port: portOf(values.port), accountId, region, enabled: !values.disabled, quotas: !values['no-quotas'] } }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error('--port takes a number from 0 to 65535')
  return port
}

function variables(hub: LocalSecurityHub, shell: string): string {
  // The AWS CLI and boto3 read the region from AWS_DEFAULT_REGION only.
  const lines = Object.entries({ ...hub.env, AWS_DEFAULT_REGION: hub.region, ...hub.oidcEnv }).map(([name, value]) =>
    shell === 'powershell' ? `$env:${name} = '${value}'` : `export ${name}='${value}'`,
  )
  return `${lines.join('\n')}\n`
}

function lineOf({ at, method, operation, status, error, body, bytes }: RecordedRequest): string {
  const findings = member(body, 'Findings')
  const size = Array.isArray(findings) ? `${findings.length} findings, ${bytes} bytes` : `${bytes} bytes`
  const outcome = status === 0 ? 'no answer' : [status, error].filter((part) => part !== undefined).join(' ')
  return `${new Date(at).toISOString()} ${method} ${operation} ${size}: ${outcome}`
}
