import { describe, expect, test } from '@jest/globals'
import { wiz } from '../../../src/reports/tools/wiz/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const STATUS = { state: 'SUCCESS', verdict: 'PASSED_BY_POLICY' }
const report = (result: unknown, members: object = {}) => ({ id: '1', status: STATUS, policies: [], result, ...members })
const library = (advisory: object, members: object = {}) =>
  report({
    libraries: [
      { name: 'a', version: '1.0', path: '/web/package-lock.json', vulnerabilities: [{ name: 'CVE-2024-1', ...advisory }], ...members },
    ],
  })
const IMAGE = { scanOriginResource: { __typename: 'CICDScanOriginContainerImage', name: 'acme/shop:1', digest: null } }

function isComplete(value: unknown): boolean {
  const [run] = runsOf(wiz, value)
  for (const _ of run?.readings() ?? []);
  return run?.complete() ?? false
}

describe('Wiz CLI JSON', () => {
  test.each([
    [report({ osPackages: null }), true],
    [report({ ruleMatches: null }), true],
    [report({ iac: { ruleMatches: null } }), true],
    [report({ secrets: null }), true],
    [report(null), true],
    [report({}), false],
    [report('none'), false],
    [{ ...report({ secrets: null }), status: { state: 'SUCCESS' } }, false],
  ])('%j is told: %s', (value, expected) => {
    expect(detects(wiz, value)).toBe(expected)
  })

  test.each([
    [report({ secrets: null }), true],
    [report(null), false],
    [report({ secrets: null }, { status: { state: 'FAILED', verdict: null, details: 'Timeout' } }), false],
    [report({ ruleMatches: [], scanStatistics: { queriesExecutedFailed: 1 } }), false],
    [report({ ruleMatches: [], scanStatistics: { queriesExecutedFailed: 0, lowMatches: 2 } }), false],
    [report({ libraries: null, analytics: { vulnerabilities: { highCount: 1 } } }), false],
    [report({ secrets: [], analytics: { secrets: { totalCount: 1 } } }), false],
    [report({ secrets: null, sast: [{ name: 'Injection' }] }), false],
  ])('%j is complete: %s', (value, expected) => {
    expect(isComplete(value)).toBe(expected)
  })

  test.each([
    [{}, 'problem'],
    [{ ignoredPolicyMatches: [{ ignoreReason: 'UNFIXED', matchedIgnoreRules: null }] }, 'problem'],
    [{ ignoredPolicyMatches: [{ matchedIgnoreRules: [{ id: '1' }] }] }, 'suppressed'],
    [{ ignoredPolicyMatches: [{ matchedIgnoreRules: [{ id: '1' }] }], failedPolicyMatches: [{ policy: {} }] }, 'problem'],
  ])('takes one with %j for %s', (members, verdict) => {
    expect(readingsOf(wiz, library(members)).map((reading) => reading.verdict)).toEqual([verdict])
  })

  test.each([
    [{ severity: 'LOW', score: 9.8 }, 'LOW'],
    [{ severity: 'INFO' }, 'INFORMATIONAL'],
    [{ severity: 'UNKNOWN', score: 9.8 }, 'CRITICAL'],
    [{}, 'MEDIUM'],
  ])('grades %j as %s', (members, label) => {
    expect(findingsOf(wiz, library(members))[0]?.severity.label).toBe(label)
  })

  test.each([
    [{ hasExploit: true }, true],
    [{ hasCisaKevExploit: true }, true],
    [{ hasExploit: false, hasCisaKevExploit: false }, undefined],
  ])('tells from %j that an exploit is there: %s', (members, expected) => {
    expect(findingsOf(wiz, library(members))[0]?.vulnerability?.exploitAvailable).toBe(expected)
  })

  test('has the manifest and its line as the place in a directory', () => {
    const [finding] = findingsOf(wiz, library({}, { startLine: 12 }))
    expect(finding?.location).toEqual({ path: 'web/package-lock.json', startLine: 12 })
    expect(finding?.vulnerability?.packages).toEqual([{ name: 'a', version: '1.0', manager: 'NPM', path: 'web/package-lock.json' }])
  })

  test('has the image as the place, and the file in it', () => {
    const secrets = [{ type: 'PASSWORD', path: '/app/a.py', lineNumber: 3 }]
    const [finding] = findingsOf(wiz, { ...report({ secrets }), ...IMAGE })
    expect([finding?.location, finding?.image]).toEqual([{ uri: 'acme/shop', logicalName: '/app/a.py', startLine: 3 }, 'acme/shop:1'])
  })

  test('reads infrastructure that is scanned with something else', () => {
    const ruleMatches = [{ rule: { id: 'x', name: 'No' }, severity: 'HIGH', matches: [{ filename: 'main.tf', lineNumber: 2 }] }]
    expect(findingsOf(wiz, report({ iac: { ruleMatches } }))).toMatchObject([
      { rule: { id: 'iac-misconfiguration-x' }, location: { path: 'main.tf', startLine: 2 }, severity: { label: 'HIGH' } },
    ])
  })

  test('says of personal data what it is and where, and not the data', () => {
    const examples = [{ path: '/a.csv', value: 'somebody@shop.invalid' }, { path: '/b.csv' }]
    const [finding] = findingsOf(wiz, report({ secrets: null, dataFindings: [{ dataClassifier: { name: 'Email' }, examples }] }))
    expect(finding?.secrets).toEqual(['somebody@shop.invalid'])
    expect([finding?.location, ...(finding?.otherLocations ?? [])]).toEqual([{ path: 'a.csv' }, { path: 'b.csv' }])
  })

  test.each([
    [{ libraries: [{ name: 'a', vulnerabilities: [{}] }] }, 'result.libraries[0].vulnerabilities[0]'],
    [{ osPackages: null, applications: [{ name: 'a', vulnerabilities: [{}] }] }, 'result.applications[0].vulnerabilities[0]'],
    [{ secrets: [{}] }, 'result.secrets[0]'],
    [{ secrets: null, dataFindings: [{}] }, 'result.dataFindings[0]'],
    [{ ruleMatches: [{ matches: [{}] }] }, 'result.ruleMatches[0].matches[0]'],
    [{ secrets: null, malware: [{}] }, 'result.malware[0]'],
  ])('accounts for an entry that says nothing: %j', (result, at) => {
    expect(readingsOf(wiz, report(result))).toMatchObject([{ verdict: 'unreadable', at }])
  })
})
