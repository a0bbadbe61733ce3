import { describe, expect, test } from '@jest/globals'
import { sonarqube } from '../../../src/reports/tools/sonarqube/format.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const page = (total: number, ...issues: readonly object[]) => ({
  paging: { pageIndex: 1, pageSize: 2, total },
  issues: issues.map((issue) => ({ rule: 'java:S1', project: 'a:b', component: 'a:b:src/x.java', message: 'm', ...issue })),
})

const states = (...issues: readonly object[]) => readingsOf(sonarqube, page(issues.length, ...issues)).map(({ verdict }) => verdict)

describe('SonarQube issues', () => {
  test('are incomplete as one page of several, and complete as all of them', () => {
    const runs = [page(3, {}, {}), [page(3, {}, {}), page(3, {})]].flatMap((value) => runsOf(sonarqube, value))
    const counts = runs.map((run) => [...run.readings()].length)
    expect([counts, runs.map((run) => run.complete())]).toEqual([
      [2, 3],
      [false, true],
    ])
  })

  test('are incomplete while a parser or a linter that was imported failed', () => {
    const complete = (...issues: readonly object[]) => {
      const [run] = runsOf(sonarqube, page(issues.length, ...issues))
      return [[...(run?.readings() ?? [])].length, run?.complete()]
    }
    expect(complete({}, { rule: 'python:S2260' })).toEqual([2, false])
    expect(complete({ rule: 'external_golangci-lint:typecheck' })).toEqual([1, false])
    expect(complete({ rule: 'python:S2260', status: 'RESOLVED', resolution: 'FIXED' })).toEqual([1, true])
    expect(complete({ rule: 'python:S2261' })).toEqual([1, true])
  })

  test('are told by their page', () => {
    expect(readingsOf(sonarqube, [page(2, {}), page(2, {})]).map(({ at }) => at)).toEqual(['[0].issues[0]', '[1].issues[0]'])
  })

  test('have paths without the key of the project, colons in it or not', () => {
    expect(findingsOf(sonarqube, page(1, { textRange: { startLine: 2, endLine: 3, startOffset: 0, endOffset: 4 } }))[0]?.location).toEqual({
      path: 'src/x.java',
      startLine: 2,
      endLine: 3,
      startColumn: 1,
      endColumn: 5,
    })
  })

  test('have no place when they are about the project', () => {
    expect(findingsOf(sonarqube, page(1, { component: 'a:b' }))[0]?.location).toBeUndefined()
  })

  test('say in several ways what has become of them', () => {
    expect(
      states(
        { status: 'OPEN' },
        { status: 'REOPENED', issueStatus: 'OPEN' },
        { status: 'RESOLVED', resolution: 'FALSE-POSITIVE' },
        { status: 'RESOLVED', resolution: 'WONTFIX' },
        { issueStatus: 'ACCEPTED' },
        { status: 'RESOLVED', resolution: 'FIXED' },
        { status: 'CLOSED', resolution: 'REMOVED' },
        { issueStatus: 'IN_SANDBOX' },
        { type: 'SECURITY_HOTSPOT', status: 'OPEN' },
      ),
    ).toEqual(['problem', 'problem', 'suppressed', 'suppressed', 'suppressed', 'not-a-problem', 'not-a-problem', 'review', 'review'])
  })

  test.each([
    [{ severity: 'BLOCKER' }, 'CRITICAL', 'BLOCKER'],
    [{ severity: 'CRITICAL' }, 'HIGH', 'CRITICAL'],
    [{ severity: 'MAJOR' }, 'MEDIUM', 'MAJOR'],
    [{ severity: 'MINOR' }, 'LOW', 'MINOR'],
    [{ severity: 'INFO' }, 'INFORMATIONAL', 'INFO'],
    [{ severity: 'MINOR', impacts: [{ softwareQuality: 'SECURITY', severity: 'HIGH' }] }, 'HIGH', 'HIGH'],
    [{ severity: 'MINOR', impacts: [{ softwareQuality: 'RELIABILITY', severity: 'HIGH' }] }, 'LOW', 'MINOR'],
  ])('are graded: %j is %s', (issue, label, original) => {
    expect(findingsOf(sonarqube, page(1, issue))[0]?.severity).toEqual({ label, original })
  })

  test.each([
    [{ type: 'VULNERABILITY' }, 'code'],
    [{ type: 'CODE_SMELL' }, 'other'],
    [{ type: 'BUG', impacts: [{ softwareQuality: 'SECURITY', severity: 'LOW' }] }, 'code'],
    [{ type: 'VULNERABILITY', rule: 'docker:S6470' }, 'configuration'],
    [{ type: 'CODE_SMELL', rule: 'docker:S7031' }, 'other'],
    [{ type: 'VULNERABILITY', rule: 'secrets:S6290' }, 'secret'],
  ])('are of a kind: %j is %s', (issue, kind) => {
    expect(findingsOf(sonarqube, page(1, issue))[0]?.kind).toBe(kind)
  })

  test('never tell who wrote the line', () => {
    expect(JSON.stringify(findingsOf(sonarqube, page(1, { author: 'dev@shop.invalid', assignee: 'dev' })))).not.toContain('dev')
  })

  test.each([
    ['Filename: shop:1.1.2 | Reference: CVE-2024-2529 | CVSS Score: 6.4', 'CVE-2024-2529', { name: 'shop', version: '1.1.2' }],
    ['Filename: a-b-9.24.4.jar | References: CVE-2023-52428 (7.5)', 'CVE-2023-52428', { name: 'a-b', version: '9.24.4' }],
    ['Filename: plain.jar | Reference: GHSA-frr2-c345-p7c2', 'GHSA-frr2-c345-p7c2', { name: 'plain.jar' }],
  ])('of Dependency-Check tell the advisory in the message: %s', (message, id, packaged) => {
    const [finding] = findingsOf(sonarqube, page(1, { rule: 'OWASP:UsingComponentWithKnownVulnerability', message }))
    expect(finding?.vulnerability).toMatchObject({ id, packages: [packaged] })
  })

  test('are accounted for without a rule, and so are pages that are none', () => {
    const readings = readingsOf(sonarqube, [page(1, { rule: undefined }), 'no page'])
    expect(readings.map(({ verdict, at }) => [verdict, at])).toEqual([
      ['unreadable', '[0].issues[0]'],
      ['unreadable', '[1]'],
    ])
  })
})
