/** A job of its own that only downloads the reports: the source comes from GitHub. */
import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalGitHubApi, type LocalGitHubApiOptions, startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { createGitRepository, type GitRepository } from '../support/git-repository.js'
import type { ActionRun, ActionRunOptions } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

/** All that were started, closed whatever becomes of the test. */
const started: LocalGitHubApi[] = []
let api: LocalGitHubApi
let shop: Scenario
let repository: GitRepository
let token: string

beforeEach(async () => {
  api = await startApi()
  repository = createGitRepository()
  api.addRepository('acme/shop', repository.folder)
  token = api.createToken({ repositories: ['acme/shop'] })
  shop = await startScenario()
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.close()
  await shop.close()
  repository.remove()
})

async function startApi(options: LocalGitHubApiOptions = {}): Promise<LocalGitHubApi> {
  const one = await startLocalGitHubApi(options)
  started.push(one)
  return one
}

const NOTICE = /The source is not checked out[^\n]*/g

function runAt(commit: string, { inputs, environment, ...more }: ActionRunOptions = {}): Promise<ActionRun> {
  return shop.run({
    ...more,
    inputs: { token, ...inputs },
    environment: { ...api.env, GITHUB_SHA: commit, ...environment },
  })
}

/** What is said of the source, each wording once: it stands in the log and as an annotation. */
function told({ log }: ActionRun): string[] {
  return [...new Set(log.match(NOTICE) ?? [])]
}

const CODE = ['import db', 'def load(name):', '    db.run(name)', '    return 1', '', 'def save(name):', '    db.run(name)', '    return 2']
/** The message says where: without source that is all there is to go by. */
const found = (line: number, uri = 'src/app.py') => aResult({ line, uri, message: `Input of ${uri} reaches a query` })
const reportOn = (...lines: readonly number[]) => aReport(lines.map((line) => found(line)))
const ids = () => shop.active().map(({ Id }) => Id?.split('/').at(-1))

describe('the same Ids and states as with a checkout', () => {
  test('through insertions, a deletion of one of two equal lines, and a rename', async () => {
    const steps: readonly (readonly [files: Record<string, string | undefined>, report: string])[] = [
      [{ 'src/app.py': CODE.join('\n') }, reportOn(3, 7)],
      [{ 'src/app.py': ['# one', '# two', ...CODE].join('\n') }, reportOn(5, 9)],
      [{ 'src/app.py': ['# one', '# two', 'import db', ...CODE.slice(4)].join('\n') }, reportOn(6)],
      [
        { 'src/app.py': undefined, 'lib/app.py': ['# one', '# two', 'import db', ...CODE.slice(4)].join('\n') },
        aReport([found(6, 'lib/app.py')]),
      ],
    ]
    const withCheckout = await startScenario()
    for (const [files, report] of steps) {
      const commit = repository.commit(files)
      shop.files({ 'report.sarif': report })
      withCheckout.files({ ...files, 'report.sarif': report })
      const [run, other] = [await runAt(commit), await withCheckout.run({ environment: { GITHUB_SHA: commit } })]
      const states = ['new-count', 'unchanged-count', 'fixed-count', 'reopened-count', 'outcome']
      for (const state of states) expect(`${state}: ${run.outputs[state]}`).toBe(`${state}: ${other.outputs[state]}`)
      expect(ids().sort()).toEqual(
        withCheckout
          .active()
          .map(({ Id }) => Id?.split('/').at(-1))
          .sort(),
      )
      expect(told(run)).toEqual([expect.stringMatching(/1 of 1 file was read\./)])
      expect(readdirSync(run.temp).filter((name) => name.startsWith('fetched-source'))).toEqual([])
    }
    await withCheckout.close()
  })

  test('for what readers look up in the source themselves: a character offset, a lock file', async () => {
    const lock = '{\n  "packages": {\n    "node_modules/left": { "version": "1.0.0" }\n  }\n}\n'
    const files = { 'src/app.py': CODE.join('\n'), 'package-lock.json': lock }
    const offset = CODE.slice(0, 6).join('\n').length + 1
    const result = {
      ...found(1),
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/app.py' }, region: { charOffset: offset, charLength: 5 } } }],
    }
    const audit = {
      auditReportVersion: 2,
      vulnerabilities: {
        left: {
          name: 'left',
          severity: 'high',
          via: [
            {
              source: 1,
              name: 'left',
              dependency: 'left',
              title: 'Bad',
              url: 'https://github.com/advisories/GHSA-2222-3333-4444',
              severity: 'high',
              range: '<2',
            },
          ],
          effects: [],
          range: '<2',
          nodes: ['node_modules/left'],
          fixAvailable: false,
        },
      },
      metadata: { vulnerabilities: { total: 1 }, dependencies: { total: 1 } },
    }
    const commit = repository.commit(files)
    const reports = { 'report.sarif': aReport([result]), 'audit.json': JSON.stringify(audit) }
    const inputs = { reports: 'report.sarif\naudit.json' }
    const withCheckout = await startScenario()
    withCheckout.files({ ...files, ...reports })
    await withCheckout.run({ inputs, environment: { GITHUB_SHA: commit } })
    shop.files(reports)
    await runAt(commit, { inputs })
    const seen = ({ active }: Scenario) =>
      active()
        .map(({ Id, ProductFields }) => [Id, ProductFields?.['publish-to-security-hub/line']])
        .sort()
    expect(seen(shop)).toEqual(seen(withCheckout))
    expect(seen(shop).map(([, line]) => line)).toContain('7')
    await withCheckout.close()
  })

  test('for text that GitHub re-codes or cuts: what the blob does not vouch for is asked for as bytes', async () => {
    const latin = Buffer.from(`# caf\xe9\n${CODE.join('\n')}`, 'latin1')
    const long = `${CODE.join('\n')}\n# ${'x'.repeat(600_000)}\n`
    const marked = `\ufeff${CODE.join('\n')}`
    const files = { 'src/latin.py': latin, 'src/long.py': long, 'src/marked.py': marked }
    const commit = repository.commit(files)
    const report = aReport([found(4, 'src/latin.py'), found(3, 'src/long.py'), found(1, 'src/marked.py')])
    shop.files({ 'report.sarif': report })
    const run = await runAt(commit)
    expect(told(run)).toEqual([expect.stringContaining('3 of 3 files were read.')])
    const withCheckout = await startScenario()
    withCheckout.files({ ...files, 'report.sarif': report })
    await withCheckout.run({ environment: { GITHUB_SHA: commit } })
    expect(ids().sort()).toEqual(
      withCheckout
        .active()
        .map(({ Id }) => Id?.split('/').at(-1))
        .sort(),
    )
    await withCheckout.close()
  })
})

describe('when there is source', () => {
  test.each([
    ['a checkout, even of other files', { '.git/HEAD': 'ref: refs/heads/main' }],
    ['files without git, as out of an archive', { 'src/app.py': CODE.join('\n') }],
  ])('%s: GitHub is not asked', async (_what, files) => {
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3), ...files })
    const run = await runAt(commit)
    expect(api.requests()).toEqual([])
    expect(told(run)).toEqual([])
  })

  test('reports that name no files need none', async () => {
    const commit = repository.commit({ 'src/app.py': '' })
    shop.files({ 'report.sarif': aReport([{ ruleId: 'r', message: { text: 'Everywhere' } }]) })
    const run = await runAt(commit)
    expect([api.requests().length, told(run).length, run.outputs['outcome']]).toEqual([0, 0, 'imported'])
  })
})

describe('the commit whose lines were scanned', () => {
  test('is the merge commit of a pull request, which is only compared', async () => {
    const head = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    await runAt(head)
    const merge = repository.commit({ 'src/app.py': ['# merged', ...CODE].join('\n') })
    shop.files({ 'report.sarif': reportOn(4) })
    const event = {
      repository: { default_branch: 'main', full_name: 'acme/shop' },
      pull_request: { number: 7, head: { sha: head, ref: 'topic', repo: { full_name: 'elsewhere/shop' } }, base: { ref: 'main' } },
    }
    const run = await runAt(merge, { event, environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' } })
    expect(run.outputs).toMatchObject({ outcome: 'compared', 'unchanged-count': '1', 'new-count': '0' })
    expect(told(run)).toEqual([expect.stringContaining(merge.slice(0, 12))])
  })

  test('and a dry run reads it too, without any AWS call', async () => {
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    const run = await runAt(commit, { inputs: { import: 'never' } })
    expect(run.outputs['outcome']).toBe('dry-run')
    expect(shop.hub.requests()).toEqual([])
    expect(told(run)).toEqual([expect.stringContaining('1 of 1 file')])
  })

  test('on GitHub Enterprise Server too', async () => {
    const enterprise = await startApi({ enterprise: true })
    enterprise.addRepository('acme/shop', repository.folder)
    const own = enterprise.createToken({ repositories: ['acme/shop'] })
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    const run = await runAt(commit, { inputs: { token: own }, environment: enterprise.env })
    expect(told(run)).toEqual([expect.stringContaining('1 of 1 file was read.')])
    expect(enterprise.requests().map(({ path }) => path)).toEqual([expect.stringMatching(/^\/repos\//), '/graphql'])
  })
})

describe('without an answer a run goes on as without source, and says why once', () => {
  const cases: readonly (readonly [string, string, () => ActionRunOptions])[] = [
    ['no token', 'the input token is empty', () => ({ inputs: { token: '' } })],
    ['a wrong token', 'GitHub does not accept the input token', () => ({ inputs: { token: 'made-up' } })],
    [
      'a token without the permission',
      'the job needs contents: read',
      () => ({ inputs: { token: api.createToken({ repositories: ['acme/shop'], contents: 'none' }) } }),
    ],
    [
      'a token of another repository',
      'does not show the analysed commit',
      () => ({ inputs: { token: api.createToken({ repositories: ['acme/other'] }) } }),
    ],
    ['a commit that is not there', 'does not show the analysed commit', () => ({ environment: { GITHUB_SHA: 'f'.repeat(40) } })],
    ['no API', 'GitHub was not reached', () => ({ environment: { GITHUB_API_URL: 'https://api.github.invalid' } })],
    [
      'a rate limit that lasts longer than anybody waits',
      'the rate limit of the input token is used up',
      () => {
        api.fault({ kind: 'secondary-limit', retryAfterSeconds: 3600, times: 100 })
        return {}
      },
    ],
    [
      'nothing but a proxy that answers',
      'GitHub failed to give it',
      () => {
        api.fault({ kind: 'not-json', times: 100 })
        return {}
      },
    ],
  ]

  test.each(cases)('%s', async (_what, why, optionsOf) => {
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    const run = await runAt(commit, optionsOf())
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'new-count': '1' })
    expect(told(run)).toEqual([expect.stringContaining(why)])
    expect(run.log).not.toContain(token)
    expect(api.requests().length).toBeLessThan(5)
  })

  test('a primary rate limit that is used up is not asked again', async () => {
    const poor = await startApi({ requestsPerHour: 0 })
    poor.addRepository('acme/shop', repository.folder)
    const own = poor.createToken({ repositories: ['acme/shop'] })
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    const run = await runAt(commit, { inputs: { token: own }, environment: poor.env })
    expect(told(run)).toEqual([expect.stringContaining('the rate limit of the input token is used up')])
    expect(poor.requests()).toHaveLength(1)
  })
})

describe('trouble on the way', () => {
  test('a limit that is over soon, a cut connection and a failing gateway are waited for', async () => {
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    shop.files({ 'report.sarif': reportOn(3) })
    api.fault({ kind: 'secondary-limit', retryAfterSeconds: 1, operation: 'get-tree' })
    api.fault({ kind: 'bad-gateway', operation: 'graphql' })
    const run = await runAt(commit)
    expect(told(run)).toEqual([expect.stringContaining('1 of 1 file was read.')])
    expect(api.requests().map(({ status }) => status)).toEqual([403, 200, 502, 200])
  })

  test('a query that GitHub answers in part, or that is too much for it, is made smaller', async () => {
    const small = await startApi({ bytesPerQuery: 3000 })
    small.addRepository('acme/shop', repository.folder)
    const own = small.createToken({ repositories: ['acme/shop'] })
    const names = Array.from({ length: 8 }, (_, index) => `src/${index}.py`)
    const commit = repository.commit(Object.fromEntries(names.map((name) => [name, `# ${name}\n${CODE.join('\n').repeat(8)}`])))
    shop.files({ 'report.sarif': aReport(names.map((name) => found(4, name))) })
    small.fault({ kind: 'resource-limits', operation: 'graphql', afterRequests: 4 })
    const run = await runAt(commit, { inputs: { token: own }, environment: small.env })
    expect(told(run)).toEqual([expect.stringContaining('8 of 8 files were read.')])
  })

  test('what is binary or too large is counted and told', async () => {
    const files = { 'a.py': CODE.join('\n'), 'b.bin': Buffer.from([0, 1, 2, 10, 0]), 'c.js': 'x'.repeat(8 * 1024 * 1024 + 1) }
    const commit = repository.commit(files)
    shop.files({ 'report.sarif': aReport([found(3, 'a.py'), found(1, 'b.bin'), found(1, 'c.js'), found(1, 'not/there.js')]) })
    const run = await runAt(commit)
    expect(told(run)).toEqual([
      expect.stringContaining('1 of 3 files was read; 1 not, because it holds no text; 1 not, because it is too large.'),
    ])
    expect(run.outputs['outcome']).toBe('imported')
  })

  test('of a repository whose listing is cut off, the paths in question are asked for one by one', async () => {
    const huge = await startApi({ treeEntries: 1 })
    huge.addRepository('acme/shop', repository.folder)
    const own = huge.createToken({ repositories: ['acme/shop'] })
    const commit = repository.commit({ 'a.py': '', 'src/app.py': CODE.join('\n'), 'src/other.py': CODE.join('\n') })
    shop.files({ 'report.sarif': aReport([found(3), found(4, 'src/other.py'), found(1, 'not/there.py')]) })
    const run = await runAt(commit, { inputs: { token: own }, environment: huge.env })
    expect(told(run)).toEqual([expect.stringContaining('2 of 2 files were read.')])
    // CODEOWNERS, the paths, and their texts.
    expect(huge.requests().map(({ operation }) => operation)).toEqual(['get-tree', 'graphql', 'graphql', 'graphql'])
  })
})

describe('hostile reports', () => {
  const NAMES = [
    '../outside.py',
    '/etc/passwd',
    'a\0b.py',
    'a"b.py',
    '"){repository(owner:"x",name:"y"){id}}#',
    '${{ github.token }}',
    'src/../../../up.py',
    '__proto__',
    'constructor',
    'src/\nnew.py',
    '.git/config',
    'HEAD:src/app.py',
    '-rf',
    'x'.repeat(5000),
  ]

  test.each([100_000, 1])('names in a report never become part of a query (listing of %d entries)', async (treeEntries) => {
    const picky = await startApi({ treeEntries })
    picky.addRepository('acme/shop', repository.folder)
    const own = picky.createToken({ repositories: ['acme/shop'] })
    const commit = repository.commit({ 'a.py': '', 'src/app.py': CODE.join('\n'), 'a"b.py': CODE.join('\n') })
    const uris = NAMES.map((name) => encodeURIComponent(name).replaceAll('%2F', '/'))
    shop.files({ 'report.sarif': aReport([found(3), ...uris.map((uri) => found(3, uri))]) })
    const run = await runAt(commit, { inputs: { token: own }, environment: picky.env })
    expect(run.outputs['outcome']).toBe('imported')
    expect(told(run)).toEqual([expect.stringContaining('2 of 2 files were read.')])
    const queries = picky.requests().filter(({ operation }) => operation === 'graphql')
    for (const { query } of queries)
      expect(query).toMatch(/^query\(\$owner: String!, \$repo: String!(?:, \$n\d+: (?:GitObjectID|String)!)+\)/)
    for (const { query, status } of queries) expect([status, /passwd|github\.token|a"b|"x"/.test(query)]).toEqual([200, false])
  })

  test('ten thousand names that do not exist cost no request each', async () => {
    const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
    const many = Array.from({ length: 10_000 }, (_, index) => aResult({ uri: `made/up/${index}.py`, line: 1, message: `Number ${index}` }))
    shop.files({ 'report.sarif': aReport([found(3), ...many]) })
    const run = await runAt(commit, { inputs: { import: 'never' } })
    expect(run.outputs['outcome']).toBe('dry-run')
    expect(api.requests()).toHaveLength(2)
  })
})

test('a packed report, unpacked again for each pass, leaves nothing behind', async () => {
  const commit = repository.commit({ 'src/app.py': CODE.join('\n') })
  shop.files({ 'report.sarif.gz': gzipSync(reportOn(3)) })
  const run = await runAt(commit, { inputs: { reports: 'report.sarif.gz' } })
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'new-count': '1' })
  expect(told(run)).toEqual([expect.stringContaining('1 of 1 file was read.')])
  expect(readdirSync(run.temp).filter((name) => /^(?:fetched-source|unpacked)/.test(name))).toEqual([])
})
