/** What is no scan closes nothing: runs in which a report is followed by a file that only looks like the tool's next one. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { zipOf } from '../reports/containers/zip-writer.js'
import type { ActionRun } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const VULNERABILITY = {
  VulnerabilityID: 'CVE-2020-8203',
  PkgName: 'lodash',
  InstalledVersion: '4.17.15',
  Severity: 'HIGH',
  Title: 'Pollution',
}
const TRIVY = {
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [{ Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm', Vulnerabilities: [VULNERABILITY] }],
}
const match = (id: string) => ({
  vulnerability: { id, severity: 'High', fix: { versions: [], state: 'unknown' }, cvss: [] },
  relatedVulnerabilities: [],
  matchDetails: [],
  artifact: {
    name: 'lodash',
    version: '4.17.15',
    type: 'npm',
    locations: [{ path: '/package-lock.json' }],
    purl: 'pkg:npm/lodash@4.17.15',
  },
})
const grype = (name: string, matches: readonly unknown[]) => ({
  matches,
  source: { type: 'directory', target: '.' },
  distro: {},
  descriptor: { name, version: '1' },
})
const bom = (more: object) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: { tools: { components: [{ type: 'application', name: 'trivy', version: '0.60.0' }] } },
  components: [{ type: 'library', name: 'lodash', version: '4.17.15', purl: 'pkg:npm/lodash@4.17.15' }],
  ...more,
})
const ADVISORY = { id: 'CVE-2020-8203', ratings: [{ severity: 'high' }], affects: [{ ref: 'pkg:npm/lodash@4.17.15' }] }
const AUDIT = {
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      via: [
        {
          source: 1,
          name: 'lodash',
          title: 'Pollution',
          url: 'https://github.com/advisories/GHSA-p6mc-m468-83gw',
          severity: 'high',
          range: '<4.17.20',
        },
      ],
      nodes: ['node_modules/lodash'],
      range: '<4.17.20',
    },
  },
  metadata: { vulnerabilities: { high: 1, total: 1 } },
}
const SEMGREP = {
  version: '1.100.0',
  results: [
    {
      check_id: 'eval',
      path: 'a.js',
      start: { line: 1, col: 1 },
      end: { line: 1, col: 5 },
      extra: { message: 'Eval', severity: 'ERROR', fingerprint: 'a', lines: 'eval(x)' },
    },
  ],
  errors: [],
  paths: { scanned: ['a.js'] },
}
const YARN =
  '{"type":"auditAdvisory","data":{"resolution":{"id":1,"path":"lodash"},"advisory":{"id":1,"module_name":"lodash","severity":"high","title":"Pollution","url":"https://github.com/advisories/GHSA-p6mc-m468-83gw","findings":[{"version":"4.17.15","paths":["lodash"]}]}}}\n{"type":"auditSummary","data":{"vulnerabilities":{"high":1}}}'
const ASFF = {
  SchemaVersion: '2018-10-08',
  Id: 'watch/1',
  ProductArn: 'arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default',
  GeneratorId: 'watch/BUCKET',
  AwsAccountId: '123456789012',
  Types: ['Software and Configuration Checks'],
  CreatedAt: '2026-01-01T00:00:00Z',
  UpdatedAt: '2026-01-01T00:00:00Z',
  Severity: { Label: 'HIGH' },
  Title: 'A bucket is public',
  Description: 'Everybody can read it.',
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop' }],
  Compliance: { Status: 'FAILED' },
}
const event = (...findings: readonly unknown[]) => ({
  version: '0',
  'detail-type': 'Security Hub Findings - Imported',
  source: 'aws.securityhub',
  detail: { findings },
})

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(async () => shop.close())

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

async function publish(value: unknown, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  shop.files({ 'report.json': textOf(value) })
  return shop.run({ inputs: { reports: 'report.json', ...inputs } })
}

const told = ({ log, summary }: ActionRun) => `${log}\n${summary}`

describe('a run that finds something, then one', () => {
  test.each([
    [
      'with a clean DAST report',
      TRIVY,
      { Generated: 'x', Target: { Url: 'https://a.example' }, Vulnerabilities: [] },
      1,
      /report\.json: no known report format/,
    ],
    [
      'with a clean DAST report of another tool',
      TRIVY,
      { Generated: 'x', Target: { Url: 'https://a.example', ScanId: '1' }, Vulnerabilities: [] },
      0,
      /Invicti/,
    ],
    ['with a clean report of Xeol', grype('grype', [match('CVE-2020-8203')]), grype('xeol', []), 0, /xeol/],
    [
      'with a clean report of its like',
      grype('grype', [match('CVE-2020-8203')]),
      grype('graype', []),
      1,
      /report\.json: no known report format/,
    ],
    [
      'with a report of Xeol',
      grype('grype', [match('CVE-2020-8203')]),
      grype('xeol', [{ Cycle: {} }]),
      1,
      /report\.json: it is read as Xeol JSON/,
    ],
    [
      'with entries of another tool',
      grype('grype', [match('CVE-2020-8203')]),
      grype('grype', [{ Cycle: {} }]),
      1,
      /report\.json: it is read as Grype JSON/,
    ],
    ['with a bill of materials', bom({ vulnerabilities: [ADVISORY] }), bom({}), 0, /bill of materials[^\n]*grype sbom:/],
    ['with a bill whose list is null', bom({ vulnerabilities: [ADVISORY] }), bom({ vulnerabilities: null }), 0, /bill of materials/],
    ['with a bill of SPDX', TRIVY, { spdxVersion: 'SPDX-2.3', packages: [] }, 1, /report\.json: this is a bill of materials \(SPDX\)/],
    ['with two empty lists', SEMGREP, { results: [], errors: [] }, 1, /report\.json: no known report format/],
    [
      'with an error of npm',
      AUDIT,
      { error: { code: 'ENOLOCK', summary: 'No lock file.', detail: 'Make one.' } },
      1,
      /npm audit failed and wrote an error in place of a report: No lock file\. Make one\./,
    ],
    [
      'with error lines of Yarn 1',
      YARN,
      '{"type":"warning","data":"No license field"}\n{"type":"error","data":"socket hang up"}',
      0,
      /results of yarn audit may be missing[^\n]*socket hang up/,
    ],
    [
      'with error lines of Yarn 4',
      YARN,
      '{"type":"error","name":35,"displayName":"YN0035","indent":"","data":"Bad response: 503"}',
      0,
      /yarn audit may be missing[^\n]*Bad response: 503/,
    ],
  ])('%s archives nothing and says why', async (_, first, second, exitCode, words) => {
    expect((await publish(first)).exitCode).toBe(0)
    expect(shop.active()).toHaveLength(1)
    const run = await publish(second)
    expect(shop.archived()).toEqual([])
    expect(shop.active()).toHaveLength(1)
    expect(run.exitCode).toBe(exitCode)
    expect(told(run)).toMatch(words)
  })

  test('with SARIF of unreadable results archives nothing', async () => {
    await publish(aReport([aResult({ line: 2 })]))
    expect(shop.active()).toHaveLength(1)
    await publish(aReport([7 as unknown as ReturnType<typeof aResult>]))
    expect([shop.active().length, shop.archived().length]).toEqual([1, 0])
  })
})

test.each([
  ['osv-scanner', { results: [] }],
  ['pip-audit', { dependencies: [] }],
])('an empty report is clean for %s where the user says so, else the advice names it', async (format, value) => {
  expect((await publish(value, { format })).exitCode).toBe(0)
  const run = await publish(value)
  expect(run.exitCode).toBe(1)
  expect(told(run)).toMatch(new RegExp(`set the input format to the scanner's: [^\\n]*${format}`))
})

test.each([
  ['an event of EventBridge', event(ASFF)],
  ['a list of them', [event(ASFF), event({ ...ASFF, Id: 'watch/2' })]],
  ['a line for each', `${JSON.stringify(event(ASFF))}\n${JSON.stringify(event(ASFF, { ...ASFF, Id: 'watch/3' }))}`],
  ['get-findings', { Findings: [ASFF] }],
])('%s is read as ASFF', async (_, value) => {
  const run = await publish(value)
  expect(run.exitCode).toBe(0)
  expect(reportOf(run).reports).toEqual([expect.objectContaining({ format: 'asff' })])
  expect(shop.active()[0]).toMatchObject({ Severity: { Label: 'HIGH' } })
})

describe('what the action wrote itself', () => {
  async function files(): Promise<{ readonly findings: string; readonly report: string }> {
    const run = await publish(TRIVY)
    const read = (output: string) => readFileSync(run.outputs[output] ?? '', 'utf8')
    return { findings: read('findings-file'), report: read('report-file') }
  }

  test.each(['findings', 'report'] as const)(
    'is refused as a report, the %s file alone, in an archive and in a directory',
    async (which) => {
      const { [which]: text } = await files()
      shop.files({ 'out/own.json': text, 'own.zip': zipOf([{ name: 'own.json', content: text }]), 'own.json': `[${text}]` })
      for (const reports of ['out/own.json', 'own.json', 'own.zip', 'out']) {
        const run = await shop.run({ inputs: { reports } })
        expect([reports, run.exitCode, told(run).includes('REPORT_IS_OWN_OUTPUT')]).toEqual([reports, 1, true])
      }
      expect([shop.active().length, shop.archived().length]).toEqual([1, 0])
    },
  )

  test('is refused also where it is larger than what is read at once', async () => {
    const { findings } = await files()
    const one = JSON.stringify(JSON.parse(findings)[0])
    const foreign = JSON.stringify({ ...ASFF, Description: 'x'.repeat(1000) })
    const many = Array.from({ length: Math.ceil((66 * 2 ** 20) / foreign.length) }, () => foreign)
    shop.files({ 'own.json': `[${[...many, one].join(',\n')}]` })
    const run = await shop.run({ inputs: { reports: 'own.json' } })
    expect(run.exitCode).toBe(1)
    expect(told(run)).toContain('REPORT_IS_OWN_OUTPUT')
  })
})
