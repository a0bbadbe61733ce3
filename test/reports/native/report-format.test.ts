import { describe, expect, test } from '@jest/globals'
import { otherDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { childrenOf } from '../../../src/reports/documents/xml.js'
import { findingOf } from '../../../src/reports/native/finding.js'
import type { DocumentFormat, RecordsFormat, XmlFormat } from '../../../src/reports/native/format.js'
import { has } from '../../../src/reports/native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../../src/reports/native/readings.js'
import { reportFormat } from '../../../src/reports/native/report-format.js'
import { asText, type JsonObject } from '../../../src/reports/vocabulary/json.js'
import { readingsOf, runsOf } from './read.js'

function readEntry({ rule, state }: JsonObject): Entry {
  if (state === 'passed') return NOT_A_PROBLEM
  const id = asText(rule)
  if (id === undefined) return unreadable('has no rule')
  const finding = findingOf({ kind: 'code', rule: { id }, severity: { label: 'LOW', original: 'low' } })
  return state === 'ignored' ? suppressed(finding) : problem(finding)
}

const DESCRIPTION = { id: 'toy', name: 'Toy JSON', tool: { name: 'Toy', vendor: 'Toys' }, covers: 'Toy 1', command: 'toy' }

const document: DocumentFormat = {
  ...DESCRIPTION,
  shape: 'document',
  clean: ['[]', 'null'],
  detect: (report) => has(report, 'toys'),
  read: ({ toys, version, failed }) => ({
    tool: { version: asText(version) },
    failures: failed === true ? [{ code: 'execution-unsuccessful', message: 'The scan failed.' }] : [],
    readings: () => readEach(toys, 'toys', readEntry),
  }),
}

const records: RecordsFormat = {
  ...DESCRIPTION,
  shape: 'records',
  detect: (first) => has(first, 'rule'),
  read: (entries) => ({ readings: () => readEach(entries, '', readEntry) }),
}

const xml: XmlFormat = {
  ...DESCRIPTION,
  shape: 'xml',
  detect: ({ name }) => name === 'toys',
  read: (root) => ({
    readings: () =>
      readEach(
        childrenOf(root, 'toy').map(({ attributes }) => Object.fromEntries(attributes)),
        'toy',
        readEntry,
      ),
  }),
}

const OPTIONS = { roots: [], readSource: () => undefined, readExternal: () => undefined }
const places = (readings: ReturnType<typeof readingsOf>) => readings.map(({ verdict, at }) => `${verdict} ${at}`)

describe('a format of documents', () => {
  test('reads every entry as what it is', () => {
    const report = { version: '1.2', toys: [{ rule: 'a' }, { rule: 'b', state: 'ignored' }, { state: 'passed' }, {}, 7] }
    expect(places(readingsOf(document, report))).toEqual([
      'problem toys[0]',
      'suppressed toys[1]',
      'not-a-problem toys[2]',
      'unreadable toys[3]',
      'unreadable toys[4]',
    ])
    const [run] = runsOf(document, report)
    expect(run?.tool).toEqual({ name: 'Toy', vendor: 'Toys', version: '1.2' })
  })

  test('takes the name of the tool from the format when the report says nothing', () => {
    expect(runsOf(document, { toys: [] }).map(({ tool }) => tool)).toEqual([{ name: 'Toy', vendor: 'Toys' }])
  })

  test('reads several reports in an array or one after another as so many runs', () => {
    const several = [{ toys: [{ rule: 'a' }] }, { toys: [{}] }]
    expect(runsOf(document, several)).toHaveLength(2)
    expect(places(readingsOf(document, several))).toEqual(['problem [0].toys[0]', 'unreadable [1].toys[0]'])
    const sequence = reportFormat(document).read(otherDocument('sequence', several), OPTIONS)
    expect(sequence).toHaveLength(2)
    const [, second] = sequence.map((run) => [...run.readings()])
    expect(second?.[0]).toMatchObject({ verdict: 'unreadable', problem: { at: '[1].toys[0]' } })
  })

  test('knows that results may hide in what is no report among several', () => {
    const runs = runsOf(document, [{ toys: [] }, { other: 1 }, 'text'])
    for (const run of runs) expect([...run.readings()]).toEqual([])
    expect(runs.map((run) => [run.complete(), run.problems().map(({ at }) => at)])).toEqual([
      [true, []],
      [false, ['[1]']],
      [false, ['[2]']],
    ])
  })

  test.each([[[]], [null]])('reads %j as a clean scan', (value) => {
    const [run, ...others] = runsOf(document, value)
    expect([run?.complete(), [...(run?.readings() ?? [])], others]).toEqual([true, [], []])
  })
})

describe('a run is complete', () => {
  const completeAfter = (report: JsonObject) => {
    const [run] = runsOf(document, report)
    const before = run?.complete()
    const readings = [...(run?.readings() ?? [])]
    return [before, readings.length, run?.complete(), run?.problems().map(({ code }) => code)]
  }

  test('when it has been read to its end and every entry could be read', () => {
    expect(completeAfter({ toys: [{ rule: 'a' }] })).toEqual([false, 1, true, []])
    expect(completeAfter({ toys: [{ rule: 'a' }, {}] })).toEqual([false, 2, false, []])
  })

  test('unless the report says that the scan failed', () => {
    expect(completeAfter({ toys: [], failed: true })).toEqual([false, 0, false, ['execution-unsuccessful']])
  })

  test('unless it was left in the middle', () => {
    const [run] = runsOf(document, { toys: [{ rule: 'a' }, { rule: 'b' }] })
    for (const _ of run?.readings() ?? []) break
    expect(run?.complete()).toBe(false)
  })

  test('unless the file was cut off', () => {
    const cut = otherDocument('sequence', [{ rule: 'a' }], { cutOff: true })
    const [run] = reportFormat(records).read(cut, OPTIONS)
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect([run?.complete(), run?.problems().map(({ code }) => code)]).toEqual([false, ['truncated']])
  })

  test('and can be read again with the same readings', () => {
    const [run] = runsOf(document, { toys: [{ rule: 'a' }, {}] })
    expect([...(run?.readings() ?? [])]).toEqual([...(run?.readings() ?? [])])
  })
})

describe('a format of records', () => {
  test.each([
    ['an array', wholeDocument([{ rule: 'a' }, { rule: 'b' }])],
    ['a sequence', otherDocument('sequence', [{ rule: 'a' }, { rule: 'b' }])],
    ['a sequence of arrays', otherDocument('sequence', [[{ rule: 'a' }], [{ rule: 'b' }]])],
  ])('reads %s', (_, value) => {
    const format = reportFormat(records)
    expect(format.detect(value)).toBe(true)
    const readings = format.read(value, OPTIONS).flatMap((run) => [...run.readings()])
    expect(places(readings)).toEqual(['problem [0]', 'problem [1]'])
  })

  test('reads a lone object as one record, and looks beyond records that are no objects', () => {
    expect(places(readingsOf(records, { rule: 'a' }))).toEqual(['problem [0]'])
    expect(reportFormat(records).detect(wholeDocument([1, { rule: 'a' }]))).toBe(true)
    expect(places(readingsOf(records, [1, { rule: 'a' }]))).toEqual(['unreadable [0]', 'problem [1]'])
  })
})

describe('a format of XML', () => {
  test('reads elements', () => {
    expect(places(readingsOf(xml, '<toys><toy rule="a"/><toy/></toys>'))).toEqual(['problem toy[0]', 'unreadable toy[1]'])
  })
})

describe('no format', () => {
  test.each([
    ['an empty array', wholeDocument([])],
    ['null', wholeDocument(null)],
    ['text', wholeDocument('toys')],
    ['an empty object', wholeDocument({})],
    ['nothing', otherDocument('nothing', undefined)],
    ['an empty sequence', otherDocument('sequence', [])],
  ])('is found in %s', (_, value) => {
    expect([document, records, xml].map((format) => reportFormat(format).detect(value))).toEqual([false, false, false])
  })

  test('takes XML for JSON or JSON for XML', () => {
    const element = otherDocument('xml', { name: 'toys', attributes: new Map(), children: [], text: '', toys: [], rule: 1 })
    expect([document, records, xml].map((format) => reportFormat(format).detect(element))).toEqual([false, false, true])
    expect(reportFormat(xml).detect(wholeDocument({ name: 'toys', attributes: {}, children: [] }))).toBe(false)
  })
})
