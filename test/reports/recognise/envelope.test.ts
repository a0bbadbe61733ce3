/** Reports of every format in the answer of an API: read as they are by themselves, and never as more than they are. */
import { readdirSync } from 'node:fs'
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
