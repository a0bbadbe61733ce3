import { describe, expect, test } from '@jest/globals'
import { sonarqubeGeneric } from '../../../src/reports/tools/sonarqube/generic.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const location = (filePath: string, startLine: number) => ({
  message: 'Bad',
  filePath,
  textRange: { startLine, endLine: startLine, startColumn: 0, endColumn: 4 },
})

const issue = (members: object) => ({
  engineId: 'gosec',
  ruleId: 'G402',
  severity: 'MAJOR',
  type: 'VULNERABILITY',
  primaryLocation: location('a.go', 3),
  ...members,
})

describe('SonarQube generic issues', () => {
  test('are told in both forms', () => {
    expect(detects(sonarqubeGeneric, { issues: [issue({})] })).toBe(true)
    expect(detects(sonarqubeGeneric, { rules: [], issues: [issue({ engineId: undefined })] })).toBe(true)
    expect(detects(sonarqubeGeneric, { rules: [], issues: [] })).toBe(false)
  })

  test('count columns from 1', () => {
    expect(findingsOf(sonarqubeGeneric, { issues: [issue({})] })[0]?.location).toEqual({
      path: 'a.go',
      startLine: 3,
      endLine: 3,
      startColumn: 1,
      endColumn: 5,
    })
  })

  test.each([
    ['BLOCKER', 'CRITICAL'],
    ['CRITICAL', 'HIGH'],
    ['MAJOR', 'MEDIUM'],
    ['MINOR', 'LOW'],
    ['INFO', 'INFORMATIONAL'],
  ])('grade %s as %s', (severity, label) => {
    expect(findingsOf(sonarqubeGeneric, { issues: [issue({ severity })] })[0]?.severity).toEqual({ label, original: severity })
  })

  test('take the impact on security before everything else', () => {
    const impacts = [
      { softwareQuality: 'RELIABILITY', severity: 'BLOCKER' },
      { softwareQuality: 'SECURITY', severity: 'LOW' },
    ]
    const rules = [{ id: 'a', engineId: 'x', impacts, severity: 'CRITICAL' }]
    const [finding] = findingsOf(sonarqubeGeneric, { rules, issues: [{ ruleId: 'a', primaryLocation: location('a.go', 3) }] })
    expect(finding).toMatchObject({ kind: 'code', severity: { label: 'LOW', original: 'LOW' } })
  })

  test('have a run for each analyser, whose version is none of its name', () => {
    const issues = [issue({ engineId: 'KICS v2.1.3' }), issue({}), issue({ engineId: 'KICS v1.0' }), issue({ engineId: 'Shop Lint' }), null]
    const runs = runsOf(sonarqubeGeneric, { issues })
    expect(runs.map(({ tool }) => tool.name)).toEqual(['KICS', 'gosec', 'Shop Lint'])
    expect(runs.flatMap((run) => [...run.readings()]).map(({ at, verdict }) => `${verdict} ${at}`)).toEqual([
      'problem issues[0]',
      'problem issues[2]',
      'unreadable issues[4]',
      'problem issues[1]',
      'problem issues[3]',
    ])
  })

  test('have further places of one issue, which are issues of their own where KICS wrote them', () => {
    const secondaryLocations = [location('b.go', 4), location('c.go', 5)]
    expect(findingsOf(sonarqubeGeneric, { issues: [issue({ secondaryLocations })] })).toMatchObject([
      { location: { path: 'a.go' }, otherLocations: [{ path: 'b.go' }, { path: 'c.go' }] },
    ])
    expect(findingsOf(sonarqubeGeneric, { issues: [issue({ engineId: 'KICS v2.1.3', secondaryLocations })] })).toMatchObject([
      { location: { path: 'a.go' }, otherLocations: [] },
      { location: { path: 'b.go' }, otherLocations: [] },
      { location: { path: 'c.go' }, otherLocations: [] },
    ])
  })

  test('are to be looked at when they are hotspots', () => {
    expect(readingsOf(sonarqubeGeneric, { issues: [issue({ type: 'SECURITY_HOTSPOT' })] })).toMatchObject([{ verdict: 'review' }])
  })

  test('account for an issue without a rule', () => {
    expect(readingsOf(sonarqubeGeneric, { issues: [issue({}), issue({ ruleId: '' })] })).toMatchObject([
      { verdict: 'problem' },
      { verdict: 'unreadable', at: 'issues[1]' },
    ])
  })
})
