import { describe, expect, test } from '@jest/globals'
import { readComponents } from '../../../../src/reports/sarif/rules/components.js'
import { lookUpRule } from '../../../../src/reports/sarif/rules/rules.js'
import { effectiveLevel, kindOf, readOverrides } from '../../../../src/reports/sarif/severity/levels.js'

const TOOL = { driver: { rules: [{ id: 'abc' }, { id: 'CA1000', defaultConfiguration: { level: 'note' } }] } }
const OVERRIDING = {
  executionSuccessful: true,
  ruleConfigurationOverrides: [
    { descriptor: { index: 1 }, configuration: { level: 'error' } },
    { descriptor: { id: 'LOOSE' }, configuration: { level: 'note' } },
    { descriptor: { id: 'abc' }, configuration: { rank: 3 } },
    null,
  ],
}

function levelOf(result: { readonly [key: string]: unknown }, invocations: readonly unknown[] = []): string {
  const run = { tool: TOOL, invocations }
  const components = readComponents(run)
  const rule = lookUpRule(components, result)
  return effectiveLevel(result, kindOf(result).kind, readOverrides(run, components)(result, rule), rule.descriptor).level
}

describe('the level of a result', () => {
  test.each([
    ["is its rule's default", { ruleId: 'CA1000' }, [], 'note'],
    ['is warning when nobody says anything', { ruleId: 'unknown' }, [], 'warning'],
    ['is its own before the default', { ruleId: 'CA1000', level: 'error' }, [], 'error'],
    ['is the override of the only invocation', { ruleId: 'CA1000', ruleIndex: 1 }, [OVERRIDING], 'error'],
    ['is the default when it could be any of two invocations', { ruleId: 'CA1000', ruleIndex: 1 }, [OVERRIDING, {}], 'note'],
    [
      'is the override of the invocation that it names',
      { ruleId: 'CA1000', provenance: { invocationIndex: 0 } },
      [OVERRIDING, {}],
      'error',
    ],
    [
      'is the default when it names an invocation that is not there',
      { ruleId: 'CA1000', provenance: { invocationIndex: 7 } },
      [OVERRIDING, {}],
      'note',
    ],
    ['takes the index -1 for none', { ruleId: 'CA1000', provenance: { invocationIndex: -1 } }, [OVERRIDING], 'error'],
    ['is its own before an override', { ruleId: 'CA1000', ruleIndex: 1, level: 'warning' }, [OVERRIDING], 'warning'],
    ['is the override of a rule without metadata', { ruleId: 'LOOSE' }, [OVERRIDING], 'note'],
    ['is the default when the override says nothing of levels', { ruleId: 'abc' }, [OVERRIDING], 'warning'],
    ['leaves an unknown word out', { ruleId: 'CA1000', level: 'bogus' }, [], 'note'],
    ['is what it would be as a problem when the kind demands none', { ruleId: 'CA1000', kind: 'open', level: 'none' }, [], 'note'],
    ['is none when a problem says so', { ruleId: 'CA1000', level: 'none' }, [], 'none'],
    ['is kept beside the kind review', { ruleId: 'CA1000', kind: 'review', level: 'error' }, [], 'error'],
  ])('%s', (_, result, invocations, expected) => {
    expect(levelOf(result, invocations)).toBe(expected)
  })

  test('tells whether anybody stated it', () => {
    expect(effectiveLevel({}, 'fail', undefined, undefined)).toEqual({ level: 'warning', stated: false })
    expect(effectiveLevel({ level: 'warning' }, 'fail', undefined, undefined)).toEqual({ level: 'warning', stated: true })
  })
})

describe('the kind of a result', () => {
  test('is fail when it is absent, and when it is unknown, which is told', () => {
    expect(kindOf({})).toEqual({ kind: 'fail', valid: true })
    expect(kindOf({ kind: 'notApplicable' })).toEqual({ kind: 'notApplicable', valid: true })
    expect(kindOf({ kind: 'FAIL' })).toEqual({ kind: 'fail', valid: false })
    expect(kindOf({ kind: null })).toEqual({ kind: 'fail', valid: false })
  })
})
