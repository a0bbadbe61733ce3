/** Reports of every format in the answer of an API: read as they are by themselves, and never as more than they are. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ReportRun } from '../../../src/finding.js'
import { type ReportDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { loadReport } from '../../../src/reports/documents/load-report.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

const FIXTURES = 'test/fixtures'
const OPTIONS = { roots: [], readSource: () => undefined, readExternal: () => undefined, tempDirectory: '' }

const paths = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:json|ndjson)$/.test(path) && !/^(?:samples|record)\//.test(path))
  .sort()

const readingsOf = (runs: readonly ReportRun[]) => runs.flatMap((run) => [...run.readings()])

function read(value: unknown, format = 'auto') {
  const document = wholeDocument(value)
  const found = recognise(document, format)
  const runs = found.read(document, OPTIONS)
  return { id: found.id, readings: readingsOf(runs), runs }
}

/** Reports that nothing but the file says what they are, or that say nothing: `[]`, `null`. */
function isSomething({ skeleton }: ReportDocument): boolean {
  return skeleton !== null && skeleton !== undefined && !(Array.isArray(skeleton) && skeleton.length === 0)
}

test.each(paths)('%s is the same report below data, data.findings and report, and twice in two pages', async (path) => {
  const { document } = await loadReport(join(FIXTURES, path))
  const { skeleton } = document
  if (!isSomething(document) || !isRecognised(document)) return
  const alone = recognise(document, 'auto')
  const count = readingsOf(alone.read(document, OPTIONS)).length
  for (const answer of [{ data: skeleton }, { data: { findings: skeleton } }, { status: 'ok', report: skeleton }, [{ data: skeleton }]]) {
    const { id, readings, runs } = read(answer)
    expect([id, readings.length]).toEqual([alone.id, count])
    expect(runs.map((run) => run.complete())).toEqual(completed(alone.read(document, OPTIONS)))
  }
  expect(read([{ data: skeleton }, { data: skeleton }]).readings.length).toBe(2 * count)
})

/** Known when all readings have been read. */
function completed(runs: readonly ReportRun[]): readonly boolean[] {
  readingsOf(runs)
  return runs.map((run) => run.complete())
}

function isRecognised(document: ReportDocument): boolean {
  try {
    return recognise(document, 'auto').id !== 'sarif'
  } catch {
    return false
  }
}

const LEAK = {
  RuleID: 'key',
  Description: 'a key',
  StartLine: 1,
  EndLine: 1,
  Match: 'x',
  Secret: 'x',
  File: 'a.env',
  Commit: '',
  Fingerprint: 'f',
}

describe('the answer says what is missing', () => {
  test.each([
    ['another page', { data: [LEAK], next: 'https://api.example.com/leaks?page=2' }, 'truncated'],
    ['another page, in the links', { data: [LEAK], links: { self: 'a', next: 'b' } }, 'truncated'],
    ['another page, in the frame outside', { data: { results: [LEAK] }, hasMore: true }, 'truncated'],
    ['more than there are', { total_count: 2, data: [LEAK] }, 'truncated'],
    ['more than there are, in the metadata', { meta: { total: 2 }, results: [LEAK] }, 'truncated'],
    ['a page of five', { data: [LEAK], page: 1, total_pages: 5 }, 'truncated'],
    ['that the page is not the last', { content: [LEAK], last: false }, 'truncated'],
    ['where to go on', { data: [LEAK], cursor: 'abc' }, 'truncated'],
    ['more than there are, as text', { data: [LEAK], total: '5' }, 'truncated'],
    ['how many remain', { items: [LEAK], metadata: { continue: 'abc', remainingItemCount: 3 } }, 'truncated'],
    ['how many remain alone', { items: [LEAK], metadata: { remainingItemCount: 3 } }, 'truncated'],
    ['another page, in the pagination of the metadata', { data: [LEAK], meta: { pagination: { next_cursor: 'x' } } }, 'truncated'],
    ['where to go on, in the page of the metadata', { data: [LEAK], meta: { page: { after: 'x' } } }, 'truncated'],
    ['another page, in the pages of the links', { data: [LEAK], links: { pages: { next: 'x' } } }, 'truncated'],
    ['another page, in the third place down', { data: [LEAK], meta: { pagination: { page: { next: 'x' } } } }, 'truncated'],
    ['another page, in a list of links', { data: [LEAK], links: [{ rel: 'next', href: 'x' }] }, 'truncated'],
    ['another page, as the object of a link', { data: [LEAK], _links: { next: { href: 'x' } } }, 'truncated'],
    ['two pages of more', { result: [LEAK], result_info: { page: 1, total_pages: 2 } }, 'truncated'],
    ['a page before', { data: [LEAK], next: null, previous: 'x' }, 'truncated'],
    ['results before', { data: [LEAK], offset: 50 }, 'truncated'],
    ['that it is running', { status: 'running', data: [LEAK] }, 'execution-unsuccessful'],
    ['that it is a part', { status: 'partial', data: [LEAK] }, 'execution-unsuccessful'],
    ['that it was done with errors', { status: 'completed with errors', data: [LEAK] }, 'execution-unsuccessful'],
    ['an error as its status', { status: 'error', message: 'x', data: [LEAK] }, 'execution-unsuccessful'],
    ['a state nobody knows', { state: 'zombie', data: [LEAK] }, 'execution-unsuccessful'],
    ['a status of HTTP', { statusCode: 500, body: [LEAK] }, 'execution-unsuccessful'],
    ['a status of HTTP as text', { status_code: '404', body: [LEAK] }, 'execution-unsuccessful'],
    ['a status of HTTP in an object', { status: { code: 503 }, body: [LEAK] }, 'execution-unsuccessful'],
    ['a status of HTTP by the short name', { status: 500, body: [LEAK] }, 'execution-unsuccessful'],
    ['that it is not done', { done: false, data: [LEAK] }, 'execution-unsuccessful'],
    ['an error', { data: [LEAK], errors: [{ message: 'timeout' }] }, 'execution-unsuccessful'],
    ['no success', { success: false, data: [LEAK] }, 'execution-unsuccessful'],
    ['another list', { data: { findings: [LEAK], vulnerabilities: [{ id: 'x' }] } }, 'unreadable-run'],
    ['an event', { 'detail-type': 'Leaks', detail: { findings: [LEAK] } }, 'truncated'],
    [
      'two pages of three',
      [
        { data: [LEAK], next: 'b' },
        { data: [LEAK], next: 'c' },
      ],
      'truncated',
    ],
  ])('%s', (_, answer, code) => {
    const { id, runs, readings } = read(answer)
    expect(id).toBe('gitleaks')
    expect(readings.length).toBeGreaterThan(0)
    expect(runs.map((run) => run.complete())).toEqual([false])
    expect(runs.flatMap((run) => run.problems().map((problem) => problem.code))).toEqual([code])
  })

  test.each([
    ['the last page', { data: [LEAK], next: null, has_more: false, links: { self: 'a', next: null } }],
    ['all that there are', { total: 1, count: 1, data: [LEAK], meta: { request: 'x', total: 1 } }],
    ['no error', { success: true, errors: [], error: null, data: [LEAK], warnings: [{ text: 'x' }] }],
    ['the only page', { content: [LEAK], number: 0, totalPages: 1, totalElements: '1', first: true, last: true }],
    [
      'the only page, by its links',
      { data: [LEAK], _links: { self: { href: 'x' }, next: { href: null } }, links: [{ rel: 'self', href: 'x' }] },
    ],
    ['an end behind which a cursor stands', { data: [LEAK], cursor: 'abc', has_more: false }],
    ['a list of Kubernetes', { items: [LEAK], metadata: { continue: '', resourceVersion: '1' } }],
    ['a state that is done', { state: 'FINISHED', status: 200, data: [LEAK] }],
    ['a status of HTTP', { statusCode: 200, status: '200 OK', code: 0, body: [LEAK] }],
    ['no status', { status: null, state: {}, data: [LEAK] }],
    [
      'both pages of two',
      [
        { data: [LEAK], page: 1, total_pages: 2, total: 2, last: false, next: 'b', prev: null },
        { data: [LEAK], page: 2, total_pages: 2, total: 2, last: true, next: null, prev: 'a' },
      ],
    ],
    [
      'all pages',
      [
        { data: [LEAK], next: 'b' },
        { data: [LEAK], next: '' },
      ],
    ],
  ])('and %s when nothing is', (_, answer) => {
    const { runs, readings } = read(answer)
    expect(readings.length).toBeGreaterThan(0)
    expect(runs.map((run) => [run.complete(), run.problems()])).toEqual([[true, []]])
  })
})

describe('a total beside a report that is no list', () => {
  const GRYPE: unknown = JSON.parse(readFileSync('test/fixtures/grype/many.json', 'utf8'))
  const count = read(GRYPE).readings.length
  const told = (answer: unknown) => read(answer).runs.map((run) => [run.complete(), run.problems().map(({ code }) => code)])

  test.each([
    ['in the frame of the report', { data: GRYPE, total: 500, count: 1 }],
    ['by one result', { data: GRYPE, total: count + 1 }],
    ['in the frame outside', { data: { report: GRYPE }, meta: { total: '500' } }],
    ['beside two', [{ data: GRYPE, total: 500 }, { data: GRYPE }]],
  ])('is more than it has: %s', (_, answer) => {
    expect(told(answer)).toEqual(told(answer).map(() => [false, ['truncated']]))
  })

  test.each([
    ['results', { data: GRYPE, total: count }],
    ['reports', { data: GRYPE, total: 1, count: 1 }],
    ['reports in a list', { data: [{ report: GRYPE }, { report: GRYPE }], total: 2 }],
  ])('counts its %s', (_, answer) => {
    expect(told(answer)).toEqual(told(answer).map(() => [true, []]))
  })
})

test('a position is that in the file', () => {
  expect(read({ data: { findings: [LEAK] } }).readings.map(({ at }) => at)).toEqual(['data.findings[0]'])
})

test('of two reports none is read', () => {
  for (const answer of [{ data: [LEAK], report: [LEAK] }, { data: { results: [LEAK], findings: [LEAK] } }]) {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
  }
})

test('the wanted format is looked for there, too, and no other one', () => {
  expect(read({ data: [LEAK] }, 'gitleaks').id).toBe('gitleaks')
  expect(() => read({ data: [LEAK] }, 'trivy')).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
})

test('what this action wrote is refused there, too', () => {
  const own = { Id: 'x', GeneratorId: 'x', ProductArn: 'x', Resources: [], ProductFields: { 'publish-to-security-hub/scheme': '1' } }
  expect(() => read({ data: [own] })).toThrow(expect.objectContaining({ code: 'REPORT_IS_OWN_OUTPUT' }))
})

test('an empty list in an answer is no clean report', () => {
  for (const answer of [{ data: [] }, { data: { findings: [] } }]) {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
    expect(() => read(answer, 'gitleaks')).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
  }
})

test('a hostile answer is gone through in bounded time', () => {
  let value: unknown = { data: 1 }
  for (let depth = 0; depth < 400; depth += 1) value = { data: value, results: value, report: [value] }
  expect(() => read(value)).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
})
