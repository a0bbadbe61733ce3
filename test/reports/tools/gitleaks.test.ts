import { describe, expect, test } from '@jest/globals'
import { gitleaks } from '../../../src/reports/tools/gitleaks.js'
import { findingsOf, readingsOf, type Sources } from '../native/read.js'

const LEAK = {
  RuleID: 'shop-key',
  Description: 'A key of the shop',
  StartLine: 7,
  EndLine: 8,
  Match: 'key = not-a-real-key',
  Secret: 'not-a-real-key',
  File: 'src/keys.ts',
  Commit: '',
  Tags: [],
  Fingerprint: 'src/keys.ts:shop-key:7',
}

/** The same leak in an older commit. */
const OLD_LEAK = { ...LEAK, Commit: 'c0ffee', Fingerprint: 'c0ffee:src/keys.ts:shop-key:7' }

const placeOf = (leak: object, sources?: Sources) => {
  const [finding] = findingsOf(gitleaks, [leak], sources)
  return { location: finding?.location, fingerprints: finding?.fingerprints.map(({ value }) => value) }
}

describe('a leak', () => {
  test('keeps the secret and all that holds it to itself', () => {
    const [finding] = findingsOf(gitleaks, [{ ...LEAK, Author: 'Jo', Email: 'jo@shop.invalid', Message: 'Add the key' }])
    const { secrets, ...told } = finding ?? { secrets: [] }
    expect(secrets).toEqual(['not-a-real-key', 'key = not-a-real-key'])
    expect(JSON.stringify(told)).not.toMatch(/not-a-real|Jo|jo@|Add the key/)
  })

  test('of version 7 is read by its own members', () => {
    const leak = {
      rule: 'AWS Access Key',
      offender: 'fake-offender',
      line: 'id = fake-offender',
      lineNumber: 4,
      file: 'a.env',
      tags: 'key, AWS',
      commit: '1',
    }
    expect(findingsOf(gitleaks, [leak])).toMatchObject([
      {
        rule: { id: 'AWS Access Key', title: 'AWS Access Key detected', tags: ['key', 'AWS'] },
        severity: { label: 'HIGH', original: 'unverified' },
        location: { path: 'a.env', startLine: 4 },
        secrets: ['fake-offender', 'id = fake-offender'],
      },
    ])
  })

  test('takes its severity from a tag that is one', () => {
    const severities = [['LOW'], ['key', 'critical'], ['highly-paid']].map((Tags) => findingsOf(gitleaks, [{ ...LEAK, Tags }])[0]?.severity)
    expect(severities.map((severity) => severity?.label)).toEqual(['LOW', 'CRITICAL', 'HIGH'])
  })

  test('without a rule is unreadable', () => {
    expect(readingsOf(gitleaks, [{ File: 'a', Match: 'b' }]).map(({ verdict }) => verdict)).toEqual(['unreadable'])
  })
})

describe('the place of a leak', () => {
  test('is the one that Gitleaks names, when it looked at the files themselves', () => {
    expect(placeOf(LEAK, { 'src/keys.ts': '\n\nkey = not-a-real-key\n' })).toEqual({
      location: { path: 'src/keys.ts', startLine: 7, endLine: 8 },
      fingerprints: [],
    })
  })

  test('in the history is where its text is today', () => {
    expect(placeOf(OLD_LEAK, { 'src/keys.ts': '// keys\n\nkey = not-a-real-key\n' })).toEqual({
      location: { path: 'src/keys.ts', startLine: 3, endLine: 4 },
      fingerprints: [],
    })
  })

  test('in the history is the nearest of several', () => {
    const source = `key = not-a-real-key\n${'\n'.repeat(7)}key = not-a-real-key\n`
    expect(placeOf(OLD_LEAK, { 'src/keys.ts': source }).location).toMatchObject({ startLine: 9 })
  })

  test('in the history has no line when the text is gone, and is told apart by the commit', () => {
    expect(placeOf(OLD_LEAK, { 'src/keys.ts': 'clean\n' })).toEqual({
      location: { path: 'src/keys.ts' },
      fingerprints: ['c0ffee:src/keys.ts:shop-key:7'],
    })
  })

  test('in the history is the one that Gitleaks names when nobody can look', () => {
    expect(placeOf(OLD_LEAK)).toEqual({
      location: { path: 'src/keys.ts', startLine: 7, endLine: 8 },
      fingerprints: ['c0ffee:src/keys.ts:shop-key:7'],
    })
  })
})
