import { describe, expect, test } from '@jest/globals'
import { otherDocument } from '../../../src/reports/documents/document.js'
import { parseReportXml } from '../../../src/reports/documents/xml.js'
import { reportFormat } from '../../../src/reports/native/report-format.js'
import { veracode } from '../../../src/reports/tools/veracode/format.js'
import { veracodeXml } from '../../../src/reports/tools/veracode/xml-format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const NAMESPACE = 'https://www.veracode.com/schema/reports/export/1.0'
const detailed = (inner: string) => `<detailedreport xmlns="${NAMESPACE}" app_id="1">${inner}</detailedreport>`
const flaws = (list: string, attributes: string, inner = '') =>
  detailed(
    `<severity level="3"><category categoryname="c"><cwe cweid="79"><${list}><flaw ${attributes}>${inner}</flaw></${list}></cwe></category></severity>`,
  )

const detectsXml = (text: string) => reportFormat(veracodeXml).detect(otherDocument('xml', parseReportXml(text)))

const finding = (members: object = {}, details: object = {}, status: object = {}) => ({
  issue_id: 1,
  scan_type: 'STATIC',
  context_guid: 'x',
  description: '<span>A flaw.</span>',
  finding_status: { status: 'OPEN', resolution_status: 'NONE', ...status },
  finding_details: { severity: 3, cwe: { id: 79, name: 'XSS' }, ...details },
  ...members,
})

const ADDRESS = 'https://api.veracode.com/appsec/v2/applications/a/findings'
const page = (findings: readonly object[], number = 0, total = 1, query = '') => ({
  ...(findings.length > 0 && { _embedded: { findings } }),
  _links: { self: { href: `${ADDRESS}?page=${number}${query}` } },
  page: { number, total_pages: total, size: 1, total_elements: total },
})

const toolsOf = (value: unknown) => runsOf(veracode, value).map(({ tool }) => tool.name)
const [STATIC, DYNAMIC, MANUAL, SCA] = [
  'Veracode Static Analysis Policy Scan',
  'Veracode Dynamic Analysis',
  'Veracode Manual Penetration Testing',
  'Veracode SCA',
]

/** Whether nothing may be concluded, once everything has been read. */
function isComplete(value: unknown): readonly boolean[] {
  return runsOf(veracode, value).map((run) => {
    for (const _ of run.readings());
    return run.complete()
  })
}

describe('Veracode detailed report XML', () => {
  test.each([
    ['a report', detailed(''), true],
    ['one with a prefix', `<v:detailedreport xmlns:v="${NAMESPACE}"/>`, true],
    ['a summary', `<summaryreport xmlns="${NAMESPACE}"/>`, false],
    ['a detailed report of somebody else', '<detailedreport/>', false],
    ['one in another namespace', '<detailedreport xmlns="https://example.com/1.0"/>', false],
  ])('takes %s: %#', (_, text, taken) => {
    expect(detectsXml(text)).toBe(taken)
  })

  test.each([
    ['remediation_status="Fixed"', 'not-a-problem'],
    ['remediation_status="Fixed" mitigation_status="accepted"', 'not-a-problem'],
    ['remediation_status="Open" mitigation_status="accepted"', 'suppressed'],
    ['remediation_status="Open" mitigation_status="proposed"', 'problem'],
    ['remediation_status="Open" mitigation_status="rejected"', 'problem'],
    ['remediation_status="Cannot Reproduce" mitigation_status="none"', 'problem'],
    ['remediation_status="Reopened"', 'problem'],
    ['', 'problem'],
  ])('takes a flaw with %j for %s', (attributes, verdict) => {
    expect(readingsOf(veracodeXml, flaws('staticflaws', attributes))).toMatchObject([{ verdict }])
  })

  test.each([
    ['sourcefilepath="shop/" sourcefile="Orders.java"', 'src/main/java/shop/Orders.java'],
    ['sourcefilepath="shop" sourcefile="Orders.java"', 'src/main/java/shop/Orders.java'],
    ['sourcefilepath="/WEB-INF/" sourcefile="a.jsp"', 'src/main/webapp/WEB-INF/a.jsp'],
    ['sourcefilepath="/web/" sourcefile="b.jsp"', 'web/b.jsp'],
    ['sourcefilepath="" sourcefile="c.js"', 'c.js'],
    ['sourcefilepath="/home/runner/work/shop/shop/" sourcefile="d.c"', 'd.c'],
  ])('finds %s in the checkout at %s', (attributes, path) => {
    const sources = { 'src/main/java/shop/Orders.java': '', 'src/main/webapp/WEB-INF/a.jsp': '', 'web/b.jsp': '', 'c.js': '', 'd.c': '' }
    const [read] = findingsOf(veracodeXml, flaws('staticflaws', `${attributes} line="3"`), sources)
    expect(read?.location).toMatchObject({ path, startLine: 3 })
  })

  test('takes what the flaw does not say from what it is listed under', () => {
    const [read] = findingsOf(veracodeXml, flaws('staticflaws', 'description="It is bad."'))
    expect(read).toMatchObject({ rule: { id: 'CWE-79', tags: ['c'] }, severity: { label: 'MEDIUM', original: '3' }, message: 'It is bad.' })
  })

  test('takes problem, advice and links out of a description', () => {
    const text = 'A flaw.&#13;&#10;&#13;&#10;Mend it.&#10;&#10;Soon.&#10;&#10;References: &#10;&#10;CWE (https://x.invalid/1)'
    const [read] = findingsOf(veracodeXml, flaws('staticflaws', `description="${text}"`))
    expect([read?.message, read?.remediation, read?.rule.helpUrl]).toEqual(['A flaw.', 'Mend it.\n\nSoon.', 'https://x.invalid/1'])
  })

  test('says nothing of how somebody got in, of what was asked, and of who said what', () => {
    const inner =
      '<exploit_desc><text text="with hunter2"/></exploit_desc><appendix><text>hunter2</text></appendix><mitigations><mitigation user="jane" description="hunter2"/></mitigations>'
    const attributes = 'location="https://jane:hunter2@a.invalid/b;s=hunter2?c=hunter2" note="hunter2" inputvector="form"'
    const [read] = findingsOf(veracodeXml, flaws('manualflaws', attributes, inner))
    expect(read?.location).toEqual({ uri: 'https://a.invalid/b', logicalName: 'form' })
    expect(JSON.stringify(read)).not.toMatch(/hunter2|jane/)
  })

  test.each([
    ['https://a.invalid:443/b?c=d', 'https://a.invalid/b'],
    ['a.invalid/b?c=d#e', 'a.invalid/b'],
    ['a.invalid/b#c?d', 'a.invalid/b'],
    ['The login page', 'The login page'],
  ])('takes %j for the place %j', (location, uri) => {
    expect(findingsOf(veracodeXml, flaws('dynamicflaws', `url="${location}"`))[0]?.location).toEqual({ uri })
  })

  test('has a run for each analysis of which there are results, be they none', () => {
    const names = (inner: string) => runsOf(veracodeXml, detailed(inner)).map(({ tool }) => tool.name)
    expect(names('<static-analysis/><dynamic-analysis/><manual-analysis/>')).toEqual([STATIC, DYNAMIC, MANUAL])
    expect(names('<static-analysis/><software_composition_analysis third_party_components="0"/>')).toEqual([STATIC])
    expect(names('<software_composition_analysis third_party_components="9"/>')).toEqual([SCA])
  })

  test('concludes nothing from a report without an analysis', () => {
    const [run] = runsOf(veracodeXml, detailed('<severity level="5"/>'))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(false)
  })

  test.each([
    ['library_id="maven:a.b:c:1:" library="C"', 'a.b:c', 'MAVEN'],
    ['library_id="npm:left-pad::1:" library="left-pad"', 'left-pad', 'NPM'],
    ['library="C" file_name="c-1.jar"', 'C', undefined],
    ['file_name="c.jar"', 'c.jar', undefined],
  ])('names the package of a component with %s', (attributes, name, manager) => {
    const inner = '<vulnerabilities><vulnerability cve_id="CVE-2020-1111" cvss_score="9.1"/></vulnerabilities>'
    const components = `<vulnerable_components><component ${attributes} version="1">${inner}</component></vulnerable_components>`
    const [read] = findingsOf(veracodeXml, detailed(`<software_composition_analysis>${components}</software_composition_analysis>`))
    expect(read?.vulnerability?.packages).toEqual([{ name, version: '1', ...(manager !== undefined && { manager }) }])
    expect([read?.severity.label, read?.rule.helpUrl]).toEqual(['CRITICAL', 'https://nvd.nist.gov/vuln/detail/CVE-2020-1111'])
  })

  test('accounts for a vulnerability without a name', () => {
    const inner = '<component><vulnerabilities><vulnerability/></vulnerabilities></component>'
    const text = detailed(
      `<software_composition_analysis><vulnerable_components>${inner}</vulnerable_components></software_composition_analysis>`,
    )
    expect(readingsOf(veracodeXml, text)).toMatchObject([{ verdict: 'unreadable' }])
  })
})

describe('Veracode findings JSON', () => {
  test.each([
    ['a page', page([finding()]), true],
    ['pages', [page([finding()], 0, 2), page([finding()], 1, 2)], true],
    ['the findings alone', [finding()], true],
    ['findings below a member', { findings: [finding()] }, true],
    ['an empty page', page([]), true],
    [
      'an empty page of another API',
      { _links: { self: { href: 'https://api.example.com/appsec/v2/applications/a/findings' } }, page: {} },
      false,
    ],
    ['an empty page of something else', { _links: { self: { href: 'https://api.veracode.com/appsec/v1/applications' } }, page: {} }, false],
    ['no findings at all', { findings: [] }, false],
    ['an empty list in a page of nobody', { _embedded: { findings: [] }, page: { number: 0, total_pages: 0 } }, false],
  ])('takes %s: %#', (_, value, taken) => {
    expect(detects(veracode, value)).toBe(taken)
  })

  test.each([
    [{ status: 'OPEN' }, 'problem'],
    [{ status: 'CLOSED' }, 'not-a-problem'],
    [{ status: 'OPEN', resolution_status: 'APPROVED' }, 'suppressed'],
    [{ status: 'CLOSED', resolution_status: 'APPROVED' }, 'suppressed'],
    [{ status: 'OPEN', resolution_status: 'PROPOSED' }, 'problem'],
    [{ status: 'OPEN', resolution_status: 'REJECTED' }, 'problem'],
    [{ status: 'whatever' }, 'problem'],
  ])('takes a finding with %j for %s', (status, verdict) => {
    expect(readingsOf(veracode, page([finding({}, {}, status)]))).toMatchObject([{ verdict }])
  })

  test('has a run for each sort of analysis that was asked for or has results', () => {
    expect(toolsOf([finding({ scan_type: 'SCA' }), finding(), finding({ scan_type: 'MANUAL' })])).toEqual([SCA, STATIC, MANUAL])
    expect(toolsOf(page([]))).toEqual([STATIC, DYNAMIC, MANUAL])
    expect(toolsOf(page([], 0, 0, '&scan_type=SCA'))).toEqual([SCA])
    expect(toolsOf(page([], 0, 0, '&scan_type=STATIC,DYNAMIC'))).toEqual([STATIC, DYNAMIC])
    expect(toolsOf([finding({ scan_type: 'NEXT' })])).toEqual(['Veracode'])
  })

  test.each([
    ['all pages', [page([finding()], 0, 2), page([finding()], 1, 2)], true],
    ['one of two pages', page([finding()], 0, 2), false],
    ['one page twice', [page([finding()], 1, 2), page([finding()], 1, 2)], false],
    ['pages of two lists', [page([finding()], 0, 1), page([finding()], 0, 1, '&scan_type=STATIC')], true],
    ['one list of two that is not all there', [page([finding()], 0, 1), page([finding()], 0, 2, '&scan_type=STATIC')], false],
    ['findings without a page', { findings: [finding()] }, true],
  ])('knows whether %s are everything: %#', (_, value, complete) => {
    expect(new Set(isComplete(value))).toEqual(new Set([complete]))
  })

  test('accounts for what is no finding', () => {
    const readings = readingsOf(veracode, [page([finding({}, { cwe: null })]), { _embedded: { findings: {} }, page: {} }, 7])
    expect(readings.map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'unreadable [0]._embedded.findings[0]',
      'unreadable [1]',
      'unreadable [2]',
    ])
  })

  test('gives a flaw its number in the application for a fingerprint, and SARIF’s rule for another name', () => {
    expect(findingsOf(veracode, [finding()])).toMatchObject([
      {
        fingerprints: [{ name: 'flaw-id', value: 'x/1' }],
        rule: { id: 'CWE-79', aliases: ['79'], helpUrl: 'https://cwe.mitre.org/data/definitions/79.html' },
      },
    ])
  })

  test.each([
    ['spring-boot-2.5.14.jar', '2.5.14', 'spring-boot'],
    ['guava-30.0-jre.jar', '30.0-jre', 'guava'],
    ['semver', '5.7.1', 'semver'],
    ['1.0.jar', '1.0', '1.0.jar'],
    ['log4j2.jar', '2', 'log4j2.jar'],
  ])('names the package in %s %s %s', (component_filename, version, name) => {
    const details = { cve: { name: 'CVE-2020-1' }, component_filename, version, language: 'JAVA' }
    const [read] = findingsOf(veracode, [finding({ scan_type: 'SCA' }, details)])
    expect(read?.vulnerability?.packages).toEqual([{ name, version, manager: 'MAVEN' }])
  })

  test('accounts for a component without an advisory', () => {
    expect(readingsOf(veracode, [finding({ scan_type: 'SCA' })])).toMatchObject([{ verdict: 'unreadable' }])
  })
})
