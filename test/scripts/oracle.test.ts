import { describe, expect, test } from '@jest/globals'
import { compareFiles, compareResults } from '../../scripts/oracle/compare.js'
import type { KnownDifference } from '../../scripts/oracle/differences.js'
import { explain, type FileComparison } from '../../scripts/oracle/explain.js'
import type { OwnResult } from '../../scripts/oracle/own-results.js'
import type { OracleResult } from '../../scripts/oracle/project.js'
import { report } from '../../scripts/oracle/report.js'

const FINDING = { ruleId: 'R', message: 'Text', startLine: 3 }
const own = (more: Partial<OwnResult> = {}): OwnResult => ({
  run: 0,
  index: 0,
  kind: 'fail',
  level: 'error',
  statedLevel: 'error',
  finding: FINDING,
  ...more,
})
const oracle = (more: Partial<OracleResult> = {}): OracleResult => ({
  run: 0,
  index: 0,
  ruleId: 'R',
  kind: 'fail',
  level: 'error',
  message: 'Text',
  startLine: '3',
  ...more,
})
const fields = (mine: OwnResult, theirs: OracleResult) => compareResults([mine], [theirs]).differences.map(({ field }) => field)

describe('comparing a result with what the oracle says of it', () => {
  test('finds no difference between equal ones', () => {
    expect(compareResults([own()], [oracle()])).toEqual({ results: 1, derivedLevels: 0, differences: [] })
  })

  test.each([
    ['rule', oracle({ ruleId: 'S' })],
    ['kind', oracle({ kind: 'open' })],
    ['level', oracle({ level: 'note' })],
    ['message', oracle({ message: 'Other' })],
    ['line', oracle({ startLine: '4' })],
  ])('finds another %s', (field, theirs) => {
    expect(fields(own(), theirs)).toEqual([field])
  })

  test('takes a case of a rule for the rule, but not a rule whose name begins alike', () => {
    expect(fields(own({ finding: { ...FINDING, ruleId: 'R/1' } }), oracle())).toEqual([])
    expect(fields(own({ finding: { ...FINDING, ruleId: 'R1' } }), oracle())).toEqual(['rule'])
  })

  test("derives the level of a stated warning, for which the oracle names the rule's default", () => {
    const stated = own({ level: 'warning', statedLevel: 'warning' })
    expect(compareResults([stated], [oracle({ level: 'note' })])).toMatchObject({ derivedLevels: 1, differences: [] })
    expect(fields(own({ level: 'note', statedLevel: 'warning' }), oracle({ level: 'note' }))).toEqual(['level'])
  })

  test('reduces links and spaces in messages, and knows 0 for no line', () => {
    const finding = { ruleId: 'R', message: 'Depends on a value.' }
    expect(fields(own({ finding }), oracle({ message: 'Depends on\n a [value](1).', startLine: '' }))).toEqual([])
    expect(fields(own({ finding: { ...finding, message: 'Text' } }), oracle({ startLine: '0' }))).toEqual([])
  })

  test('asks nothing but the kind of what is no finding', () => {
    const { finding: _, ...none } = own({ kind: 'pass' })
    expect(fields(none, oracle({ kind: 'pass', ruleId: '', level: 'none', message: '' }))).toEqual([])
  })

  test('finds a result that only one of both has', () => {
    expect(compareResults([own(), own({ index: 1 })], [oracle()])).toMatchObject({
      results: 1,
      differences: [{ field: 'count', own: '2' }],
    })
    expect(compareResults([own()], [oracle({ index: 1 })]).differences).toEqual([{ field: 'count', at: '', own: '1', oracle: '1' }])
  })

  test('has nothing to say of a report that the oracle cannot read, but something of one that we cannot', () => {
    const results = { results: [own()] }
    expect(compareFiles(results, { unreadable: 'x' })).toMatchObject({ oracleFails: 'x', differences: [] })
    expect(compareFiles({ unreadable: 'y' }, { unreadable: 'x' })).toMatchObject({ oracleFails: 'x', weFail: 'y', differences: [] })
    expect(compareFiles({ unreadable: 'y' }, { results: [] })).toMatchObject({ weFail: 'y', differences: [{ field: 'file', own: 'y' }] })
  })
})

describe('the outcome of a comparison', () => {
  const compared: FileComparison = { file: 'tool/a.sarif', ...compareResults([own()], [oracle({ level: 'note' })]) }
  const equal: FileComparison = { file: 'tool/a.sarif', ...compareResults([own()], [oracle()]) }
  const known: KnownDifference = { file: 'tool/*.sarif', field: 'level', reason: 'because', source: '§1' }

  test('is not clean while a difference is unexplained', () => {
    const { clean, text } = report([compared], explain([compared], []))
    expect(clean).toBe(false)
    expect(text).toContain('UNEXPLAINED tool/a.sarif runs[0].results[0] level: ours error, oracle note')
    expect(text).toContain('1 results compared: 0 agree')
  })

  test('is clean when every difference is explained', () => {
    const { clean, text } = report([compared], explain([compared], [known]))
    expect(clean).toBe(true)
    expect(text).toContain('explained: 1 of level in tool/*.sarif: because (§1)')
  })

  test('does not take an explanation for another field or another file', () => {
    expect(report([compared], explain([compared], [{ ...known, field: 'rule' }])).clean).toBe(false)
    expect(report([compared], explain([compared], [{ ...known, file: 'other/*.sarif' }])).clean).toBe(false)
  })

  test('is not clean when an explanation explains nothing any more', () => {
    expect(report([equal], explain([equal], [known])).clean).toBe(false)
    expect(report([equal], explain([equal], [{ ...known, file: 'not-here/*.sarif' }])).clean).toBe(true)
  })

  test('counts the files that one of both cannot read', () => {
    const fails: FileComparison = { file: 'b', results: 0, derivedLevels: 0, differences: [], oracleFails: 'no\nreason' }
    const both: FileComparison = { ...fails, file: 'c', weFail: 'bad' }
    const { text } = report([equal, fails, both], explain([equal, fails, both], []))
    expect(text).toContain('only we read b: no reason\nneither reads c: bad')
    expect(text).toContain('3 files: 1 read by both, 1 only by us, 1 by neither, 0 only by the oracle')
  })
})
