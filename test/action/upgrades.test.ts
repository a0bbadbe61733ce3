/** Which upgrades fix most, over a run of several tools. */
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ActionRun } from '../support/run-action.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const REF = 'package-lock.json'

const trivy = {
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [
    {
      Target: REF,
      Class: 'lang-pkgs',
      Type: 'npm',
      Vulnerabilities: [
        trivyEntry('CVE-2021-23337', '4.17.21', 'HIGH'),
        trivyEntry('CVE-2020-8203', '4.17.19', 'HIGH'),
        trivyEntry('CVE-2019-10744', '4.17.12', 'CRITICAL'),
      ],
    },
  ],
}

function trivyEntry(VulnerabilityID: string, FixedVersion: string, Severity: string) {
  return { VulnerabilityID, PkgName: 'lodash', InstalledVersion: '4.17.11', FixedVersion, Severity, Title: VulnerabilityID }
}

/** The first of them by its other name. */
const npm = {
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      isDirect: true,
      via: [
        {
          source: 1,
          name: 'lodash',
          dependency: 'lodash',
          title: 'Command Injection in lodash',
          url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
          severity: 'high',
          cwe: ['CWE-77'],
          range: '<4.17.21',
        },
      ],
      effects: [],
      range: '<4.17.21',
      nodes: ['node_modules/lodash'],
      fixAvailable: true,
    },
  },
  metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 1, critical: 0, total: 1 } },
}

const LOCK = JSON.stringify({ packages: { 'node_modules/lodash': { version: '4.17.11' } } })

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ [REF]: LOCK, 'trivy.json': JSON.stringify(trivy), 'npm.json': JSON.stringify(npm) })
})

afterEach(() => shop.close())

interface Upgraded {
  readonly upgrades: Readonly<Record<string, unknown>>
}

const upgradesOf = (run: ActionRun) => (run.json('report-file') as Upgraded).upgrades

test('one package is one upgrade, to the lowest version that fixes all, in summary, log and run report', async () => {
  const run = await shop.run({ inputs: { reports: 'trivy.json' } })
  expect(upgradesOf(run)).toMatchObject({
    list: [{ package: 'lodash', from: ['4.17.11'], to: '4.17.21', fixes: 3, severity: 'CRITICAL', manifest: REF }],
    covered: 3,
  })
  expect(run.summary).toContain('Upgrades that fix most')
  expect(run.summary).toContain('| <strong>lodash</strong> | 4&#46;17.11 | 4&#46;17.21 | 3 | 🟥\u00a0Critical | `package-lock.json` |')
  expect(run.log).toContain('lodash 4.17.11 → 4.17.21: fixes 3, worst Critical  package-lock.json')
})

test('what two tools tell by two names that no report links counts as two, and once where one links them', async () => {
  const both = { inputs: { reports: 'trivy.json\nnpm.json' } }
  expect(upgradesOf(await shop.run(both))).toMatchObject({ covered: 4 })
  const linked = structuredClone(trivy)
  Object.assign(linked.Results[0]?.Vulnerabilities[0] ?? {}, { VendorIDs: ['GHSA-35jh-r3h4-6jhm'] })
  shop.files({ 'trivy.json': JSON.stringify(linked) })
  expect(upgradesOf(await shop.run(both))).toMatchObject({ covered: 3, count: 1 })
})

test('what an analyst has dismissed does not count', async () => {
  const trivyOnly = { inputs: { reports: 'trivy.json' } }
  await shop.run(trivyOnly)
  const dismissed = shop.active().flatMap(({ Id, Title }) => (Id !== undefined && Title?.includes('CVE-2021-23337') ? [Id] : []))
  shop.hub.update(dismissed, { Workflow: { Status: 'SUPPRESSED' } })
  expect(upgradesOf(await shop.run(trivyOnly))).toMatchObject({ covered: 2, list: [{ to: '4.17.19', fixes: 2 }] })
})
