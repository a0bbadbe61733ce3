import { describe, expect, test } from '@jest/globals'
import { checkmarxOne } from '../../../src/reports/tools/checkmarx-one/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (...results: readonly object[]) => ({ results, totalCount: results.length, scanID: 'x' })

describe('Checkmarx One JSON', () => {
  test('is told as the CLI and as the API write it', () => {
    expect(detects(checkmarxOne, report())).toBe(true)
    expect(detects(checkmarxOne, { results: [{ type: 'sast', similarityId: '1', state: 'TO_VERIFY' }], totalCount: 1 })).toBe(true)
    expect(detects(checkmarxOne, { results: [{ type: 'sast' }], totalCount: 1 })).toBe(false)
  })

  test('is incomplete as one page of several', () => {
    const [run] = runsOf(checkmarxOne, { ...report({ type: 'kics', id: '1' }), totalCount: 75 })
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.complete()).toBe(false)
  })

  test.each([
    [{ state: 'NOT_EXPLOITABLE' }, 'suppressed'],
    [{ state: 'PROPOSED_NOT_EXPLOITABLE' }, 'problem'],
    [{ state: 'URGENT' }, 'problem'],
    [{ state: 'CONFIRMED', status: 'FIXED' }, 'not-a-problem'],
  ])('takes a result with %j for %s', (members, verdict) => {
    expect(readingsOf(checkmarxOne, report({ type: 'kics', id: '1', ...members }))[0]?.verdict).toBe(verdict)
  })

  test.each([
    ['Npm-lodash-4.17.20', { name: 'lodash', version: '4.17.20', manager: 'NPM' }],
    ['Maven-org.x:y-z-1.4.5', { name: 'org.x:y-z', version: '1.4.5', manager: 'MAVEN' }],
    ['Go-github.com/x/y-v1.2.3', { name: 'github.com/x/y', version: 'v1.2.3', manager: 'GOMOD' }],
  ])('takes the identifier %s apart', (packageIdentifier, expected) => {
    const [finding] = findingsOf(checkmarxOne, report({ type: 'sca', id: 'CVE-2024-1234', data: { packageIdentifier } }))
    expect(finding?.vulnerability?.packages).toEqual([expected])
  })

  test.each(['filename', 'fileName'])('finds the file under %s', (key) => {
    const data = { queryName: 'Open port', [key]: '/infra/main.tf', line: 4 }
    expect(findingsOf(checkmarxOne, report({ type: 'kics', data }))[0]?.location).toEqual({ path: 'infra/main.tf', startLine: 4 })
  })

  test('tells no line of a secret that is only in the history', () => {
    const data = { ruleId: 'jwt', fileName: '/a.go', line: 12, isInSource: false }
    expect(findingsOf(checkmarxOne, report({ type: 'sscs-secret-detection', data }))[0]?.location).toEqual({ path: 'a.go' })
  })

  test('grades a secret that works as critical', () => {
    const data = { ruleId: 'jwt', validity: 'Valid' }
    const [finding] = findingsOf(checkmarxOne, report({ type: 'sscs-secret-detection', severity: 'HIGH', data }))
    expect(finding?.severity.label).toBe('CRITICAL')
  })

  test.each(['sast', 'sca', 'kics', 'sscs-secret-detection', 'next-year'])('accounts for a result of %s without a name', (type) => {
    expect(readingsOf(checkmarxOne, report({ type }))).toMatchObject([{ verdict: 'unreadable', at: 'results[0]' }])
  })
})
