/**
 * One sample of each kind of workflow event and what the code makes of it: nothing here decides anything.
 * Source of the samples: docs.github.com, "Events that trigger workflows" and "Webhook events and payloads".
 */
import { parseBranchPattern } from '../../src/branch-patterns.js'
import { readRunContext } from '../../src/read-run-context.js'
import type { RunContext } from '../../src/run-context.js'
import { modeOf } from '../../src/steps/mode.js'
import { streamOf } from '../../src/steps/streams.js'

export interface EventRow {
  readonly event: string
  readonly commit: string
  readonly stream: string
  readonly auto: string
  readonly archives: string
}

export interface EventSample {
  /** For people. */
  readonly title: string
  readonly name: string
  readonly ref: string
  readonly payload?: Readonly<Record<string, unknown>>
  /** The input of that name, one pattern. */
  readonly branches?: string
}

/** What the runner has in GITHUB_SHA, and what the payload names as the head of a pull request, a merge group or another run. */
const RUNNER_SHA = 'runner'
const HEAD_SHA = 'head'
const repository = { default_branch: 'main', full_name: 'acme/shop' }
const pull_request = {
  number: 5,
  head: { sha: HEAD_SHA, ref: 'fix', repo: { full_name: 'acme/shop' } },
  base: { ref: 'main' },
}
const fork = { ...pull_request, head: { ...pull_request.head, repo: { full_name: 'mallory/shop' } } }
const after = (event: string, branch: string, owner = 'acme') => ({
  workflow_run: { head_sha: HEAD_SHA, head_branch: branch, event, head_repository: { full_name: `${owner}/shop` }, pull_requests: [] },
})

export const EVENT_SAMPLES: readonly EventSample[] = [
  { title: '`push` to the default branch', name: 'push', ref: 'refs/heads/main' },
  { title: '`push` to a branch of `branches`', name: 'push', ref: 'refs/heads/release/1', branches: 'release/**' },
  { title: '`push` to another branch', name: 'push', ref: 'refs/heads/feature', branches: 'release/**' },
  { title: '`push` of a tag', name: 'push', ref: 'refs/tags/v1' },
  {
    title: '`push` that deletes a branch: the runner falls back to the default branch',
    name: 'push',
    ref: 'refs/heads/main',
    payload: { ref: 'refs/heads/feature', deleted: true },
  },
  {
    title: 'the same, were the runner still to name the deleted branch',
    name: 'push',
    ref: 'refs/heads/feature',
    payload: { ref: 'refs/heads/feature', deleted: true },
  },
  { title: '`push` of the merge queue', name: 'push', ref: 'refs/heads/gh-readonly-queue/main/pr-5' },
  { title: '`delete` of a branch', name: 'delete', ref: 'refs/heads/main', payload: { ref: 'feature', ref_type: 'branch' } },
  { title: '`delete` of a tag', name: 'delete', ref: 'refs/heads/main', payload: { ref: 'v1', ref_type: 'tag' } },
  { title: '`schedule`', name: 'schedule', ref: 'refs/heads/main' },
  { title: '`workflow_dispatch` on the default branch', name: 'workflow_dispatch', ref: 'refs/heads/main' },
  {
    title: '`workflow_dispatch` on a branch of `branches`',
    name: 'workflow_dispatch',
    ref: 'refs/heads/release/1',
    branches: 'release/**',
  },
  { title: '`workflow_dispatch` on another branch', name: 'workflow_dispatch', ref: 'refs/heads/feature' },
  { title: '`repository_dispatch`', name: 'repository_dispatch', ref: 'refs/heads/main' },
  { title: '`release`', name: 'release', ref: 'refs/tags/v1' },
  { title: '`deployment` of a commit', name: 'deployment', ref: '' },
  { title: '`pull_request`', name: 'pull_request', ref: 'refs/pull/5/merge', payload: { pull_request } },
  { title: '`pull_request` from a fork', name: 'pull_request', ref: 'refs/pull/5/merge', payload: { pull_request: fork } },
  { title: '`pull_request_target`', name: 'pull_request_target', ref: 'refs/heads/main', payload: { pull_request } },
  { title: '`pull_request_review`', name: 'pull_request_review', ref: 'refs/pull/5/merge', payload: { pull_request } },
  {
    title: '`merge_group`',
    name: 'merge_group',
    ref: 'refs/heads/gh-readonly-queue/main/pr-5',
    payload: { merge_group: { head_sha: HEAD_SHA, head_ref: 'refs/heads/gh-readonly-queue/main/pr-5' } },
  },
  {
    title: '`workflow_run` after a push to the default branch',
    name: 'workflow_run',
    ref: 'refs/heads/main',
    payload: after('push', 'main'),
  },
  {
    title: '`workflow_run` after a push to a branch of `branches`',
    name: 'workflow_run',
    ref: 'refs/heads/main',
    payload: after('push', 'release/1'),
    branches: 'release/**',
  },
  {
    title: '`workflow_run` after a push to another branch',
    name: 'workflow_run',
    ref: 'refs/heads/main',
    payload: after('push', 'feature'),
  },
  { title: '`workflow_run` after a pull request', name: 'workflow_run', ref: 'refs/heads/main', payload: after('pull_request', 'fix') },
  {
    title: '`workflow_run` after a pull request from a fork',
    name: 'workflow_run',
    ref: 'refs/heads/main',
    payload: after('pull_request', 'main', 'mallory'),
  },
]

export function contextOf({ name, ref, payload }: EventSample): Promise<RunContext> {
  return readRunContext({
    environment: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_NAME: name, GITHUB_REF: ref, GITHUB_SHA: RUNNER_SHA },
    event: { repository, ...payload },
    lookUpDefaultBranch: () => Promise.resolve('main'),
    lookUpCustomProperties: () => Promise.resolve(undefined),
    currentDirectory: '/',
    temporaryDirectory: '/',
  })
}

/** Whether a run for it imports by itself. */
export function importsByItself({ branches }: EventSample, context: RunContext): boolean {
  const pattern = branches === undefined ? undefined : parseBranchPattern(branches)
  if (pattern !== undefined && 'fault' in pattern) throw new Error(`${branches} ${pattern.fault}`)
  return modeOf({ import: 'auto', branches: pattern === undefined ? [] : [pattern] }, context) === 'import'
}

export async function eventRows(): Promise<EventRow[]> {
  return Promise.all(EVENT_SAMPLES.map(async (sample) => ({ event: sample.title, ...whatBecomesOf(sample, await contextOf(sample)) })))
}

function whatBecomesOf(sample: EventSample, context: RunContext): Omit<EventRow, 'event'> {
  if (context.deletedBranch !== undefined) return OF_DELETION
  const { name, archives } = streamOf(context.scope)
  const imports = importsByItself(sample, context)
  return {
    commit: context.sha === RUNNER_SHA ? '`GITHUB_SHA`' : 'the head commit that the event names',
    stream: name,
    auto: imports ? 'imports' : 'compares with the default branch',
    archives: archives ? (imports ? 'yes' : 'only with `import: always`') : 'no',
  }
}

const OF_DELETION: Omit<EventRow, 'event'> = {
  commit: 'nothing: no report is read',
  stream: 'the deleted branch',
  auto: 'archives the findings of the deleted branch',
  archives: 'all, fixed or not',
}
