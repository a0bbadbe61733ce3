import { describe, expect, test } from '@jest/globals'
import { retireJs } from '../../../src/reports/tools/retire-js.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

function file(...vulnerabilities: readonly object[]): object {
  return { file: '/home/runner/work/shop/shop/static/jquery.js', results: [{ component: 'jquery', version: '1.11.2', vulnerabilities }] }
}

function report(data: readonly unknown[], errors: readonly string[] = []): object {
  return { version: '5.7.0', start: '2025-01-01T00:00:00Z', data, messages: [], errors, time: 1 }
}

describe('Retire.js JSON', () => {
  test('makes one finding of two issues with one CVE', () => {
    const [first, second] = ['2432', '11974'].map((issue) => ({
      severity: 'medium',
      below: '1.12.0',
      identifiers: { issue, CVE: ['CVE-2015-9251'] },
    }))
    expect(readingsOf(retireJs, report([file(first ?? {}, second ?? {})])).map(({ verdict }) => verdict)).toEqual(['problem', 'duplicate'])
  })

  test('names a vulnerability without a public name by what the library calls it, and keeps two of them apart', () => {
    const findings = findingsOf(
      retireJs,
      report([file({ identifiers: { retid: '73' } }, { identifiers: { issue: '162' } }, { identifiers: { summary: 'old' } })]),
    )
    expect(findings.map(({ rule }) => rule.id)).toEqual(['retid-73', 'jquery: issue 162', 'jquery: summary old'])
  })

  test('knows that a version of nines is no fix', () => {
    const findings = findingsOf(
      retireJs,
      report([file({ below: '999.999.999', identifiers: { retid: '73' } }, { below: '3.5.0', identifiers: { retid: '74' } })]),
    )
    expect(findings.map(({ remediation }) => remediation)).toEqual([undefined, 'Upgrade jquery to 3.5.0.'])
  })

  test('is incomplete when Retire.js met an error', () => {
    const [run] = runsOf(retireJs, report([], ['Invalid repository']))
    expect([[...(run?.readings() ?? [])].length, run?.complete()]).toEqual([0, false])
  })

  test('tells what is no report among several', () => {
    const readings = readingsOf(retireJs, [report([file({ identifiers: { retid: '73' } })]), 7, { data: [] }, {}])
    expect(readings.map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'problem [0].data[0].results[0].vulnerabilities[0]',
      'unreadable [1]',
      'unreadable [3].data',
    ])
  })

  test('may be the bare list of files', () => {
    const files = [file({ identifiers: { retid: '73' } })]
    expect(detects(retireJs, files)).toBe(true)
    expect(readingsOf(retireJs, files).map(({ at }) => at)).toEqual(['[0].results[0].vulnerabilities[0]'])
    expect(detects(retireJs, [{ file: 'a.js', results: [] }])).toBe(false)
  })
})
