import { describe, expect, test } from '@jest/globals'
import { cwesIn } from '../../../../src/reports/vocabulary/cwes.js'
import { findingOf, type Json } from '../support.js'

describe('CWE numbers in a text', () => {
  test.each([
    ['external/cwe/cwe-079', ['CWE-79']],
    ['external/cwe/cwe-79', ['CWE-79']],
    ['CWE-79: Improper Neutralization, CWE-89', ['CWE-79', 'CWE-89']],
    ['CWE_022', ['CWE-22']],
    ['CWE:614', ['CWE-614']],
    ['CWE-919 - Weaknesses', ['CWE-919']],
    ['cwe 1333', ['CWE-1333']],
    ['xCWE-1', []],
    ['CWE-000', []],
    ['CWE-123456', []],
    ['owasp-a1', []],
  ])('%s: %j', (text, expected) => {
    expect(cwesIn(text)).toEqual(expected)
  })
})

describe('the CWEs of a finding', () => {
  const GUID = 'FFC64C90-42B6-44CE-8BEB-F6B7DAE649E5'
  const cwes = (result: Json, rule: Json = {}, run: Json = {}, driver: Json = {}) =>
    findingOf({ ruleId: 'R', ...result }, { rules: [{ id: 'R', ...rule }], ...driver }, run).cwes

  test('come from everywhere, once, in numeric order', () => {
    const rule = {
      relationships: [{ target: { id: '89', toolComponent: { name: 'CWE' } } }],
      properties: { cwe: ['CWE-100'], tags: ['external/cwe/cwe-079'] },
    }
    expect(cwes({ taxa: [{ id: 'CWE-20', toolComponent: { name: 'cwe' } }], properties: { cwe: 'CWE-89: x' } }, rule)).toEqual([
      'CWE-20',
      'CWE-79',
      'CWE-89',
      'CWE-100',
    ])
  })

  test('come from a taxonomy named by GUID, in the run or only in what the driver supports', () => {
    const rule = { relationships: [{ target: { id: '22', toolComponent: { guid: GUID.toLowerCase() } } }] }
    expect(cwes({}, rule, { taxonomies: [{ name: 'CWE', guid: GUID }] })).toEqual(['CWE-22'])
    expect(cwes({}, rule, {}, { supportedTaxonomies: [{ name: 'CWE', guid: GUID }] })).toEqual(['CWE-22'])
    expect(cwes({}, rule)).toEqual([])
  })

  test('come from a taxonomy named by index', () => {
    expect(cwes({ taxa: [{ id: '190', toolComponent: { index: 0 } }] }, {}, { taxonomies: [{ name: 'CWE' }] })).toEqual(['CWE-190'])
  })

  test('do not come from other taxonomies or from what a rule is not', () => {
    expect(cwes({}, { relationships: [{ target: { id: 'CAT007', toolComponent: { name: 'Categories' } } }] })).toEqual([])
    expect(cwes({}, { relationships: [{ target: { id: '79', toolComponent: { name: 'NIST' } } }] })).toEqual([])
    expect(cwes({}, { relationships: [{ kinds: ['disjoint'], target: { id: '79', toolComponent: { name: 'CWE' } } }] })).toEqual([])
  })

  test('come from the rule id when it is one', () => {
    expect(findingOf({ ruleId: 'CWE-78/api-handler' }).cwes).toEqual(['CWE-78'])
  })

  test('come from numbers and from the parameters of a rule', () => {
    expect(cwes({ properties: { cwe: 79 } })).toEqual(['CWE-79'])
    expect(cwes({}, { defaultConfiguration: { parameters: { properties: { CWE: '1295' } } } })).toEqual(['CWE-1295'])
  })
})

describe('the requirements of a configuration finding', () => {
  const rule = {
    id: 'R',
    relationships: [
      { target: { id: 'RA-5', toolComponent: { name: 'NIST SP800-53 v5' } } },
      { target: { id: 'RA-5', toolComponent: { name: 'NIST SP800-53 v5' } } },
      { target: { id: '22', toolComponent: { name: 'CWE' } } },
    ],
  }
  test('are the controls of compliance frameworks', () => {
    expect(findingOf({ ruleId: 'R' }, { name: 'checkov', rules: [rule] }).requirements).toEqual(['NIST SP800-53 v5 RA-5'])
  })
  test('are for configuration only', () => {
    expect(findingOf({ ruleId: 'R' }, { name: 'semgrep', rules: [rule] }).requirements).toEqual([])
  })
})
