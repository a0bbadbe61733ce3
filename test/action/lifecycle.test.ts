import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const SOURCE = 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n'
const TWO = [aResult({ line: 2 }), aResult({ line: 4, message: 'Another one' })]

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': SOURCE, 'report.sarif': aReport(TWO) })
})
afterEach(() => shop.close())

const idsOf = (findings: readonly { readonly Id?: string | undefined }[]) => findings.map(({ Id }) => Id).sort()

describe('a finding stays the same finding', () => {
  test('in a second run of the same report, and keeps its dates', async () => {
    await shop.run()
    const before = shop.active()
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '2', 'new-count': '0', 'fixed-count': '0' })
    expect(idsOf(shop.active())).toEqual(idsOf(before))
    for (const finding of shop.active()) {
      const old = before.find(({ Id }) => Id === finding.Id)
      expect(finding.CreatedAt).toBe(old?.CreatedAt)
      expect(finding.FirstObservedAt).toBe(old?.FirstObservedAt)
    }
    const later = shop.active().filter(({ Id, UpdatedAt }) => UpdatedAt !== before.find((old) => old.Id === Id)?.UpdatedAt)
    expect(later).toHaveLength(1)
    expect(shop.hub.violations()).toEqual([])
  })

  test('when lines are inserted above, the code is indented and line ends change', async () => {
    await shop.run()
    const before = idsOf(shop.active())
    shop.files({
      'src/app.py': `# a comment\n${SOURCE}`.replace(/^/gm, '    ').replaceAll('\n', '\r\n'),
      'report.sarif': aReport([aResult({ line: 3 }), aResult({ line: 5, message: 'Another one' })]),
    })
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ 'unchanged-count': '2', 'new-count': '0', 'fixed-count': '0' })
    expect(idsOf(shop.active())).toEqual(before)
  })

  test.each([
    ['above it', [2, 9]],
    ['below it', [9, 2]],
    ['on its line', [2, 2]],
  ])('when the report has an equal result %s as suppressed', async (_where, [suppressed = 0, open = 0]) => {
    const twin = aResult({ uri: 'src/gone.py', line: suppressed, more: { suppressions: [{ kind: 'inSource' }] } })
    shop.files({ 'report.sarif': aReport([twin, aResult({ uri: 'src/gone.py', line: open })]) })
    await shop.run()
    const before = idsOf(shop.active())
    for (const _again of [1, 2]) {
      const run = await shop.run()
      expect(run.outputs).toMatchObject({ 'unchanged-count': '1', 'new-count': '0', 'reopened-count': '0', 'fixed-count': '0' })
      expect(idsOf(shop.active())).toEqual(before)
    }
    expect(shop.archived()).toEqual([])
  })

  test('when its file is renamed', async () => {
    await shop.run()
    const before = idsOf(shop.active())
    shop.files({
      'src/app.py': undefined,
      'lib/main.py': SOURCE,
      'report.sarif': aReport([aResult({ line: 2, uri: 'lib/main.py' }), aResult({ line: 4, message: 'Another one', uri: 'lib/main.py' })]),
    })
    const run = await shop.run()
    expect(reportOf(run).lifecycle).toMatchObject({ moved: 2, new: 0, fixed: 0 })
    expect(idsOf(shop.active())).toEqual(before)
    expect(shop.active()[0]?.Resources?.[0]?.Details?.Other?.['Path']).toBe('lib/main.py')
  })
})

describe('what is fixed', () => {
  const one = aReport([aResult({ line: 2 })])

  test('is archived, and says by which commit and run', async () => {
    await shop.run()
    shop.files({ 'report.sarif': one })
    const run = await shop.run({ environment: { GITHUB_SHA: 'f'.repeat(40) } })
    expect(run.outputs).toMatchObject({ 'fixed-count': '1', 'unchanged-count': '1' })
    expect(shop.archived()).toHaveLength(1)
    expect(shop.archived()[0]?.ProductFields).toMatchObject({
      'publish-to-security-hub/archived-because': 'fixed',
      'publish-to-security-hub/archived-commit': 'f'.repeat(40),
      'publish-to-security-hub/archived-run': 'https://github.com/acme/shop/actions/runs/1002',
    })
    expect(shop.hub.violations()).toEqual([])
  })

  test('is archived by a clean scan without any result', async () => {
    await shop.run()
    shop.files({ 'report.sarif': aReport([]) })
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'findings-count': '0', 'fixed-count': '2' })
    expect(shop.active()).toEqual([])
  })

  test('is reopened when it comes back, with its first date', async () => {
    await shop.run()
    const created = shop.active().map(({ CreatedAt }) => CreatedAt)
    shop.files({ 'report.sarif': aReport([]) })
    await shop.run()
    shop.files({ 'report.sarif': aReport(TWO) })
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ 'reopened-count': '2', 'new-count': '0' })
    expect(shop.active().map(({ CreatedAt }) => CreatedAt)).toEqual(created)
  })

  test('is archived when the report has it as suppressed, and that is told', async () => {
    await shop.run()
    const [kept, gone = {}] = TWO
    shop.files({ 'report.sarif': aReport([kept, { ...gone, suppressions: [{ kind: 'inSource' }] }]) })
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ 'suppressed-count': '1' })
    expect(shop.archived()[0]?.ProductFields?.['publish-to-security-hub/archived-because']).toBe('suppressed')
  })
})

test('nothing is archived when the look-up breaks off', async () => {
  await shop.run()
  shop.files({ 'report.sarif': aReport([aResult({ line: 2 })]) })
  shop.hub.fault({ kind: 'internal', operation: 'GetFindings', times: 100 })
  const run = await shop.run()
  expect(shop.archived()).toEqual([])
  expect(reportOf(run).lifecycle.kept).toContainEqual({ reason: 'lookup-failed', count: 0 })
})

test('nothing is archived of another tool, category, branch, tag, repository or matrix leg', async () => {
  await shop.run()
  shop.files({
    'report.sarif': aLog(aRun([], { tool: 'Scanner', more: { automationDetails: { id: 'other/' } } }), aRun([], { tool: 'Scanner 2' })),
  })
  await shop.run()
  shop.files({ 'report.sarif': aReport([]) })
  await shop.run({ inputs: { category: 'nightly' } })
  await shop.run({ environment: { GITHUB_REF: 'refs/heads/feature' } })
  await shop.run({ environment: { GITHUB_REF: 'refs/heads/feature' }, inputs: { branches: '*' } })
  await shop.run({ environment: { GITHUB_REPOSITORY_ID: '9' } })
  await shop.run({ environment: { GITHUB_REF: 'refs/tags/v1' }, inputs: { import: 'always' } })
  await shop.run({ inputs: { matrix: '{"os":"linux"}' } })
  expect(shop.archived()).toEqual([])
  expect(shop.active()).toHaveLength(2)
})

describe('a run that a newer one has overtaken', () => {
  test('imports and archives nothing', async () => {
    await shop.run({ environment: { GITHUB_RUN_NUMBER: '9' } })
    const before = shop.hub.findings()
    shop.files({ 'report.sarif': aReport([aResult({ line: 2, message: 'older' })]) })
    const run = await shop.run({ environment: { GITHUB_RUN_NUMBER: '8' } })
    expect(run.outputs).toMatchObject({ outcome: 'superseded', 'imported-count': '0' })
    expect(run.exitCode).toBe(0)
    expect(shop.hub.findings()).toEqual(before)
  })

  test('imports when the user insists, and archives nothing', async () => {
    await shop.run({ environment: { GITHUB_RUN_NUMBER: '9' } })
    shop.files({ 'report.sarif': aReport([aResult({ line: 2 })]) })
    const run = await shop.run({ environment: { GITHUB_RUN_NUMBER: '8' }, inputs: { import: 'always' } })
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'imported-count': '1' })
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'superseded', count: 1 }])
  })

  test('is not one by the number of another workflow file', async () => {
    await shop.run({
      environment: { GITHUB_RUN_NUMBER: '9', GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/nightly.yml@refs/heads/main' },
    })
    const run = await shop.run({ environment: { GITHUB_RUN_NUMBER: '8' } })
    expect(run.outputs['outcome']).toBe('imported')
  })
})

test('findings of another account, product or Region that Security Hub answers with are left alone, and told', async () => {
  await shop.run()
  const strays = shop.active().map((finding) => ({ ...finding, AwsAccountId: '999999999999' }))
  shop.hub.setStrays([...strays, ...shop.active().map((finding) => ({ ...finding, Id: `${finding.Id}-x`, Region: 'eu-west-9' }))])
  shop.files({ 'report.sarif': aReport([]) })
  const run = await shop.run()
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
  expect(run.log).toMatch(/also answered with \d+ findings of another product, account or Region/)
  expect(shop.archived().every(({ AwsAccountId }) => AwsAccountId === shop.hub.accountId)).toBe(true)
})

describe('the analyst’s work', () => {
  test('survives: suppressed stays suppressed, notes and severity stay', async () => {
    await shop.run()
    const [first] = shop.active()
    shop.hub.update([first?.Id ?? ''], {
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'False positive', UpdatedBy: 'analyst' },
      Severity: { Label: 'LOW' },
    })
    const run = await shop.run()
    expect(shop.hub.finding(first?.Id ?? '')).toMatchObject({
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'False positive' },
      Severity: { Label: 'LOW' },
    })
    expect(run.outputs).toMatchObject({ 'dismissed-count': '1', 'unchanged-count': '2' })
  })

  test('silences gates and annotations on branches and on pull requests', async () => {
    await shop.run()
    shop.hub.update(
      idsOf(shop.active()).flatMap((id) => id ?? []),
      { Workflow: { Status: 'SUPPRESSED' } },
    )
    const inputs = { 'fail-on': 'any', annotations: 'all' }
    for (const options of [{ inputs }, { inputs, ...PULL_REQUEST }]) {
      const run = await shop.run(options)
      expect(run.exitCode).toBe(0)
      expect(run.log).not.toMatch(/^::(error|warning|notice)/m)
    }
  })
})

const PULL_REQUEST = {
  environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
  event: {
    repository: { default_branch: 'main', full_name: 'acme/shop' },
    pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: 'acme/shop' } }, base: { ref: 'main' } },
  },
}

describe('a pull request', () => {
  const three = [...TWO, aResult({ line: 3, ruleId: 'new-rule', message: 'Brought by the pull request' })]

  beforeEach(async () => {
    await shop.run()
    shop.hub.clearRecords()
  })

  test('is compared with the default branch and sends nothing', async () => {
    shop.files({ 'report.sarif': aReport(three.slice(1)) })
    const run = await shop.run(PULL_REQUEST)
    expect(run.outputs).toMatchObject({
      outcome: 'compared',
      'new-count': '1',
      'unchanged-count': '1',
      'fixed-count': '1',
      'imported-count': '0',
    })
    expect(shop.hub.requests().map(({ operation }) => operation)).not.toContain('BatchImportFindings')
    const annotations = run.log.split('\n').filter((line) => /^::(error|warning|notice) /.test(line))
    expect(annotations).toHaveLength(1)
    expect(annotations[0]).toContain('Brought by the pull request')
  })

  test('fixes nothing with a report that may lack results', async () => {
    shop.files({ 'report.sarif': aReport([], { more: { invocations: [{ executionSuccessful: false }] } }) })
    const run = await shop.run(PULL_REQUEST)
    expect(run.outputs).toMatchObject({ outcome: 'compared', 'fixed-count': '0' })
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'incomplete-report', count: 2 }])
  })

  test('fails on what it brings, not on what was there', async () => {
    expect((await shop.run({ ...PULL_REQUEST, inputs: { 'fail-on-new': 'any' } })).exitCode).toBe(0)
    shop.files({ 'report.sarif': aReport(three) })
    const run = await shop.run({ ...PULL_REQUEST, inputs: { 'fail-on-new': 'high' } })
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('GATE_FAILED')
  })

  test('from a fork, without credentials, is annotated and explained and does not fail', async () => {
    const event = {
      ...PULL_REQUEST.event,
      pull_request: { ...PULL_REQUEST.event.pull_request, head: { sha: 'a', ref: 'x', repo: { full_name: 'mallory/shop' } } },
    }
    const environment = { ...PULL_REQUEST.environment, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }
    const run = await shop.run({ event, environment })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ outcome: 'compared', 'findings-count': '2' })
    expect(run.log).toMatch(/^::error /m)
    expect(run.summary).toContain('A pull request from a fork gets no credentials')
  })

  test('can be imported as a stream of its own', async () => {
    const run = await shop.run({ ...PULL_REQUEST, inputs: { import: 'always' } })
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'new-count': '2' })
    expect(shop.active()).toHaveLength(4)
  })
})
