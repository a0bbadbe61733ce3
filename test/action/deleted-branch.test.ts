/** Runs for a branch that was deleted: what Security Hub holds of it is archived, and nothing else is touched. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mixed } from '../redact/fakes.js'
import { everythingWritten } from '../support/outcomes.js'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const NAMESPACE = 'publish-to-security-hub'
const REPOSITORY = { default_branch: 'main', full_name: 'acme/shop' }
const TWO = [aResult({ line: 2 }), aResult({ line: 4, message: 'Another one' })]

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'report.sarif': aReport(TWO) })
})
afterEach(() => shop.close())

const pushed = (branch: string, environment: Record<string, string> = {}, inputs: Record<string, string> = {}) =>
  shop.run({ environment: { GITHUB_REF: `refs/heads/${branch}`, ...environment }, inputs: { branches: '**', ...inputs } })

const deleted = (branch: string, { environment = {}, inputs = {}, event = {} }: Partial<Record<string, Record<string, string>>> = {}) =>
  shop.run({
    environment: {
      GITHUB_EVENT_NAME: 'delete',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/cleanup.yml@refs/heads/main',
      ...environment,
    },
    inputs,
    event: { ref: branch, ref_type: 'branch', repository: REPOSITORY, ...event },
  })

const streamOf = ({ Id = '' }: { readonly Id?: string | undefined }) => Id.split('/').slice(0, 3).join('/')
const openStreams = () => [...new Set(shop.active().map(streamOf))].toSorted()

test('all findings of the branch are archived, of every tool, category, job and workflow, and say why', async () => {
  shop.files({
    'report.sarif': aLog(aRun(TWO), aRun(TWO, { tool: 'Scanner 2', more: { automationDetails: { id: 'nightly/' } } })),
  })
  await pushed('rel', { GITHUB_JOB: 'one' })
  await pushed(
    'rel',
    { GITHUB_JOB: 'two', GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/other.yml@refs/heads/rel' },
    { matrix: '{"os":"x"}' },
  )
  await pushed('main')
  expect(shop.active()).toHaveLength(10)
  const before = shop.active().filter(({ Id = '' }) => Id.includes('/default/'))

  const run = await deleted('rel')
  expect(run.exitCode).toBe(0)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '6', 'results-count': '0', 'findings-count': '0' })
  expect(run.log).toContain('6 findings of the deleted branch were archived')
  expect(run.log).toContain('No report was read')
  expect(run.summary).toContain('6 findings of a deleted branch archived')
  expect(shop.active()).toEqual(before)
  for (const { ProductFields = {} } of shop.archived()) {
    expect(ProductFields).toMatchObject({
      [`${NAMESPACE}/archived-because`]: 'branch-deleted',
      [`${NAMESPACE}/archived-run`]: 'https://github.com/acme/shop/actions/runs/1004',
      [`${NAMESPACE}/workflow-file`]: '.github/workflows/cleanup.yml',
    })
    expect(ProductFields).not.toHaveProperty(`${NAMESPACE}/archived-commit`)
  }
  expect(shop.hub.violations()).toEqual([])
})

describe('the branch is that one alone', () => {
  const NAMES = [
    'rel',
    'rel/1',
    'rel%2F1',
    'REL',
    'rele',
    '../default',
    'x/../../default/y',
    'branch:rel',
    'ü"\\`$(x)',
    `${'l'.repeat(120)}a`,
    `${'l'.repeat(120)}b`,
  ]

  test('whatever the names are like', async () => {
    for (const name of ['main', ...NAMES]) await pushed(name)
    let left = openStreams()
    expect(left).toHaveLength(NAMES.length + 1)
    for (const name of NAMES) {
      const before = new Set(shop.archived().map(({ Id }) => Id))
      expect((await deleted(name)).outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
      const archived = shop.archived().filter(({ Id }) => !before.has(Id))
      expect(archived.map(({ ProductFields }) => ProductFields?.[`${NAMESPACE}/branch`])).toEqual([name, name])
      const gone = new Set(archived.map(streamOf))
      expect(gone.size).toBe(1)
      left = left.filter((stream) => !gone.has(stream))
      expect(openStreams()).toEqual(left)
    }
    expect(left).toEqual(['github.com/99/default'])
  }, 120_000)

  test('not one of that name in another repository, a tag or a pull request', async () => {
    await pushed('5', { GITHUB_REPOSITORY_ID: '9' })
    await pushed('5', { GITHUB_REPOSITORY_ID: '999' })
    await pushed('5', { GITHUB_SERVER_URL: 'https://ghe.example' })
    await shop.run({ environment: { GITHUB_REF: 'refs/tags/5' }, inputs: { import: 'always' } })
    await shop.run({
      environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
      inputs: { import: 'always' },
      event: { repository: REPOSITORY, pull_request: { number: 5, head: { sha: 'a', ref: '5', repo: REPOSITORY } } },
    })
    const before = shop.hub.findings()
    expect(before).toHaveLength(10)
    const run = await deleted('5')
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '0' })
    expect(run.log).toContain('No finding of the deleted branch was archived')
    expect(shop.hub.findings()).toEqual(before)
  })

  test('not what Security Hub answers with besides, of another account, product, Region or stream', async () => {
    await pushed('rel')
    await pushed('main')
    const open = shop.active()
    const others = [{ AwsAccountId: '999999999999' }, { ProductArn: `${shop.hub.productArn}-2` }, { Region: 'eu-west-9' }]
    const ofRelease = open.filter(({ Id = '' }) => Id.includes('/branch:rel/'))
    const strays = others.flatMap((other) => ofRelease.map((finding) => ({ ...finding, Id: `${finding.Id}-x`, ...other })))
    shop.hub.setStrays([...strays, ...open.filter((finding) => !ofRelease.includes(finding))])
    const run = await deleted('rel')
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
    expect(run.log).toContain('also answered with 6 findings of another product, account or Region')
    expect(
      shop
        .archived()
        .map(({ Id }) => Id)
        .toSorted(),
    ).toEqual(ofRelease.map(({ Id }) => Id).toSorted())
  })
})

describe('nothing is archived', () => {
  test.each([
    ['the default branch', { ref: 'main' }, { 'fixed-count': '0', 'unchanged-count': '2' }],
    ['a tag of the branch’s name', { ref_type: 'tag' }, { 'fixed-count': '0', 'unchanged-count': '2' }],
    ['something without a name', { ref: '' }, { 'fixed-count': '0', 'unchanged-count': '2' }],
  ])('for the deletion of %s: the run is one of the default branch', async (_what, event, outputs) => {
    await pushed('main')
    await pushed('rel')
    const run = await deleted('rel', { event })
    expect(run.outputs).toMatchObject({ outcome: 'imported', ...outputs })
    expect(shop.archived()).toEqual([])
  })

  test('in a dry run, and AWS is not asked', async () => {
    await pushed('rel')
    shop.hub.clearRecords()
    const run = await deleted('rel', { inputs: { import: 'never' } })
    expect(run.outputs).toMatchObject({ outcome: 'dry-run', 'fixed-count': '0' })
    expect(run.log).toContain('nothing of the deleted branch is archived')
    expect(shop.hub.requests()).toEqual([])
  })

  test('while a run that began later has reported one tool: the branch is there again', async () => {
    shop.files({ 'report.sarif': aLog(aRun(TWO), aRun(TWO, { tool: 'Scanner 2' })) })
    await pushed('rel', { GITHUB_RUN_ID: '7' })
    shop.files({ 'report.sarif': aReport(TWO) })
    await pushed('rel', { GITHUB_RUN_ID: '9' })
    const run = await deleted('rel', { environment: { GITHUB_RUN_ID: '8' } })
    expect(run.outputs).toMatchObject({ outcome: 'superseded', 'fixed-count': '0' })
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'superseded', count: 4 }])
    expect(run.exitCode).toBe(0)
    expect(shop.archived()).toEqual([])
  })

  test.each([
    ['the first', 0],
    ['the second', 1],
  ])('when Security Hub does not answer %s question, and the step fails for it', async (_which, afterRequests) => {
    await pushed('rel')
    shop.hub.fault({
      kind: 'error',
      status: 400,
      code: 'InvalidInputException',
      message: 'no',
      operation: 'GetFindings',
      afterRequests,
      times: 9,
    })
    const run = await deleted('rel')
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({ outcome: 'failed', 'fixed-count': '0' })
    expect(run.log).toContain('Nothing of the deleted branch was archived')
    expect(shop.archived()).toEqual([])
  })

  test('without leave to ask, and the missing permission is named', async () => {
    await pushed('rel')
    shop.hub.deny('securityhub:GetFindings')
    const run = await deleted('rel')
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('LOOKUP_NOT_ALLOWED')
    expect(shop.archived()).toEqual([])
  })

  test('without credentials, and the step fails', async () => {
    const environment = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }
    const run = await deleted('rel', { environment })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['outcome']).toBe('failed')
    expect(run.log).toContain('NO_CREDENTIALS')
  })
})

test('what is written between the two questions by a run that began later forbids all', async () => {
  await pushed('rel', { GITHUB_RUN_ID: '7' })
  const [first] = shop.active()
  const pages = () => shop.hub.requests().filter(({ operation }) => operation === 'GetFindings').length
  shop.hub.clearRecords()
  const again = { ...first, Id: `${first?.Id}-new`, ProductFields: { ...first?.ProductFields, [`${NAMESPACE}/run-id`]: '9' } }
  shop.hub.fault({ kind: 'slow', milliseconds: 300, operation: 'GetFindings', afterRequests: 1 })
  const running = deleted('rel', { environment: { GITHUB_RUN_ID: '8' } })
  while (pages() < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  shop.hub.seed([again as never])
  const run = await running
  expect(run.outputs).toMatchObject({ outcome: 'superseded', 'fixed-count': '0' })
  expect(shop.archived()).toEqual([])
})

test('what Security Hub refuses to archive is told, and the others are archived', async () => {
  await pushed('rel')
  const [refused] = shop.active()
  shop.hub.fault({
    kind: 'refuse-finding-if',
    predicate: (finding) => (finding as { Id?: string }).Id === refused?.Id,
    code: 'InvalidInput',
    message: 'no',
  })
  const run = await deleted('rel')
  expect(run.exitCode).toBe(1)
  expect(run.outputs).toMatchObject({ outcome: 'partial', 'fixed-count': '1', 'failed-count': '1' })
  expect(run.json('failed-findings-file')).toEqual([
    { finding: expect.objectContaining({ Id: refused?.Id }), code: 'InvalidInput', message: 'no' },
  ])
  expect(run.log).toContain('1 finding could not be archived')
})

test('no report is needed, and a broken one does no harm', async () => {
  await pushed('rel')
  shop.files({ 'report.sarif': undefined, 'broken.sarif': '{' })
  const run = await deleted('rel', { inputs: { reports: 'report.sarif\nbroken.sarif' } })
  expect(run.exitCode).toBe(0)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
})

test('a branch of which nothing is known is one question and no more', async () => {
  await pushed('main')
  shop.hub.clearRecords()
  const run = await deleted('feature')
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '0' })
  expect(
    shop.hub
      .requests()
      .filter(({ operation }) => operation !== 'GetCallerIdentity')
      .map(({ operation }) => operation),
  ).toEqual(['GetFindings'])
})

test('a push that deletes the branch does the same', async () => {
  await pushed('rel/1')
  const run = await shop.run({ event: { ref: 'refs/heads/rel/1', deleted: true, repository: REPOSITORY } })
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
  expect(shop.active()).toEqual([])
})

test('more findings than a page and a request hold are archived, all of them', async () => {
  shop.files({ 'report.sarif': aReport(Array.from({ length: 250 }, (_, index) => aResult({ line: index + 1, message: `No. ${index}` }))) })
  await pushed('rel')
  const run = await deleted('rel')
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '250' })
  expect(shop.active()).toEqual([])
  expect(shop.archived()).toHaveLength(250)
})

test('what an analyst suppressed is archived with its notes, and a run that started before the deletion brings nothing back', async () => {
  await pushed('rel', { GITHUB_RUN_ID: '7' })
  const [first] = shop.active()
  shop.hub.update([first?.Id ?? ''], { Workflow: { Status: 'SUPPRESSED' }, Note: { Text: 'Not ours', UpdatedBy: 'analyst' } })
  await deleted('rel', { environment: { GITHUB_RUN_ID: '9' } })
  expect(shop.hub.finding(first?.Id ?? '')).toMatchObject({
    RecordState: 'ARCHIVED',
    Workflow: { Status: 'SUPPRESSED' },
    Note: { Text: 'Not ours' },
  })
  const late = await pushed('rel', { GITHUB_RUN_ID: '8' })
  expect(late.outputs['outcome']).toBe('superseded')
  expect(shop.active()).toEqual([])
})

test('a branch whose name holds a token is found, and the token is told nowhere', async () => {
  const token = `ghp_${mixed(36)}`
  await pushed(`fix/${token}`)
  const run = await deleted(`fix/${token}`)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '2' })
  expect(run.log).toContain('fix/[redacted]')
  const sent = shop.hub.requests().map(({ path, body }) => [path, body])
  expect(`${JSON.stringify(sent)}\n${everythingWritten(run)}`).not.toContain(token)
})
