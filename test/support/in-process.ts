/** The whole action and a local Security Hub in one process without HTTP between them, for tests that need thousands of runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { getFindings } from '../../local-hub/findings/get-findings.js'
import { importFindings } from '../../local-hub/findings/import-findings.js'
import type { LocalSecurityHubOptions } from '../../local-hub/options.js'
import { createState, type HubState } from '../../local-hub/state.js'
import { type Inputs, readInputs } from '../../src/inputs.js'
import type { RunContext } from '../../src/run-context.js'
import type { AwsSecurityFinding, FindingsPage, ImportResponse, SecurityHub, Target, WireCounts } from '../../src/securityhub/port.js'
import { resolveTarget } from '../../src/securityhub/target.js'
import { outputFolder } from '../../src/steps/output-folder.js'
import { SILENT } from '../../src/steps/progress.js'
import type { Collaborators } from '../../src/steps/run.js'

export type { HubState } from '../../local-hub/state.js'

export function hubInProcess(options: LocalSecurityHubOptions = {}): HubState {
  return createState({ quotas: false, ...options })
}

export function targetOf({ settings: { region, accountId } }: HubState): Target {
  return resolveTarget({ region, accountId })
}

const NOTHING: WireCounts = { requests: 0, throttled: 0, retried: 0 }

/** What answers the requests is what answers them over HTTP. */
export function portOf(hub: HubState): SecurityHub {
  const { caller } = hub.credentials.user
  const asSent = <T>(value: T): T => JSON.parse(JSON.stringify(value))
  return {
    async importFindings(findings): Promise<ImportResponse> {
      const answer = importFindings(hub, caller, asSent({ Findings: findings })) as {
        readonly SuccessCount: number
        readonly FailedFindings: readonly { readonly Id: string; readonly ErrorCode: string; readonly ErrorMessage: string }[]
      }
      const refused = answer.FailedFindings.map(({ Id, ErrorCode, ErrorMessage }) => ({ id: Id, code: ErrorCode, message: ErrorMessage }))
      return { imported: answer.SuccessCount, refused }
    },
    async getFindings(Filters, NextToken): Promise<FindingsPage> {
      const answer = getFindings(hub, caller, asSent({ Filters, MaxResults: 100, NextToken })) as {
        readonly Findings: readonly AwsSecurityFinding[]
        readonly NextToken?: string
      }
      return { findings: asSent(answer.Findings), ...(answer.NextToken !== undefined && { nextToken: answer.NextToken }) }
    },
    wire: () => ({ importFindings: NOTHING, getFindings: NOTHING }),
  }
}

/** A checkout, and a folder for what the runs write. */
export interface Place {
  readonly workspace: string
  readonly temporary: string
  files(contents: Readonly<Record<string, string>>): void
  remove(): void
}

export function aPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'in-process-'))
  const workspace = join(folder, 'shop')
  mkdirSync(workspace)
  return {
    workspace,
    temporary: join(folder, 'temporary'),
    files(contents) {
      for (const [path, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(workspace, path)), { recursive: true })
        writeFileSync(join(workspace, path), content)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function inputsOf(values: Readonly<Record<string, string>>): Inputs {
  return readInputs((name) => values[name] ?? '', { AWS_REGION: 'us-east-1' })
}

/** A push to the default branch. */
export function contextIn({ workspace, temporary }: Place, run: Partial<RunContext> & Pick<RunContext, 'runId' | 'runNumber'>): RunContext {
  const repository = run.repository ?? 'acme/shop'
  return {
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    repository,
    repositoryId: '99',
    eventName: 'push',
    sha: 'c0ffee'.padEnd(40, '0'),
    checkedOutSha: 'c0ffee'.padEnd(40, '0'),
    branch: 'main',
    scope: { kind: 'default-branch' },
    runAttempt: 1,
    workflow: 'Scan',
    workflowFile: '.github/workflows/scan.yml',
    job: 'scan',
    step: 'publish',
    defaultBranchKnown: true,
    runUrl: `https://github.com/${repository}/actions/runs/${run.runId}`,
    actor: 'someone',
    workspace,
    tempDirectory: temporary,
    ...run,
  }
}

export type World = Pick<Collaborators, 'now' | 'ticks' | 'sleep' | 'connect' | 'placeholder'>

export function collaboratorsIn(place: Place, inputs: Inputs, context: RunContext, world: World): Collaborators {
  const never = new AbortController().signal
  return {
    ...world,
    inputs,
    context,
    roots: [place.workspace],
    home: '/home/runner',
    outputFolder: outputFolder(undefined, place.workspace, place.temporary),
    onProgress: () => {},
    voice: SILENT,
    signal: never,
    cutOff: never,
  }
}
