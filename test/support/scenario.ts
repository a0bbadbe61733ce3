/** A repository, a local Security Hub, and workflow runs one after the other: what tests of the whole action are made of. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type LocalSecurityHub, type LocalSecurityHubOptions, type StoredFinding, startLocalSecurityHub } from '../../local-hub/index.js'
import { type ActionRun, type ActionRunOptions, removeActionRuns, runAction } from './run-action.js'

export interface Scenario {
  readonly hub: LocalSecurityHub
  readonly workspace: string
  /** Writes files of the checkout; `undefined` removes one. */
  files(contents: Readonly<Record<string, string | Uint8Array | undefined>>): void
  copy(from: string, to: string): void
  /** One workflow run: each has the next run id and number unless the environment says otherwise. */
  run(options?: ActionRunOptions): Promise<ActionRun>
  active(): StoredFinding[]
  archived(): StoredFinding[]
  close(): Promise<void>
}

export async function startScenario(options: LocalSecurityHubOptions = {}): Promise<Scenario> {
  const hub = await startLocalSecurityHub(options)
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'))
  const workspace = join(folder, 'shop', 'shop')
  mkdirSync(workspace, { recursive: true })
  let number = 0
  const inState = (state: string) => hub.findings().filter(({ RecordState }) => RecordState === state)
  return {
    hub,
    workspace,
    files(contents) {
      for (const [path, content] of Object.entries(contents)) writeOrRemove(join(workspace, path), content)
    },
    copy: (from, to) => cpSync(from, join(workspace, to), { recursive: true }),
    run(run = {}) {
      number += 1
      return runAction({
        ...run,
        workspace,
        inputs: { reports: 'report.sarif', ...run.inputs },
        environment: { ...hub.env, GITHUB_RUN_ID: String(1000 + number), GITHUB_RUN_NUMBER: String(number), ...run.environment },
      })
    },
    active: () => inState('ACTIVE'),
    archived: () => inState('ARCHIVED'),
    async close() {
      await hub.close()
      rmSync(folder, { recursive: true, force: true })
      removeActionRuns()
    },
  }
}

function writeOrRemove(path: string, content: string | Uint8Array | undefined): void {
  if (content === undefined) {
    rmSync(path, { recursive: true, force: true })
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

export interface RunReportJson {
  readonly outcome: string
  readonly accounting: Readonly<Record<string, number>>
  readonly problems: Readonly<Record<string, number>>
  readonly lifecycle: { readonly known: boolean; readonly kept: readonly { reason: string; count: number }[] } & Readonly<
    Record<string, unknown>
  >
  readonly import: Readonly<Record<string, number>>
  readonly reports: readonly Readonly<Record<string, unknown>>[]
  readonly failures: readonly { id: string; code: string; message: string }[]
  readonly target: Readonly<Record<string, string>>
}

export function reportOf(run: ActionRun): RunReportJson {
  return run.json('report-file') as RunReportJson
}
