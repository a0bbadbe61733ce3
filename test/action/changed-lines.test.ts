/** Where nothing could be compared, what is on a changed line is annotated first. */
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type LocalGitHubApi, type PullFile, startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { createGitRepository, type GitRepository } from '../support/git-repository.js'
import type { ActionRun } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'
import { UNSIGNED } from './troubles.js'

let api: LocalGitHubApi
let shop: Scenario
let repository: GitRepository

beforeEach(async () => {
  api = await startLocalGitHubApi()
  repository = createGitRepository()
  api.addRepository('acme/shop', repository.folder)
  shop = await startScenario()
  shop.files({
    'src/app.py': 'x = 1\n'.repeat(60),
    'report.sarif': aReport(
      Array.from({ length: 40 }, (_, index) => aResult({ line: index + 1, message: `Input ${index + 1} reaches a query` })),
    ),
  })
})
afterEach(async () => {
  await api.close()
  await shop.close()
  repository.remove()
})

const FORK = { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: 'mallory/shop' } }, base: { ref: 'main' } }

function runOnPullRequest(token: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  return shop.run({
    inputs: { token, ...inputs },
    environment: { ...api.env, ...UNSIGNED, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
    event: { repository: { default_branch: 'main', full_name: 'acme/shop' }, pull_request: FORK },
  })
}

const reader = () => api.createToken({ repositories: ['acme/shop'], pullRequests: 'read' })
const annotated = (run: ActionRun) =>
  readByRunner(run.log).annotations.flatMap(({ level, file, line }) => (level === 'error' && file === 'src/app.py' ? [Number(line)] : []))
const asked = () => api.requests().filter(({ operation }) => operation === 'list-pull-files').length

/** Takes a line away, adds one behind line 30, and changes 38. */
const PATCH =
  '@@ -2,3 +2,2 @@ def x\n x = 1\n-x = 0\n x = 1\n@@ -30,2 +29,3 @@\n x = 1\n+x = 1\n x = 1\n@@ -39 +38 @@\n-x = 2\n+x = 1\n\\ No newline at end of file'
const changed = (files: readonly PullFile[]) => api.setPullRequest('acme/shop', 5, files)

test('those of added and changed lines, then by place', async () => {
  changed([
    { filename: 'big.bin', status: 'added' },
    { filename: 'src/app.py', status: 'modified', patch: PATCH },
  ])
  const run = await runOnPullRequest(reader())
  expect(annotated(run).slice(0, 4)).toEqual([30, 38, 1, 2])
  expect(run.outputs['compared']).toBe('false')
})

test('also from the second page', async () => {
  const others = Array.from(
    { length: 100 },
    (_, index): PullFile => ({ filename: `other-${index}`, status: 'added', patch: '@@ -0,0 +1 @@\n+x' }),
  )
  changed([...others, { filename: 'src/app.py', status: 'modified', patch: PATCH }])
  expect(annotated(await runOnPullRequest(reader())).slice(0, 2)).toEqual([30, 38])
  expect(asked()).toBe(2)
})

test.each<[string, () => string]>([
  ['the token may not read pull requests', () => api.createToken({ repositories: ['acme/shop'] })],
  ['the token is of no use', () => 'nobody'],
])('by place alone, and without an error, where %s', async (_, token) => {
  changed([{ filename: 'src/app.py', status: 'modified', patch: PATCH }])
  const run = await runOnPullRequest(token())
  expect(annotated(run).slice(0, 2)).toEqual([1, 2])
  expect(run.exitCode).toBe(0)
})

test('is not asked for where nothing is annotated, or where it is known what is new', async () => {
  await runOnPullRequest(reader(), { annotations: 'none' })
  await shop.run({ inputs: { token: reader() }, environment: api.env })
  expect(asked()).toBe(0)
})
