import { describe, expect, test } from '@jest/globals'
import { NATIVE_FORMATS } from '../../../src/reports/recognise/native-formats.js'
import { invicti } from '../../../src/reports/tools/invicti.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const report = (...vulnerabilities: readonly unknown[]) => ({
  Generated: '2026-01-01 10:00 AM',
  Target: { ScanId: 'x', Url: 'https://a.invalid/' },
  Vulnerabilities: vulnerabilities,
})

const vulnerability = (members: object = {}) => ({
  Type: 'Xss',
  Name: 'Cross-site Scripting',
  Severity: 'High',
  Url: 'https://a.invalid/b',
  ...members,
})

describe('Invicti JSON', () => {
  test('is taken by this reader alone, and by no reader without a scan', () => {
    const takers = (value: unknown) => NATIVE_FORMATS.filter((format) => detects(format, value)).map(({ id }) => id)
    expect(takers(report())).toEqual(['invicti'])
    expect(takers(report(vulnerability()))).toEqual(['invicti'])
    expect(takers({ ...report(), Target: 'https://a.invalid' })).toEqual([])
    expect(takers({ ...report(), Target: { Url: 'https://a.invalid' } })).toEqual([])
  })

  test.each([
    ['Present', 'problem'],
    ['Present, Scanning', 'problem'],
    ['Present, Revived', 'problem'],
    ['Fixed (Confirmed), Revived', 'problem'],
    ['Fixed (Unconfirmed)', 'problem'],
    ["Fixed (Can't Retest)", 'problem'],
    ['Fixed (Confirmed)', 'not-a-problem'],
    ['FixedConfirmed', 'not-a-problem'],
    ['Fixed', 'not-a-problem'],
    ['Present, AcceptedRisk', 'suppressed'],
    ['Present, Accepted Risk', 'suppressed'],
    ['Present, FalsePositive', 'suppressed'],
    ['Ignored', 'suppressed'],
    [undefined, 'problem'],
    ['', 'problem'],
  ])('takes one that is %j for %s', (State, verdict) => {
    expect(readingsOf(invicti, report(vulnerability({ State })))).toMatchObject([{ verdict, at: 'Vulnerabilities[0]' }])
  })

  test.each([
    ['Critical', 'CRITICAL'],
    ['High', 'HIGH'],
    ['Medium', 'MEDIUM'],
    ['Low', 'LOW'],
    ['Information', 'INFORMATIONAL'],
    ['Best Practice', 'INFORMATIONAL'],
    ['BestPractice', 'INFORMATIONAL'],
  ])('grades %s as %s, whatever its score is', (Severity, label) => {
    const Classification = { Cvss31: { BaseScore: { Value: '9.8' }, Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }
    const [finding] = findingsOf(invicti, report(vulnerability({ Severity, Classification })))
    expect(finding?.severity).toEqual({ label, original: Severity })
  })

  test('says nothing of what was asked, answered and found there', () => {
    const [finding] = findingsOf(
      invicti,
      report(
        vulnerability({
          Url: 'https://jane:hunter2@a.invalid/b;s=hunter2?c=hunter2',
          HttpRequest: { Content: 'Cookie: hunter2', Parameters: [{ Name: 'c', Value: 'hunter2', Vulnerable: true }] },
          HttpResponse: { Content: 'hunter2' },
          ProofOfConcept: 'hunter2',
          ExploitationSkills: 'hunter2',
          ExtraInformation: [
            { Name: 'Identified Cookie(s)', Value: 'hunter2' },
            { Name: 'Latest Version', Value: '8.0' },
          ],
        }),
      ),
    )
    expect(finding).toMatchObject({ location: { uri: 'https://a.invalid/b', logicalName: 'c' }, message: 'Latest Version: 8.0' })
    expect(JSON.stringify(finding)).not.toMatch(/hunter2|jane/)
  })

  test.each([
    ['2024-07-23 05:32 PM', '2024-07-23T00:00:00.000Z'],
    ['16/06/2021 12:30 PM', undefined],
    ['06/07/2021', undefined],
    [undefined, undefined],
  ])('knows of %j that it is the day %j', (FirstSeenDate, firstSeen) => {
    expect(findingsOf(invicti, report(vulnerability({ FirstSeenDate })))[0]?.firstSeen).toBe(firstSeen)
  })

  test('accounts for one without a name, and for what is none', () => {
    expect(readingsOf(invicti, report({ Severity: 'High' }, null)).map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable'])
  })
})
