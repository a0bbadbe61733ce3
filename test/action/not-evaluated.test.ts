import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectSound } from '../support/outcomes.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(() => shop.close())

/** What a report says of one and the same thing, with `state` in the format's words. */
type Report = (state: string) => unknown

const sarif: Report = (kind) =>
  JSON.parse(
    aReport(kind === '' ? [] : [{ ...aResult(), kind, level: kind === 'fail' ? 'error' : 'none', message: { text: `It is ${kind}` } }]),
  )

const control = (state: string) => ({ controlID: 'C-0012', name: 'Credentials', status: { status: state } })
const kubescape: Report = (state) => ({
  resources: [],
  summaryDetails: { controls: { 'C-0012': { statusInfo: { status: state }, scoreFactor: 8 } }, frameworks: [] },
  results: [{ resourceID: 'apps/v1/shop/Deployment/web', controls: [control(state)] }],
})
const kubescapeSummary: Report = (state) => ({
  ...(kubescape(state) as object),
  results: [{ resourceID: 'apps/v1/shop/Deployment/web', controls: state === 'skipped' ? [] : [control(state)] }],
})
const kubescapeRules: Report = (status) => ({
  resources: [],
  summaryDetails: { controls: {}, frameworks: [] },
  results: [{ resourceID: 'apps/v1/shop/Deployment/web', controls: [{ controlID: 'C-0012', name: 'Credentials', rules: [{ status }] }] }],
})
const asff: Report = (Status) => [
  {
    SchemaVersion: '2018-10-08',
    Id: 'one',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/acme/watch',
    GeneratorId: 'watch-bucket',
    Title: 'A bucket is public',
    Description: `The check says ${Status}.`,
    Severity: { Label: 'HIGH' },
    Compliance: { Status },
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop' }],
  },
]
const ocsf: Report = (status_code) => [
  {
    class_uid: 2004,
    metadata: { event_code: 'check', product: { name: 'Prowler' } },
    finding_info: { title: 'A check', uid: 'check-1' },
    severity: 'High',
    status: 'New',
    status_code,
    status_detail: `It is ${status_code}.`,
    resources: [{ uid: 'arn:aws:s3:::shop', type: 'AwsS3Bucket', region: 'eu-west-1' }],
  },
]
const kubeBench: Report = (status) => [
  {
    id: '1',
    version: '1.6',
    text: 'Control Plane',
    node_type: 'master',
    tests: [{ section: '1.1', desc: 'Files', results: [{ test_number: '1.1.1', test_desc: 'Ensure that it is so', status }] }],
  },
]
const scorecard: Report = (score) => ({
  repo: { name: 'github.com/example/shop' },
  scorecard: { version: 'v5.0.0' },
  checks: [{ name: 'Signed-Releases', score: Number(score), reason: `it is ${score}` }],
})
const dockle: Report = (level) => ({
  image: 'shop:1',
  summary: { fatal: 1, warn: 0, info: 0, skip: 0, pass: 15 },
  details: [{ code: 'CIS-DI-0001', title: 'A user', level, alerts: [`It is ${level}`] }],
})
const osvScanner: Report = (called) => ({
  results: [
    {
      source: { path: 'go.mod', type: 'lockfile' },
      packages:
        called === ''
          ? []
          : [
              {
                package: { name: 'harbour', version: '1.0.0', ecosystem: 'Go' },
                vulnerabilities: [{ id: 'GO-2024-1', summary: 'Bad' }],
                groups: [{ ids: ['GO-2024-1'], experimental_analysis: { 'GO-2024-1': { called: called === 'called' } } }],
              },
            ],
    },
  ],
})
const gitlab: Report = (flag) => ({
  version: '15.0.0',
  scan: { type: 'sast', status: 'success', scanner: { id: 's', name: 'S', version: '1', vendor: { name: 'V' } } },
  vulnerabilities:
    flag === ''
      ? []
      : [
          {
            id: 'a',
            name: 'Bad',
            description: `Bad, ${flag}`,
            severity: 'High',
            identifiers: [{ type: 'cwe', name: 'CWE-79', value: '79' }],
            location: { file: 'src/a.ts', start_line: 3 },
            flags: flag === 'none' ? [] : [{ type: flag, origin: 'x', description: 'y' }],
          },
        ],
})
const sonarqube: Report = (issueStatus) => ({
  paging: { pageIndex: 1, pageSize: 100, total: 1 },
  components: [{ key: 'shop:src/a.ts', path: 'src/a.ts' }],
  issues: [
    {
      key: 'one',
      rule: 'typescript:S1',
      severity: 'MAJOR',
      component: 'shop:src/a.ts',
      project: 'shop',
      line: 3,
      message: `It is ${issueStatus}`,
      type: 'VULNERABILITY',
      issueStatus,
    },
  ],
})

/** Of each format what means a problem, what leaves open whether it still is one, and what means that it is none. */
const FORMATS: readonly (readonly [format: string, report: Report, open: string, undecided: string, gone: string])[] = [
  ['SARIF', sarif, 'fail', 'review', ''],
  ['SARIF', sarif, 'fail', 'open', ''],
  ['Kubescape', kubescape, 'failed', 'skipped', 'passed'],
  ['Kubescape, by the summary', kubescapeSummary, 'failed', 'skipped', 'passed'],
  ['Kubescape, by the rules', kubescapeRules, 'failed', 'skipped', 'passed'],
  ['ASFF', asff, 'FAILED', 'NOT_AVAILABLE', 'PASSED'],
  ['ASFF', asff, 'FAILED', 'WARNING', 'PASSED'],
  ['OCSF', ocsf, 'FAIL', 'MANUAL', 'PASS'],
  ['kube-bench', kubeBench, 'FAIL', 'WARN', 'PASS'],
  ['kube-bench', kubeBench, 'FAIL', 'INFO', 'PASS'],
  ['Scorecard', scorecard, '3', '-1', '10'],
  ['Dockle', dockle, 'FATAL', 'SKIP', 'PASS'],
  ['OSV-Scanner', osvScanner, 'called', 'not called', ''],
  ['GitLab', gitlab, 'none', 'flagged-as-likely-false-positive', ''],
  ['SonarQube', sonarqube, 'OPEN', 'IN_SANDBOX', 'FIXED'],
]

describe('what a report leaves undecided', () => {
  const publish = (report: unknown, inputs = {}) => {
    shop.files({ 'report.json': JSON.stringify(report) })
    return shop.run({ inputs: { reports: 'report.json', ...inputs } })
  }

  test.each(FORMATS)('is not archived: %s', async (_format, report, open, undecided, gone) => {
    expectSound(await publish(report(open)))
    expect(shop.active()).toHaveLength(1)
    const { lifecycle } = expectSound(await publish(report(undecided)))
    expect(lifecycle).toMatchObject({ fixed: 0, kept: [{ reason: 'not-evaluated', count: 1 }] })
    expect([shop.active().length, shop.archived().length]).toEqual([1, 0])
    expect(expectSound(await publish(report(gone))).lifecycle).toMatchObject({ fixed: 1, kept: [] })
    expect(shop.archived()).toHaveLength(1)
  })

  test('counts for its own rule and place', async () => {
    const other = [aResult({ uri: 'src/b.py' }), aResult({ ruleId: 'other' })]
    shop.files({ 'report.sarif': aReport([aResult(), ...other]) })
    await shop.run()
    shop.files({ 'report.sarif': aReport([{ ...aResult(), kind: 'open', level: 'none' }]) })
    const { lifecycle } = expectSound(await shop.run())
    expect(lifecycle).toMatchObject({ fixed: 2, kept: [{ reason: 'not-evaluated', count: 1 }] })
  })

  test('counts for its rule everywhere where it names no place', async () => {
    shop.files({ 'report.sarif': aReport([aResult(), aResult({ uri: 'src/b.py' }), aResult({ ruleId: 'other' })]) })
    await shop.run()
    shop.files({ 'report.sarif': aReport([{ ...aResult(), kind: 'open', level: 'none', locations: [] }]) })
    const { lifecycle } = expectSound(await shop.run())
    expect(lifecycle).toMatchObject({ fixed: 1, kept: [{ reason: 'not-evaluated', count: 2 }] })
  })

  test('is not called fixed in a comparison either', async () => {
    expectSound(await publish(asff('FAILED')))
    shop.files({ 'report.json': JSON.stringify(asff('NOT_AVAILABLE')) })
    const run = await shop.run({
      inputs: { reports: 'report.json' },
      environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
      event: {
        repository: { default_branch: 'main', full_name: 'acme/shop' },
        pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: 'acme/shop' } }, base: { ref: 'main' } },
      },
    })
    expect(expectSound(run).lifecycle).toMatchObject({ fixed: 0, kept: [{ reason: 'not-evaluated', count: 1 }] })
  })

  test('is open where include-review says so', async () => {
    expectSound(await publish(asff('FAILED')))
    const { lifecycle } = expectSound(await publish(asff('NOT_AVAILABLE'), { 'include-review': 'true' }))
    expect(lifecycle).toMatchObject({ unchanged: 1, fixed: 0, kept: [] })
  })
})
