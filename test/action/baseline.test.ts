/** A baseline file saves look-ups and credentials, and is never trusted over Security Hub. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'
import { NO_CREDENTIALS, pullRequest } from './lifecycle-row.js'

const LINES = Array.from({ length: 60 }, (_, index) => `run(${index})`)
const SOURCE = LINES.join('\n')
const result = (line: number, more: Parameters<typeof aResult>[0] = {}) =>
  aResult({ line, ruleId: 'sql', message: `Query ${'x'.repeat(line)}`, ...more })
const THREE = [result(5), result(25), result(45)]

let shop: Scenario
let baseline: string

const field = (finding: StoredFinding | undefined, name: string) => finding?.ProductFields?.[`publish-to-security-hub/${name}`]
/** Those that were answered: runs one right after the other also meet the quotas of the service. */
const operations = () => shop.hub.requests().flatMap(({ operation, status }) => (status === 200 ? [operation] : []))

/** An import that takes the baseline, if there is one, and leaves the next. */
async function push(options: Parameters<Scenario['run']>[0] = {}) {
  shop.hub.clearRecords()
  const run = await shop.run({ ...options, inputs: { baseline, 'aws-account-id': shop.hub.accountId, ...options.inputs } })
  const left = run.outputs['baseline-file']
  if (left !== undefined && left !== '') copyFileSync(left, baseline)
  return run
}

beforeEach(async () => {
  shop = await startScenario()
  baseline = join(shop.workspace, '..', 'baseline.json')
  shop.files({ 'src/app.py': SOURCE, 'report.sarif': aReport(THREE) })
})
afterEach(() => shop.close())

test('is told and ignored where there is none yet, and left behind', async () => {
  const run = await push()
  expect(run.exitCode).toBe(0)
  expect(run.log).toMatch(/::notice::The baseline .* is not there: it is ignored/)
  expect(operations()).toEqual(['GetFindings', 'BatchImportFindings'])
  expect(JSON.parse(readFileSync(baseline, 'utf8'))).toMatchObject({ version: 2, analyses: [{ findings: [{}, {}, {}] }] })
})

test('holds no text, path or rule of a finding', async () => {
  await push()
  const words = new Set<string>()
  JSON.parse(readFileSync(baseline, 'utf8'), (key: string, value: unknown) => {
    if (typeof value === 'string' && !['severity', 'since', 'created', 'firstObserved', 'updated', 'sent'].includes(key)) words.add(value)
    return value
  })
  for (const word of words) expect(word).toMatch(/^(?:v1-)?[0-9a-f./]*$|^(?:(?:package|tool|context|message|logical):[0-9a-f.]+ ?)+$/)
})

describe('a push that has one', () => {
  beforeEach(async () => {
    await push()
  })

  test('makes three requests where nothing has changed, and sends one finding', async () => {
    const run = await push()
    expect(operations()).toEqual(['GetFindings', 'GetFindings', 'BatchImportFindings'])
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '3', 'imported-count': '1', compared: 'true' })
    expect(shop.hub.violations()).toEqual([])
  })

  test('sends what has changed, with its first dates', async () => {
    const before = new Map(shop.active().map((finding) => [finding.Id, finding.CreatedAt]))
    shop.files({ 'report.sarif': aReport([result(5, { level: 'note' }), ...THREE.slice(1), result(55)]) })
    const run = await push()
    expect(run.outputs).toMatchObject({ 'new-count': '1', 'unchanged-count': '3', 'imported-count': '2' })
    for (const { Id, CreatedAt } of shop.active()) if (before.has(Id)) expect(CreatedAt).toBe(before.get(Id))
  })

  test('archives what is fixed, whole, and finds it again when it comes back', async () => {
    shop.files({ 'report.sarif': aReport(THREE.slice(1)) })
    const fixed = await push()
    expect(fixed.outputs).toMatchObject({ 'fixed-count': '1', 'unchanged-count': '2' })
    expect(shop.archived()).toHaveLength(1)
    expect(shop.archived()[0]).toMatchObject({ Title: 'Query xxxxx', RecordState: 'ARCHIVED' })
    const created = shop.archived()[0]?.CreatedAt
    shop.files({ 'report.sarif': aReport(THREE) })
    const back = await push()
    expect(back.outputs).toMatchObject({ 'reopened-count': '1', 'new-count': '0', 'unchanged-count': '2' })
    expect(shop.active().map(({ CreatedAt }) => CreatedAt)).toContain(created)
    expect(operations().filter((operation) => operation === 'GetFindings')).toHaveLength(2)
    expect(shop.hub.violations()).toEqual([])
  })

  test('knows a renamed file by its hashes', async () => {
    const ids = shop.active().map(({ Id }) => Id)
    shop.files({
      'src/app.py': undefined,
      'lib/app.py': SOURCE,
      'report.sarif': aReport([5, 25, 45].map((line) => result(line, { uri: 'lib/app.py' }))),
    })
    const run = await push()
    expect(reportOf(run).lifecycle).toMatchObject({ moved: 3, new: 0, fixed: 0 })
    expect(shop.active().map(({ Id }) => Id)).toEqual(ids)
  })

  test('sees what an analyst has dismissed since, and what not any more', async () => {
    const id = shop.active()[0]?.Id ?? ''
    shop.hub.update([id], { Workflow: { Status: 'SUPPRESSED' } })
    expect((await push()).outputs['dismissed-count']).toBe('1')
    shop.hub.update([id], { Workflow: { Status: 'NEW' } })
    expect((await push()).outputs['dismissed-count']).toBe('0')
  })

  test('sees what another run has written since', async () => {
    shop.files({ 'report.sarif': aReport([...THREE, result(55)]) })
    await shop.run()
    const run = await push()
    expect(run.outputs).toMatchObject({ 'unchanged-count': '4', 'new-count': '0' })
  })

  test('is superseded by a newer run that the file does not know', async () => {
    await shop.run({ environment: { GITHUB_RUN_ID: '2000', GITHUB_RUN_NUMBER: '20' } })
    expect((await push()).outputs['outcome']).toBe('superseded')
  })

  test('goes round with its traces', async () => {
    for (const _run of [2, 3]) await push()
    expect(new Set(shop.active().map((finding) => field(finding, 'run-id'))).size).toBe(3)
  })
})

describe('a push that has one, of many before', () => {
  const lastRun = () => shop.hub.findings().reduce((last, finding) => Math.max(last, Number(field(finding, 'run-id'))), 0)

  /** As if all but the last run had been an hour earlier, so that they are not asked for again. */
  function letAnHourPass(): void {
    const earlier = (time: string | undefined) => new Date(Date.parse(time ?? '') - 3_600_000).toISOString()
    const old = shop.hub.findings().filter((finding) => field(finding, 'run-id') !== String(lastRun()))
    shop.hub.seed(old.map((finding) => ({ ...finding, UpdatedAt: earlier(finding.UpdatedAt) })))
  }

  test('knows where the traces of all of them are', async () => {
    await push()
    for (const _run of [2, 3, 4, 5, 6]) {
      letAnHourPass()
      const run = await push()
      expect(reportOf(run)).toMatchObject({ lifecycle: { moved: 0, unchanged: 3 }, import: { imported: 1, notSent: 2 } })
    }
    letAnHourPass()
    const paths = (JSON.parse(readFileSync(baseline, 'utf8')) as { analyses: { findings: { path: string }[] }[] }).analyses.flatMap(
      ({ findings }) => findings.map(({ path }) => path),
    )
    expect(new Set(paths).size).toBe(1)
  })

  test('leaves what another job that reports too has written', async () => {
    shop.files({ 'report.sarif': aReport([5, 15, 25, 35, 45, 55].map((line) => result(line))) })
    for (const number of [2, 3, 4, 5]) {
      for (const job of ['two', 'one']) {
        const run = await push({
          environment: { GITHUB_JOB: job, GITHUB_RUN_NUMBER: String(number), GITHUB_RUN_ID: String(2000 + number) },
        })
        if (number > 2) expect(run.outputs['imported-count']).toBe('1')
      }
      letAnHourPass()
    }
  })

  test('is not taken in by an answer that is older than the file', async () => {
    await push()
    const old = shop.active().filter((finding) => field(finding, 'line') === '5')
    shop.files({ 'report.sarif': aReport([result(25, { level: 'note' }), result(5, { level: 'note' }), result(45)]) })
    await push()
    shop.hub.setStrays(old.map((finding) => ({ ...finding, Workflow: { Status: 'NEW' } })))
    shop.files({ 'report.sarif': aReport([result(25, { level: 'note' }), result(5), result(45)]) })
    const run = await push()
    expect(run.outputs).toMatchObject({ 'imported-count': '1', 'dismissed-count': '0' })
    const sent = shop.active().find(({ Id }) => Id === old[0]?.Id)
    expect(field(sent, 'change')).toBe('updated')
  })

  test('with nothing open makes three requests too', async () => {
    await push()
    shop.files({ 'report.sarif': aReport([]) })
    await push()
    const run = await push()
    expect(operations()).toEqual(['GetFindings', 'GetFindings', 'BatchImportFindings'])
    expect(run.outputs['outcome']).toBe('imported')
    expect(shop.archived()).toHaveLength(3)
    await push()
    expect(operations()).toHaveLength(3)
  })
})

describe('is ignored, told, and Security Hub is asked for all', () => {
  beforeEach(async () => {
    await push()
  })
  const change = (edit: (file: Record<string, unknown>) => unknown) =>
    writeFileSync(baseline, JSON.stringify(edit(JSON.parse(readFileSync(baseline, 'utf8')) as Record<string, unknown>)))

  test.each<[string, () => void, string]>([
    ['no JSON', () => writeFileSync(baseline, '{"version":1'), 'is no JSON'],
    ['another version', () => change((file) => ({ ...file, version: 1 })), 'is no baseline file of this version'],
    ['another account', () => change((file) => ({ ...file, target: 'a'.repeat(32) })), 'is of another account'],
    ['too old', () => change((file) => ({ ...file, since: '2020-01-01T00:00:00.000Z' })), 'more than 30 days old'],
    ['from the future', () => change((file) => ({ ...file, since: '2099-01-01T00:00:00.000Z' })), 'is damaged'],
    ['without its list', () => change(({ analyses: _gone, ...file }) => file), 'is damaged'],
    [
      'with text where hashes belong',
      () => change((file) => JSON.parse(JSON.stringify(file).replaceAll(/"place":"[0-9a-f]+"/g, '"place":"::error::x"')) as unknown),
      'is damaged',
    ],
    [
      'with more than belongs there',
      () => change((file) => JSON.parse(JSON.stringify(file).replaceAll('"open":', '"text":"x","open":')) as unknown),
      'is damaged',
    ],
    [
      'with findings written in times to come',
      () =>
        change(
          (file) => JSON.parse(JSON.stringify(file).replaceAll(/"updated":"[^"]+"/g, '"updated":"9999-12-31T23:59:59.999Z"')) as unknown,
        ),
      'is damaged',
    ],
    [
      'with more in it than any file of ours',
      () => writeFileSync(baseline, `{"version":1,"analyses":[${'{},'.repeat(400_000)}{}]}`),
      'holds more than',
    ],
    ['of another analysis', () => change((file) => ({ ...file, analyses: [] })), 'knows nothing of Scanner'],
    [
      'from another version of the tool',
      () => shop.files({ 'report.sarif': aReport(THREE).replace('"version":"1.0"', '"version":"2.0"') }),
      'is from another version of Scanner',
    ],
  ])('%s', async (_what, damage, told) => {
    damage()
    const run = await push()
    expect(run.log).toContain(told)
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '3', 'new-count': '0' })
    expect(operations()[0]).toBe('GetFindings')
    expect((await push()).outputs['unchanged-count']).toBe('3')
    expect(operations()).toHaveLength(3)
  })

  test('that Security Hub knows nothing of: everything is sent', async () => {
    const kept = readFileSync(baseline)
    await shop.close()
    shop = await startScenario()
    baseline = join(shop.workspace, '..', 'baseline.json')
    writeFileSync(baseline, kept)
    shop.files({ 'src/app.py': SOURCE, 'report.sarif': aReport(THREE) })
    const run = await push()
    expect(run.log).toContain('does not fit what Security Hub holds of Scanner')
    expect(run.outputs).toMatchObject({ 'new-count': '3', 'imported-count': '3' })
  })
})

test('leaves what Security Hub refused as it was', async () => {
  await push()
  shop.files({ 'report.sarif': aReport([result(5, { level: 'note' }), ...THREE.slice(1), result(55)]) })
  shop.hub.fault({ kind: 'refuse-finding-if', code: 'InvalidInput', message: 'no', predicate: () => true, times: 2 })
  const refused = await push()
  expect(refused.outputs['failed-count']).toBe('2')
  const again = await push()
  expect(again.outputs).toMatchObject({ 'new-count': '1', 'unchanged-count': '3', 'imported-count': '2', 'failed-count': '0' })
})

test('is not believed that a newer run has reported', async () => {
  await push()
  const file = JSON.parse(readFileSync(baseline, 'utf8')) as { analyses: { findings: Record<string, unknown>[] }[] }
  for (const entry of file.analyses.flatMap(({ findings }) => findings)) Object.assign(entry, { runId: '99999', runNumber: 99_999 })
  writeFileSync(baseline, JSON.stringify(file))
  shop.files({ 'report.sarif': aReport([...THREE, result(55)]) })
  expect((await push()).outputs).toMatchObject({ outcome: 'imported', 'new-count': '1' })
})

describe('a pull request that has one', () => {
  beforeEach(async () => {
    await push()
    shop.hub.clearRecords()
    shop.files({ 'report.sarif': aReport([...THREE.slice(1), result(55)]) })
  })

  test.each([
    ['with credentials', pullRequest()],
    [
      'from a fork, without',
      {
        ...pullRequest('stranger/shop'),
        environment: { ...pullRequest().environment, ...NO_CREDENTIALS },
      },
    ],
  ])('%s: is compared without a request to AWS', async (_who, options) => {
    const run = await shop.run({ ...options, inputs: { baseline, 'fail-on-new': 'any' } })
    expect(shop.hub.requests()).toEqual([])
    expect(run.outputs).toMatchObject({
      outcome: 'compared',
      compared: 'true',
      'new-count': '1',
      'unchanged-count': '2',
      'fixed-count': '1',
      'gate-count': '1',
    })
    expect(run.exitCode).toBe(1)
    expect(run.log).toMatch(/Compared with the baseline of \d{4}-/)
  })

  test('asks Security Hub where it does not fit', async () => {
    writeFileSync(baseline, '[]')
    const run = await shop.run({ ...pullRequest(), inputs: { baseline } })
    expect(run.outputs).toMatchObject({ compared: 'true', 'new-count': '1' })
    expect(operations()).toContain('GetFindings')
  })

  test('knows nothing without credentials where it does not fit', async () => {
    writeFileSync(baseline, '[]')
    const options = { ...pullRequest('stranger/shop'), environment: { ...pullRequest().environment, ...NO_CREDENTIALS } }
    const run = await shop.run({ ...options, inputs: { baseline } })
    expect(run.outputs).toMatchObject({ outcome: 'compared', compared: 'false', 'new-count': '0' })
    expect(run.exitCode).toBe(0)
  })
})

test('can be restored to where the next one is written', async () => {
  const inputs = { 'output-directory': 'security-hub', baseline: 'security-hub/baseline.json' }
  await push({ inputs })
  const run = await push({ inputs })
  expect(run.outputs['baseline-file']).toBe(join(shop.workspace, 'security-hub', 'baseline.json'))
  expect(operations()).toEqual(['GetFindings', 'GetFindings', 'BatchImportFindings'])
})
