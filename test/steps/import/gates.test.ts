import { describe, expect, test } from '@jest/globals'
import type { Gate } from '../../../src/inputs.js'
import type { FindingView } from '../../../src/run-result.js'
import { createGates, type GateVerdict, NAMED_FINDINGS, unjudgedInWords } from '../../../src/steps/import/gates.js'
import { aView } from '../../support/run-results.js'

const judge = (failOn: Gate, failOnNew: Gate, views: readonly Partial<FindingView>[]): GateVerdict => {
  const gates = createGates({ failOn, failOnNew })
  for (const view of views) gates.add(aView(view))
  return gates.done()
}
const messages = (...options: Parameters<typeof judge>) => judge(...options).errors.map(({ message }) => message)

describe('gates', () => {
  test('that are not set never trip', () => {
    expect(judge(undefined, undefined, [{ severity: 'CRITICAL' }])).toEqual({
      count: 0,
      settings: [],
      findings: [],
      errors: [],
      unjudged: 0,
    })
  })

  test('trip at the severity and above', () => {
    const views: Partial<FindingView>[] = [{ severity: 'CRITICAL' }, {}, { severity: 'LOW' }]
    expect(messages('HIGH', undefined, views)).toEqual(['2 open findings of severity high or higher (fail-on: high)'])
    expect(messages('CRITICAL', undefined, views)).toEqual(['1 open finding of severity critical (fail-on: critical)'])
    expect(messages('any', undefined, views)).toEqual(['3 open findings (fail-on: any)'])
  })

  test.each<[string, readonly FindingView['state'][]]>([
    ['1 new finding', ['new']],
    ['2 new findings', ['new', 'new', 'unchanged', 'moved']],
    ['1 reopened finding', ['reopened']],
    ['1 new and 1 reopened findings', ['reopened', 'new']],
    ['2 new and 1 reopened findings', ['reopened', 'new', 'new']],
  ])('for new findings speak of %s', (words, states) => {
    const views = states.map((state) => ({ state }))
    expect(messages(undefined, 'HIGH', views)).toEqual([`${words} of severity high or higher (fail-on-new: high)`])
    expect(messages(undefined, 'any', views)).toEqual([`${words} (fail-on-new: any)`])
  })

  test('group the digits of large numbers', () => {
    expect(
      messages(
        'any',
        undefined,
        Array.from({ length: 1234 }, () => ({})),
      ),
    ).toEqual(['1,234 open findings (fail-on: any)'])
  })

  test('ignore what an analyst dismissed', () => {
    expect(judge('any', 'any', [{ dismissed: true }, { dismissed: true, state: 'unknown' }])).toMatchObject({
      count: 0,
      unjudged: 0,
      errors: [],
    })
  })

  test('count a finding once, whichever of them it trips, and name the most severe', () => {
    const views = Array.from({ length: 30 }, (_, index) => ({ id: String(index), startLine: index + 1 }))
    const verdict = judge('any', 'any', [...views, { severity: 'CRITICAL', state: 'unchanged' }])
    expect(verdict.errors).toHaveLength(2)
    expect(verdict.count).toBe(31)
    expect(verdict.findings).toHaveLength(NAMED_FINDINGS)
    expect(verdict.findings.slice(0, 2).map(({ severity, startLine }) => [severity, startLine])).toEqual([
      ['CRITICAL', 12],
      ['HIGH', 1],
    ])
  })

  test('say of how many findings it is not known whether they are new', () => {
    const views: Partial<FindingView>[] = [{ state: 'unknown' }, { state: 'unknown', severity: 'LOW' }, { state: 'unchanged' }]
    expect(judge(undefined, 'HIGH', views)).toMatchObject({ unjudged: 1, count: 0, errors: [] })
    expect(judge('HIGH', undefined, views)).toMatchObject({ unjudged: 0, count: 2 })
    expect(unjudgedInWords(1, 'HIGH')).toBe(
      'fail-on-new: high could not be judged: it is not known whether 1 finding of severity high or higher is new',
    )
    expect(unjudgedInWords(2, 'any')).toBe('fail-on-new: any could not be judged: it is not known whether 2 findings are new')
  })
})
