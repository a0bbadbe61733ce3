import { describe, expect, test } from '@jest/globals'
import { xraySummary } from '../../../src/reports/tools/xray-summary/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (...issues: readonly unknown[]) => ({
  artifacts: [{ general: { name: 'acme/shop:1', pkg_type: 'Docker' }, issues, licenses: [] }],
})
const issue = (members: object) => report({ issue_id: 'XRAY-1', issue_type: 'security', severity: 'High', ...members })
const component = (members: object) => findingsOf(xraySummary, issue({ components: [members] }))[0]?.vulnerability?.packages[0]

describe('JFrog Xray summary', () => {
  test.each([
    [report(), true],
    [{ artifacts: null, errors: [{ identifier: 'default/a', error: 'not indexed' }] }, true],
    [{ artifacts: [{ general: {} }] }, false],
    [{ artifacts: [], errors: [{ message: 'no' }] }, false],
    [{ errors: [{ identifier: 'default/a', error: 'not indexed' }] }, false],
  ])('%j is told: %s', (value, expected) => {
    expect(detects(xraySummary, value)).toBe(expected)
  })

  test('is incomplete when Xray does not know an artifact', () => {
    const [run] = runsOf(xraySummary, { ...report(), errors: [{ identifier: 'default/a', error: 'not indexed' }] })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(false)
    expect(JSON.stringify(run?.problems())).toContain('default/a: not indexed')
  })

  test.each([
    [{ component_id: 'npm://@a/b:1.0.0' }, { name: '@a/b', version: '1.0.0', manager: 'NPM' }],
    [{ component_id: 'gav://org.x:y:1.0' }, { name: 'org.x:y', version: '1.0', manager: 'MAVEN' }],
    [
      { component_id: 'org.x:y:1.0', version: '1.0', pkg_type: 'maven' },
      { name: 'org.x:y', version: '1.0', manager: 'MAVEN' },
    ],
    [
      { component_id: 'org.x:y', version: '1.0', pkg_type: 'maven' },
      { name: 'org.x:y', version: '1.0', manager: 'MAVEN' },
    ],
    [{ component_id: 'deb://debian:stretch:libx11:2:1.6.4-3' }, { name: 'libx11', version: '2:1.6.4-3', manager: 'OS' }],
    [{ component_id: 'rpm://el8:glib2:0:2.56.4' }, { name: 'glib2', version: '0:2.56.4', manager: 'OS' }],
    [{ component_id: 'alpine://3.12:musl:1.1.24-r9' }, { name: 'musl', version: '1.1.24-r9', manager: 'OS' }],
    [{ component_id: 'deb://openssl' }, { name: 'openssl', manager: 'OS' }],
    [{ component_id: 'pypi://django' }, { name: 'django', manager: 'PYPI' }],
  ])('takes %j apart', (members, expected) => {
    expect(component(members)).toMatchObject(expected)
  })

  test.each([
    [['[2.12.2]', '[2.15.0]'], '2.15.0'],
    [['2.29.4'], '2.29.4'],
    [['\u2265 2.15.0'], '2.15.0'],
    [['(,1.0]'], undefined],
    [undefined, undefined],
  ])('takes the fix from %j', (fixed_versions, expected) => {
    expect(component({ component_id: 'npm://a:2.14.1', fixed_versions })?.fixedVersion).toBe(expected)
  })

  test.each(['license', 'operational_risk'])('takes one of the type %s for no vulnerability', (issue_type) => {
    const [finding] = findingsOf(xraySummary, issue({ issue_type }))
    expect([finding?.kind, finding?.vulnerability]).toEqual(['other', undefined])
  })

  test('tells the place without the version, and where no component is told by the end of the path', () => {
    const [finding] = findingsOf(xraySummary, issue({ impact_path: ['default/a/1/b-2.0.jar'] }))
    expect([finding?.location, finding?.image]).toEqual([{ uri: 'acme/shop', logicalName: 'b-2.0.jar' }, 'acme/shop:1'])
    const general = { name: 'api-1.4.0.jar', component_id: 'gav://shop:api:1.4.0', pkg_type: 'Maven' }
    const [other] = findingsOf(xraySummary, { artifacts: [{ general, issues: [{ issue_id: 'XRAY-1' }] }] })
    expect([other?.location, other?.image]).toEqual([{ uri: 'shop:api' }, undefined])
  })

  test('keeps one advisory about two files apart, where no component is told', () => {
    const about = (file: string) => ({ cves: [{ cve: 'CVE-2024-1234' }], impact_path: [`default/a/${file}`] })
    expect(findingsOf(xraySummary, report(about('b-1.jar'), about('c-1.jar'))).map(({ title }) => title)).toEqual([
      'CVE-2024-1234 in b-1.jar',
      'CVE-2024-1234 in c-1.jar',
    ])
  })

  test('accounts for licences and for an issue without a name', () => {
    const value = report({ summary: 'A flaw.' })
    const readings = readingsOf(xraySummary, { artifacts: value.artifacts.map((one) => ({ ...one, licenses: [{ name: 'MIT' }] })) })
    expect(readings).toMatchObject([
      { verdict: 'unreadable', at: 'artifacts[0].issues[0]' },
      { verdict: 'not-a-problem', at: 'artifacts[0].licenses[0]' },
    ])
  })

  test('reads the rows of a report, and is incomplete with one page of several', () => {
    const row = {
      issue_id: 'XRAY-1',
      vulnerable_component: 'npm://a:1.0',
      impacted_artifact: 'docker://acme/shop:1',
      fixed_versions: ['1.1'],
    }
    const value = { total_rows: 2, rows: [row] }
    expect(detects(xraySummary, value)).toBe(true)
    expect(findingsOf(xraySummary, value)).toMatchObject([
      { title: 'XRAY-1 in a 1.0', image: 'acme/shop:1', location: { uri: 'acme/shop' } },
    ])
    const complete = [value, { ...value, total_rows: 1 }].map((one) => {
      const [run] = runsOf(xraySummary, one)
      for (const _ of run?.readings() ?? []);
      return run?.complete()
    })
    expect(complete).toEqual([false, true])
  })

  test.each([
    ['an on-demand scan', { scan_id: 'x', vulnerabilities: [{ components: { 'npm://a:1': {} }, issue_id: 'XRAY-1' }] }, true],
    ['one that found nothing', { scan_id: 'x', component_id: 'docker://a:1', package_type: 'Docker', status: 'completed' }, true],
    ['a scan of somebody', { scan_id: 'x', vulnerabilities: [{ id: 'a' }] }, false],
    ['a scan without anything', { scan_id: 'x', status: 'completed' }, false],
    ['an export', { total_count: 1, data: [{ source_comp_id: 'npm://a:1', component_versions: {} }] }, true],
    ['data of somebody', { total_count: 1, data: [{ id: 'a' }] }, false],
  ])('%s is told by its content', (_, value, expected) => {
    expect(detects(xraySummary, value)).toBe(expected)
  })

  test('reads an on-demand scan once, though a policy says the same', () => {
    const flaw = { issue_id: 'XRAY-1', severity: 'High', components: { 'npm://a:1.0': { fixed_versions: ['[1.1]'] } } }
    const licence = { type: 'license', license_key: 'GPL-3.0', summary: 'GPL-3.0', severity: 'Low', components: { 'npm://b:1': {} } }
    const value = {
      scan_id: 'x',
      component_id: 'npm://shop:1',
      vulnerabilities: [flaw],
      violations: [{ ...flaw, type: 'security' }, licence],
    }
    expect(readingsOf(xraySummary, value)).toMatchObject([
      { verdict: 'problem', finding: { kind: 'vulnerability', vulnerability: { packages: [{ name: 'a', fixedVersion: '1.1' }] } } },
      { verdict: 'duplicate', at: 'violations[0]' },
      { verdict: 'problem', finding: { kind: 'other', rule: { id: 'GPL-3.0' } } },
    ])
    expect(readingsOf(xraySummary, { ...value, vulnerabilities: [] })[0]).toMatchObject({ verdict: 'problem', at: 'violations[0]' })
  })

  test.each([
    ['completed', true],
    ['failed', false],
    ['in progress', false],
  ])('a scan that is %s is complete: %s', (status, expected) => {
    const [run] = runsOf(xraySummary, { scan_id: 'x', component_id: 'docker://a:1', package_type: 'Docker', status })
    for (const _ of run?.readings() ?? []);
    expect(run?.complete()).toBe(expected)
  })

  test('an export of fewer issues than it counts is incomplete', () => {
    const [run] = runsOf(xraySummary, { total_count: 2, data: [{ id: 'XRAY-1', source_comp_id: 'npm://a:1', component_versions: {} }] })
    expect([...(run?.readings() ?? [])].length).toBe(1)
    expect(run?.complete()).toBe(false)
  })
})
