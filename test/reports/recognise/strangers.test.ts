/** Files that are no report of any format that is read here, however much they look like one. None of them may be taken for a clean scan. */
import { describe, expect, test } from '@jest/globals'
import { otherDocument, type ReportDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { parseReportXml } from '../../../src/reports/documents/xml.js'
import { FORMATS } from '../../../src/reports/recognise/formats.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

const STRANGERS: readonly (readonly [what: string, value: unknown])[] = [
  ['a clean DAST report with a target', { Generated: '01/02/2026', Target: { Url: 'https://a.example' }, Vulnerabilities: [] }],
  ['a DAST report without a time', { Target: { Url: 'https://a.example', ScanId: '1' }, Vulnerabilities: [] }],
  ['a clean DAST report whose target is a text', { Target: 'https://a.example', Vulnerabilities: [] }],
  ['a target of some kind', { Target: 'https://a.example', Type: 'web' }],
  ['several targets', [{ Target: 'https://a.example', Vulnerabilities: [] }]],
  ['a target with foreign vulnerabilities', [{ Target: 'a', Type: 'web', Vulnerabilities: [{ Name: 'XSS', Severity: 'High' }] }]],
  ['a cluster with no findings of another tool', { ClusterName: 'a', Findings: [], Version: '1' }],
  ['a successor of Xeol', { matches: [], source: {}, distro: {}, descriptor: { name: 'xeol2', version: '0.10.0' } }],
  ['a successor of Grype', { matches: [], source: {}, descriptor: { name: 'graype', version: '1' } }],
  ['matches of nobody', { matches: [], source: {}, descriptor: {} }],
  ['results of a scan of images of nobody', { results: [{ id: 'sha256:1', name: 'shop:1', vulnerabilities: [], compliances: [] }] }],
  ['no results of a scan of images', { results: [{ name: 'shop:1', distro: 'Alpine' }] }],
  ['a repository and its packages', { repository: 'acme/shop', packages: [], vulnerabilities: [] }],
  ['a status and a result of nobody', { id: '1', status: { state: 'SUCCESS', verdict: 'PASSED' }, policies: [], result: { items: [] } }],
  ['a result without policies', { id: '1', status: { state: 'SUCCESS', verdict: 'PASSED' }, result: { secrets: [] } }],
  ['rows of a database', { total_rows: 1, offset: 0, rows: [{ id: 'a', key: 'a', value: {} }] }],
  ['no rows', { total_rows: 0, rows: [] }],
  ['artifacts of nobody', { artifacts: [], errors: [] }],
  ['artifacts of a build', { artifacts: [{ name: 'shop', path: 'dist', size: 1 }], errors: [] }],
  ['two empty lists', { results: [], errors: [] }],
  ['results and a version', { version: '1', results: [], errors: [] }],
  ['an empty list of results with a total', { results: [], total: 0 }],
  ['an empty list of findings', { findings: [] }],
  ['what GuardDuty finds', { Findings: [] }],
  ['findings and a version', { version: '3', findings: [] }],
  [
    'generic findings of DefectDojo',
    { name: 'x', type: 'x', findings: [{ title: 'XSS', severity: 'High', description: 'x', file_path: 'a.js' }] },
  ],
  ['comments', { comments: [] }],
  ['issues of Jira', { startAt: 0, maxResults: 50, total: 0, issues: [] }],
  ['issues of a linter with paging', { paging: { page: 1 }, issues: [] }],
  ['advisories of nobody', { advisories: [], filter: [] }],
  ['advisories of another tool', { advisories: { 'a/b': [{ advisoryId: 'X-1' }] }, abandoned: [] }],
  ['abandoned packages and something else', { advisories: [], abandoned: [], licences: [] }],
  ['checks and reports of nobody', { Checks: [], Reports: null, Summary: { ChecksStatus: 'Passed' } }],
  ['secrets of an infrastructure scan', { id: 'x', type: 'path_scan', total_incidents: 0, iac_engine_version: '1' }],
  ['a list with identifiers', [{ ident: 'x', desc: 'x', locations: [] }]],
  ['an export of Xray', { total_count: 1, data: [{ id: '', severity: 'High', component: 'a' }] }],
  ['nothing of some sort in a cluster', { apiVersion: 'v1', kind: 'List', metadata: {}, items: [] }],
  ['workloads', { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'apps/v1', kind: 'Deployment', report: { checks: [] } }] }],
  ['a bill of materials of a workload', { apiVersion: 'aquasecurity.github.io/v1alpha1', kind: 'SbomReport', report: { components: {} } }],
  ['coordinates that are none', [{ coordinates: [1, 2], vulnerabilities: [] }]],
  ['what somebody has audited', { audited: [], vulnerable: [], version: '1' }],
  ['packages of .NET', { version: 1, parameters: '', projects: [] }],
  ['outdated packages of .NET', { version: 1, parameters: '--outdated', sources: [], projects: [{ path: 'a.csproj' }] }],
  ['advisories with other metadata', { advisories: {}, metadata: { generated: 'x' } }],
  ['a manifest', { name: 'shop', version: '1.0.0', dependencies: { lodash: '^4.0.0' }, scripts: {} }],
  ['a lock file of npm', { name: 'shop', lockfileVersion: 3, packages: {} }],
  ['dependencies of nobody', { dependencies: [], version: '1' }],
  ['dependencies and a project', { dependencies: [], fixes: [], project: 'x' }],
  ['an OpenAPI document', { openapi: '3.1.0', info: { title: 'x' }, paths: {} }],
  ['a state of Terraform', { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'x', outputs: {}, resources: [] }],
  ['a plan of Terraform', { format_version: '1.2', terraform_version: '1.9.0', resource_changes: [], checks: [] }],
  ['a coverage report', { total: { lines: { total: 1, covered: 1 } } }],
  ['results of Jest', { numFailedTests: 0, success: true, testResults: [] }],
  ['issues with a report of another tool', { Issues: [], Report: { Linters: [] } }],
  ['issues with a report of unnamed linters', { Issues: [], Report: { Linters: [{ Enabled: true }] } }],
  ['issues with linters', { Issues: [{ Text: 'a', Pos: {} }], Report: { Linters: [{ Name: 'a' }] } }],
  ['issues with statistics of another tool', { Issues: [], Stats: { total: 0 } }],
  ['Stylelint', [{ source: 'a.css', deprecations: [], invalidOptionWarnings: [], warnings: [] }]],
  ['secretlint', [{ filePath: 'a', messages: [] }]],
  ['Biome', { summary: { errors: 0 }, diagnostics: [], command: 'lint' }],
  ['a summary with details', { summary: { errors: 0 }, details: [] }],
  ['results by language', { errors: [], nodejs: {}, templates: {} }],
  ['two other empty lists', { issues: [], errors: [] }],
  ['issues with a rule of another tool', { issues: [{ rule: { id: 'a' }, message: 'b', range: {} }], errors: [] }],
  ['issues and rules without any', { rules: [], issues: [] }],
  ['issues with a place of their own', { issues: [{ ruleId: 'a', primaryLocation: { message: 'b' } }] }],
  ['Psalm', { issues: [{ type: 'UndefinedMethod', message: 'a', file_name: 'b.php', line_from: 1 }] }],
  ['a list of places', [{ description: 'a', location: { path: 'b', lines: { begin: 1 } } }]],
  ['events with a description', [{ type: 'event', description: 'a', fingerprint: 'b', location: { path: 'c', lines: { begin: 1 } } }]],
  ['what is described somewhere', [{ description: 'a', fingerprint: 'b', location: { path: 'c' } }]],
  ['Pylint', [{ type: 'convention', module: 'a', line: 1, column: 0, path: 'a.py', symbol: 'b', message: 'c', 'message-id': 'C0111' }]],
  ['violations with a row', [{ code: 'E501', message: 'a', filename: 'b.py', location: { row: 1, column: 1 } }]],
  ['files with offences', { files: [{ path: 'a.rb', offenses: [] }], summary: { offense_count: 0 } }],
  ['files of another inspection', { metadata: { version: '1' }, files: [], summary: {} }],
  ['a result of checks', { check_type: 'x', results: [] }],
  ['results of a check', { check_type: 'x', results: {} }],
  ['warnings of a scan', { scan_info: { tool: 'x' }, warnings: [] }],
  ['a version and a time', { version: '1', created_at: '2026-01-01T00:00:00Z', results: [] }],
  ['vulnerabilities with a count', { lockfile: { path: 'a' }, vulnerabilities: { list: [] } }],
  ['a list of violations', { results: { violations: [], scan_summary: { total: 0 } } }],
  ['plugins', { plugins_used: {}, results: {} }],
  ['files and queries', { files_scanned: 1, queries_total: 1, queries: [] }],
  ['a site with a version', { '@version': '1', site: [] }],
  ['ZAP’s shape under another name', { '@programName': 'Other', '@version': '1', '@generated': 'x', site: [] }],
  ['a stream of another scanner', { config: { protocol_version: 'v1.0.0', scanner_name: 'other' } }],
  ['vulnerabilities of nobody', { vulnerabilities: [] }],
  ['an event without findings', { 'detail-type': 'Security Hub Findings - Imported', source: 'aws.securityhub', detail: { findings: [] } }],
  ['an event of something else', { 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', detail: { id: 'x' } }],
  ['an event of a scan by Amazon Inspector', { 'detail-type': 'Inspector2 Scan', source: 'aws.inspector2', detail: { version: '1.0' } }],
  ['findings of Amazon Macie', { findings: [{ accountId: '111122223333', resourcesAffected: {}, severity: { score: 1 } }] }],
  [
    'findings of IAM Access Analyzer',
    { findings: [{ id: 'x', resource: 'arn:x', resourceOwnerAccount: '111122223333', status: 'ACTIVE' }] },
  ],
  ['images in Amazon ECR', { imageDetails: [{ repositoryName: 'shop', imageScanStatus: { status: 'COMPLETE' } }] }],
  [
    'an event of a scan by Amazon ECR',
    { 'detail-type': 'ECR Image Scan', detail: { 'scan-status': 'COMPLETE', 'repository-name': 'shop' } },
  ],
  ['an empty page of an API', { _links: { self: { href: 'https://api.example.com/v1/findings' } }, page: { number: 0, total_pages: 0 } }],
  ['an empty list in a page of an API', { _embedded: { findings: [] }, page: { number: 0, total_pages: 0 } }],
  ['findings of an API', { _embedded: { findings: [{ id: 1, severity: 'High' }] }, page: { number: 0, total_pages: 1 } }],
  ['a VEX document', { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] }],
  ['CSAF', { document: { category: 'csaf_vex', title: 'x' }, vulnerabilities: [] }],
]

const XML_STRANGERS: readonly (readonly [what: string, text: string])[] = [
  ['a bill of Maven', '<bom><dependencies/></bom>'],
  ['JUnit', '<testsuites><testsuite name="a" tests="1"/></testsuites>'],
  ['Cobertura', '<coverage line-rate="1"><packages/></coverage>'],
  ['an analysis of another tool', '<analysis><scanInfo/></analysis>'],
  ['a detailed report of nobody', '<detailedreport><severity level="5"/></detailedreport>'],
  ['a summary of Veracode', '<summaryreport xmlns="https://www.veracode.com/schema/reports/export/1.0"/>'],
  ['scans of nobody', '<ScanGroup><Scan><Name>a</Name></Scan></ScanGroup>'],
  ['PMD', '<pmd version="7.0.0"/>'],
]

const DOCUMENTS: readonly (readonly [string, ReportDocument])[] = [
  ...STRANGERS.map(([what, value]) => [what, wholeDocument(value)] as const),
  ...XML_STRANGERS.map(([what, text]) => [what, otherDocument('xml', parseReportXml(text))] as const),
]

describe('what is no report', () => {
  test.each(DOCUMENTS)('%s is taken for no format', (_, document) => {
    expect(FORMATS.filter((format) => format.detect(document)).map(({ id }) => id)).toEqual([])
    expect(() => recognise(document, 'auto')).toThrow(expect.objectContaining({ code: expect.stringMatching(/^REPORT_UNRECOGNISED$/) }))
  })
})

describe('what is no report is none in the answer of an API', () => {
  test.each(STRANGERS)('%s', (_, value) => {
    for (const answer of [
      { data: value },
      { data: { findings: value } },
      { total: 1, results: value },
      [{ data: value }, { data: value }],
    ]) {
      expect(() => recognise(wholeDocument(answer), 'auto')).toThrow(expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }))
    }
  })
})

describe('a bill of materials', () => {
  test.each([
    ['SPDX 2', { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [] }],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] }],
    ['SPDX of GitHub', { sbom: { spdxVersion: 'SPDX-2.3', packages: [] } }],
    ['Syft', { artifacts: [], artifactRelationships: [], source: {}, descriptor: { name: 'syft' } }],
    ['CycloneDX in a frame', { sbom: { bomFormat: 'CycloneDX', components: [] } }],
  ])('of %s says what it is and what to do, whatever format is asked for', (_, value) => {
    for (const format of ['auto', 'trivy', 'sarif', 'cyclonedx']) {
      expect(() => recognise(wholeDocument(value), format)).toThrow(
        expect.objectContaining({
          code: 'REPORT_UNRECOGNISED',
          message: expect.stringContaining('this is a bill of materials'),
          hint: expect.stringMatching(/grype sbom:.*trivy sbom/),
        }),
      )
    }
  })
})
