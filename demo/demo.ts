/**
 * The main job on this machine: starts a local Security Hub, runs the bundle as GitHub's runner would, and shows what a user would see.
 * `npm run demo` takes the reports in demo/reports, `npm run demo -- <report>…` the user's own.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type LocalSecurityHub, startLocalSecurityHub } from '../local-hub/index.js'
import { type ActionRun, projectRoot, removeActionRuns, runAction } from '../test/support/run-action.js'
import { describeFindings } from './describe-findings.js'
import { heading, print, printLog } from './print.js'
import { workflowStep } from './workflow-step.js'

await main(process.argv.slice(2))

async function main(own: readonly string[]): Promise<void> {
  const hub = await startLocalSecurityHub()
  const checkout = own.length > 0 ? ownCheckout(own) : sampleCheckout()
  try {
    const runs = [await showRun(hub, checkout), ...(own.length === 0 ? [await showFix(hub, checkout)] : [])]
    // Of the user's own report the run may fail, that is shown. On the sample nothing does.
    if (own.length === 0 && runs.some(({ exitCode }) => exitCode !== 0)) process.exitCode = 1
  } finally {
    checkout.remove()
    removeActionRuns()
    await hub.close()
  }
}

interface Checkout {
  readonly workspace: string
  readonly reports: string
  remove(): void
}

/** Where the user called npm from: paths are meant from there. */
function ownCheckout(paths: readonly string[]): Checkout {
  const workspace = process.env['INIT_CWD'] ?? process.cwd()
  const missing = paths.filter((path) => !/[*?[!]/.test(path) && !existsSync(resolve(workspace, path)))
  if (missing.length > 0) print(`Not found: ${missing.join(', ')}`)
  return { workspace, reports: paths.join('\n'), remove: () => undefined }
}

/** The vulnerable sample with the reports of real scanners beside it. */
function sampleCheckout(): Checkout {
  const workspace = mkdtempSync(join(tmpdir(), 'demo-shop-'))
  cpSync(join(projectRoot(), 'demo', 'sample'), workspace, { recursive: true })
  cpSync(join(projectRoot(), 'demo', 'reports'), join(workspace, 'reports'), { recursive: true })
  return { workspace, reports: 'reports/*.sarif', remove: () => rmSync(workspace, { recursive: true, force: true }) }
}

async function showRun(hub: LocalSecurityHub, checkout: Checkout): Promise<ActionRun> {
  print(`A local Security Hub listens at ${hub.url} (account ${hub.accountId}, ${hub.region}).`)
  heading('The step in a workflow')
  print(workflowStep(checkout.reports, hub.region))
  const run = await publish(hub, checkout, '1')
  heading('What the step prints, and annotates on the run')
  printLog(run.log)
  heading('The job summary (Markdown, as GitHub gets it)')
  print(run.summary)
  heading('The findings as Security Hub now holds them')
  print(describeFindings(hub.findings()))
  heading('What went over the wire')
  const requests = hub.requests().map(({ operation, status }) => `${operation} → ${status}`)
  print([...new Set(requests)].map((line) => `${line}  × ${requests.filter((other) => other === line).length}`).join('\n'))
  print(`Exit code ${run.exitCode}.`)
  return run
}

/** The next push: one scanner finds nothing any more. */
async function showFix(hub: LocalSecurityHub, checkout: Checkout): Promise<ActionRun> {
  cpSync(join(projectRoot(), 'test', 'fixtures', 'gitleaks', 'zero.sarif'), join(checkout.workspace, 'reports', 'gitleaks.sarif'))
  const run = await publish(hub, checkout, '2')
  heading('The next push: the leaked secrets are gone')
  print(run.log.trimEnd().split('\n').at(-1) ?? '')
  const archived = hub.findings().filter(({ RecordState }) => RecordState === 'ARCHIVED').length
  print(`Security Hub holds ${hub.findings().length} findings, ${archived} of them archived.`)
  return run
}

function publish(hub: LocalSecurityHub, { workspace, reports }: Checkout, number: string): Promise<ActionRun> {
  return runAction({
    workspace,
    inputs: { reports },
    environment: { ...hub.env, GITHUB_RUN_ID: `100${number}`, GITHUB_RUN_NUMBER: number },
  })
}
