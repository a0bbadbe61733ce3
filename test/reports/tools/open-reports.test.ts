import { describe, expect, test } from '@jest/globals'
import { openReports } from '../../../src/reports/tools/open-reports/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const API = { apiVersion: 'openreports.io/v1alpha1', kind: 'Report' }
const SCOPE = { kind: 'Deployment', namespace: 'shop', name: 'api' }

const report = (more: object, ...results: unknown[]) => ({ ...API, source: 'kyverno', scope: SCOPE, results, ...more })
const result = (more: object = {}) => ({
  policy: 'require-limits',
  rule: 'cpu',
  result: 'fail',
  severity: 'high',
  message: 'No limits',
  ...more,
})

const told = (value: unknown) =>
  runsOf(openReports, value).map((run) => [run.tool.name, [...run.readings()].map(({ at, verdict }) => `${verdict} ${at}`)])

describe('OpenReports', () => {
  test('takes what failed for a problem, and what could not be evaluated for one to look at', () => {
    const outcomes = ['fail', 'warn', 'error', 'pass', 'skip', undefined]
    const readings = readingsOf(openReports, report({}, ...outcomes.map((outcome) => result({ result: outcome }))))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['problem', 'problem', 'review', 'not-a-problem', 'not-a-problem', 'unreadable'])
  })

  test('places a result at its resources, else at the scope of the report', () => {
    const resources = [
      { kind: 'ReplicaSet', namespace: 'shop', name: 'web-5d8f7c9b6d' },
      { kind: 'Pod', namespace: 'shop', name: 'one' },
    ]
    const [at, otherwise] = findingsOf(openReports, report({}, result({ resources }), result()))
    expect(at?.location).toEqual({ uri: 'shop/Deployment/web', logicalName: 'Deployment shop/web' })
    expect(at?.otherLocations).toEqual([{ uri: 'shop/Pod/one', logicalName: 'Pod shop/one' }])
    expect(otherwise?.location?.uri).toBe('shop/Deployment/api')
  })

  test('knows the package of an advisory', () => {
    const properties = { pkgName: 'stdlib', installedVersion: 'v1.24.4', fixedVersion: '1.23.12, 1.24.6' }
    const [finding] = findingsOf(openReports, report({}, result({ policy: 'CVE-2025-47907', rule: undefined, properties })))
    expect([finding?.kind, finding?.rule.id, finding?.vulnerability?.packages]).toEqual([
      'vulnerability',
      'CVE-2025-47907',
      [{ name: 'stdlib', version: 'v1.24.4', fixedVersion: '1.23.12, 1.24.6' }],
    ])
  })

  test('keeps engines apart, and accounts for everything once', () => {
    const one = report({}, result(), result({ source: 'scanner' }), 7)
    expect(told({ apiVersion: 'v1', kind: 'List', items: [one, 8, { ...API, summary: {}, source: 'other' }] })).toEqual([
      ['kyverno', ['problem items[0].results[0]', 'unreadable items[0].results[2]', 'unreadable items[1]']],
      ['scanner', ['problem items[0].results[1]']],
      ['other', []],
    ])
    expect(told(report({ results: 'none', summary: {} }))).toEqual([['kyverno', ['unreadable results']]])
  })

  test('has no run for each of thousands of engines, and loses no result for that', () => {
    const results = Array.from({ length: 3000 }, (_, index) => result({ source: `engine-${index}` }))
    const runs = told(report({}, ...results))
    expect(runs).toHaveLength(21)
    expect(runs.at(-1)?.[0]).toBe('OpenReports')
    expect(runs.flatMap(([, readings]) => readings)).toHaveLength(3000)
  })

  test('concludes nothing from a report that holds as many results as it may', () => {
    const complete = (maxResults: number) => {
      const [run] = runsOf(openReports, report({ configuration: { limits: { maxResults } } }, result(), result()))
      expect([...(run?.readings() ?? [])]).toHaveLength(2)
      return run?.complete()
    }
    expect([complete(2), complete(3), complete(0)]).toEqual([false, true, true])
  })

  test('is recognised by its API', () => {
    expect(detects(openReports, report({}))).toBe(true)
    expect(detects(openReports, { ...report({}), apiVersion: 'wgpolicyk8s.io/v1alpha2' })).toBe(true)
    expect(detects(openReports, { ...API, kind: 'ReportList', items: [] })).toBe(true)
    expect(detects(openReports, { ...report({}), apiVersion: 'v1' })).toBe(false)
    expect(detects(openReports, { ...API, metadata: {} })).toBe(false)
  })
})
