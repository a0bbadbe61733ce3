import { describe, expect, test } from '@jest/globals'
import { gitlab } from '../../../src/reports/tools/gitlab/format.js'
import { detects, findingsOf, runsOf } from '../native/read.js'

const ENTRY = {
  name: 'A weakness',
  severity: 'High',
  location: { file: 'a.py', start_line: 1 },
  identifiers: [{ type: 'bandit_test_id', name: 'Bandit Test ID B101', value: 'B101' }],
}
const report = (entry: object, scan?: object) => ({ version: '15.0.7', vulnerabilities: [{ ...ENTRY, ...entry }], ...(scan && { scan }) })
const scan = (type: string) => ({ type, scanner: { name: 'Tool', version: '1' }, status: 'success' })
const findingOf = (entry: object, type?: string) => findingsOf(gitlab, report(entry, type === undefined ? undefined : scan(type)))[0]

describe('a GitLab report', () => {
  test('is told by its scan, by its entries, or by what stands beside no entries', () => {
    expect(detects(gitlab, { vulnerabilities: [], scan: scan('sast') })).toBe(true)
    expect(detects(gitlab, { vulnerabilities: [ENTRY] })).toBe(true)
    expect(detects(gitlab, { version: '2.3', vulnerabilities: [], remediations: [] })).toBe(true)
    expect(detects(gitlab, { vulnerabilities: [] })).toBe(false)
    expect(detects(gitlab, { vulnerabilities: [{ id: 'SNYK-1', identifiers: { CVE: [] }, severity: 'high' }] })).toBe(false)
  })

  test.each([
    ['sast', 'code'],
    ['dast', 'code'],
    ['secret_detection', 'secret'],
    ['dependency_scanning', 'vulnerability'],
    ['container_scanning', 'vulnerability'],
    ['cluster_image_scanning', 'vulnerability'],
  ])('of %s is about %s', (type, kind) => {
    expect(findingOf({}, type)?.kind).toBe(kind)
  })

  test('of schema 2 says in its entries what it is about', () => {
    expect(findingOf({})?.kind).toBe('code')
    expect(findingOf({ identifiers: [{ type: 'gitleaks_rule_id', value: 'AWS' }] })?.kind).toBe('secret')
    expect(findingOf({ location: { dependency: { package: { name: 'lodash' }, version: '1' } } })?.kind).toBe('vulnerability')
  })

  test('keeps two kinds of scans by one tool apart', () => {
    expect(runsOf(gitlab, report({}, scan('sast'))).map(({ category }) => category)).toEqual(['sast'])
  })

  test('takes the extract of a secret for a secret, and never that of code', () => {
    const raw_source_code_extract = ['key = "n0tr3al-k3y"\n']
    expect(findingOf({ raw_source_code_extract }, 'secret_detection')?.secrets).toEqual(['key = "n0tr3al-k3y"'])
    const { quoted, ...told } = findingOf({ raw_source_code_extract }, 'sast') ?? {}
    expect(quoted).toEqual(['key = "n0tr3al-k3y"'])
    expect(JSON.stringify(told)).not.toContain('n0tr3al')
  })

  test('never tells the key that GitLab compares by, which holds the hash of a secret', () => {
    expect(JSON.stringify(findingOf({ cve: 'a.py:845cc75ff982:B101' }, 'secret_detection'))).not.toContain('845cc75ff982')
  })

  test('names an advisory that only GitLab has as GitLab does', () => {
    const url = 'https://gitlab.com/gitlab-org/security-products/gemnasium-db/-/blob/master/go/gopkg.in/yaml.v2/GMS-2019-2.yml'
    const identifiers = [{ type: 'gemnasium', name: 'Gemnasium-7368f513', value: '7368f513', url }]
    const location = { file: 'go.sum', dependency: { package: { name: 'gopkg.in/yaml.v2' }, version: 'v2.2.2' } }
    const finding = findingOf({ identifiers, location, solution: 'Upgrade to version 2.2.3 or above.' }, 'dependency_scanning')
    expect(finding?.rule.id).toBe('GMS-2019-2')
    expect(finding?.vulnerability).toMatchObject({ id: 'GMS-2019-2', packages: [{ name: 'gopkg.in/yaml.v2', fixedVersion: '2.2.3' }] })
  })

  test('of a scan that failed may lack results', () => {
    const [run] = runsOf(gitlab, report({}, { ...scan('sast'), status: 'failure' }))
    expect([[...(run?.readings() ?? [])].length, run?.complete()]).toEqual([1, false])
  })
})

describe('one form of a scan among several', () => {
  const by = (id: string, name: string, vendor: string) => ({
    type: 'sast',
    analyzer: { id, name, vendor: { name: vendor } },
    scanner: { id, name, vendor: { name: vendor } },
    status: 'success',
  })

  test('has the name that the scanner has in its other forms, and no category, which those have not', () => {
    const [run] = runsOf(
      gitlab,
      report({}, by('keeping-infrastructure-as-code-secure', 'Keeping Infrastructure as Code Secure', 'Checkmarx')),
    )
    expect([run?.tool.name, run?.category]).toEqual(['KICS', undefined])
  })

  test("has the category of the scan when it is by one of GitLab's analyzers", () => {
    expect(runsOf(gitlab, report({}, by('semgrep', 'Semgrep', 'GitLab')))[0]?.category).toBe('sast')
    const wrapped = { ...by('trivy', 'Trivy', 'GitLab'), analyzer: { id: 'gcs', name: 'GitLab Container Scanning' } }
    expect(runsOf(gitlab, report({}, wrapped))[0]?.category).toBe('sast')
  })

  test('is about settings where the scanner looks at nothing else, with the page and the weakness of the check', () => {
    const entry = { cwe: '250', links: [{ url: 'https://example.com/user' }], identifiers: [{ type: 'kics', name: 'KICS', value: 'q' }] }
    expect(findingsOf(gitlab, report(entry, by('kics', 'KICS', 'Checkmarx')))[0]).toMatchObject({
      kind: 'configuration',
      rule: { id: 'q', helpUrl: 'https://example.com/user' },
      cwes: ['CWE-250'],
    })
  })
})
