/** What a row of the lifecycle table consists of, and what most rows share. */
import type { ActionRunOptions } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import type { Scenario } from '../support/scenario.js'

export interface Row {
  /** What happens between the runs, in words. */
  readonly event: string
  /** Findings as Security Hub holds them before the last run, and as its report has them, in words. */
  readonly stored: string
  readonly reported: string
  readonly runs: readonly RunOfRow[]
  readonly after: After
}

export interface RunOfRow extends ActionRunOptions {
  /** Repository path to content; `undefined` removes a file. The report is `report.sarif`. */
  readonly tree?: Readonly<Record<string, string | undefined>>
  /** Before this run. */
  readonly prepare?: (scenario: Scenario) => void
}

/** What Security Hub holds and what the run said. Outputs that are left out are not looked at. */
export interface After {
  readonly open: number
  readonly archived: number
  readonly outcome: string
  readonly said: Readonly<Partial<Record<'new' | 'unchanged' | 'reopened' | 'fixed' | 'suppressed' | 'dismissed' | 'duplicate', number>>>
  /** Findings left open and why. */
  readonly kept?: { readonly reason: string; readonly count: number }
  readonly moved?: number
  /** The Ids after the last run are those after the first, as far as they are open. */
  readonly sameIds?: boolean
}

export const SOURCE = 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n'
export const A = aResult({ line: 2 })
export const B = aResult({ line: 4, message: 'Another one' })
export const tree = (...results: readonly unknown[]) => ({ 'src/app.py': SOURCE, 'report.sarif': aReport(results) })
export const FIRST: RunOfRow = { tree: tree(A, B) }
export const ONE_LEFT = { 'report.sarif': aReport([A]) }
export const run = (over: Omit<RunOfRow, 'tree'>, files: RunOfRow['tree'] = ONE_LEFT): RunOfRow => ({ ...over, tree: files })
export const inRun = (environment: Record<string, string>) => ({ environment })
export const pullRequest = (repository = 'acme/shop') => ({
  environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
  event: {
    repository: { default_branch: 'main', full_name: 'acme/shop' },
    pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: repository } }, base: { ref: 'main' } },
  },
})
/** The branch `release/1`, where the input `branches` names it. */
export const onRelease = (environment: Record<string, string> = {}) => ({
  environment: { GITHUB_REF: 'refs/heads/release/1', ...environment },
  inputs: { branches: 'release/**' },
})
export const deletion = (ref: string, environment: Record<string, string> = {}) => ({
  environment: { GITHUB_EVENT_NAME: 'delete', ...environment },
  event: { ref, ref_type: 'branch', repository: { default_branch: 'main', full_name: 'acme/shop' } },
})
export const NO_CREDENTIALS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }
/** As Semgrep tells of a file that it could parse in part only. */
export const PARTLY_SCANNED = {
  more: {
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            descriptor: { id: 'Syntax error' },
            level: 'warning',
            message: { text: 'Syntax error at line src/app.py:3:\n `)` was unexpected' },
          },
        ],
      },
    ],
  },
}
export const FAILED_SCAN = { more: { invocations: [{ executionSuccessful: false }] } }
export const moved = (files: Record<string, string | undefined>, ...results: readonly unknown[]) => ({
  ...files,
  'report.sarif': aReport(results),
})
export const kept = (reason: string, count: number) => ({ reason, count })
export const leftOpen = (reason: string, said: After['said'] = { unchanged: 1, fixed: 0 }): After => ({
  open: 2,
  archived: 0,
  outcome: 'imported',
  said,
  kept: kept(reason, 1),
})
