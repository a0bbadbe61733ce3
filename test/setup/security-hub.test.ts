/** What the project gives to be set up in Security Hub, tried on findings that the action has imported: each finds what it should and nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { LocalSecurityHub, StoredFinding } from '../../local-hub/index.js'
import { sendRaw } from '../../local-hub/test/clients.js'
import { type Json, matchesPattern } from '../support/event-pattern.js'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const FOLDER = 'setup/security-hub'
const filesIn = (kind: string) => readdirSync(join(FOLDER, kind)).sort()
const load = (kind: string, file: string) => JSON.parse(readFileSync(join(FOLDER, kind, file), 'utf8')) as Record<string, Json>

const WEAKNESS = { id: 'sql-injection', properties: { tags: ['external/cwe/cwe-89'] } }
const scanner = aRun(
  [
    aResult(),
    aResult({ ruleId: 'todo', uri: 'web/app.js', level: 'note', line: 1, message: 'A note' }),
    aResult({ ruleId: 'eval', uri: 'test/fixtures/bad.js', line: 1, message: 'Code from outside' }),
  ],
  { rules: [WEAKNESS] },
)
const other = aRun([aResult({ ruleId: 'B608', message: 'A query put together from text' })], {
  tool: 'Other',
  rules: [{ ...WEAKNESS, id: 'B608' }],
})
const leak = (File: string) => ({
  RuleID: 'aws-access-token',
  Description: 'An access key',
  File,
  StartLine: 1,
  EndLine: 1,
  Match: 'REDACTED',
  Secret: 'REDACTED',
  Tags: [],
})
const advisory = (name: string, fixAvailable: unknown) => ({
  name,
  severity: 'high',
  via: [
    {
      source: 1,
      name,
      dependency: name,
      title: `Bad ${name}`,
      url: `https://github.com/advisories/GHSA-2222-3333-44${name}`,
      severity: 'high',
      range: '<2',
    },
  ],
  effects: [],
  range: '<2',
  nodes: [`node_modules/${name}`],
  fixAvailable,
})
const audit = {
  auditReportVersion: 2,
  vulnerabilities: { qq: advisory('qq', { name: 'qq', version: '2.0.0', isSemVerMajor: true }), rr: advisory('rr', false) },
  metadata: { vulnerabilities: { total: 2 }, dependencies: { total: 2 } },
}
const FILES = {
  'src/app.py': 'import db\ndb.run(input())\n',
  'web/app.js': 'eval(x)\n',
  'test/fixtures/bad.js': 'eval(x)\n',
  'test/fixtures/key.env': 'KEY=1\n',
  'config/app.env': 'KEY=1\n',
  'package-lock.json': '{}',
  CODEOWNERS: '/src/ @acme/payments\n/web/ @acme/web @acme/payments @octo\n/config/ @acme/payments-archive\n',
  'reports/code.sarif': aLog(scanner, other),
  'reports/leaks.json': JSON.stringify([leak('config/app.env'), leak('test/fixtures/key.env')]),
  'reports/audit.json': JSON.stringify(audit),
}
const REPORTS = 'reports/code.sarif\nreports/leaks.json\nreports/audit.json'
const SQL = 'src/app.py sql-injection'
const SQL_TWICE = 'src/app.py B608'
const NOTE = 'web/app.js todo'
const FIXTURE = 'test/fixtures/bad.js eval'
const LEAK = 'config/app.env aws-access-token'
const FIXTURE_LEAK = 'test/fixtures/key.env aws-access-token'
const [FIXED, UNFIXED] = ['a package GHSA-2222-3333-44qq', 'a package GHSA-2222-3333-44rr']
/** Not of this week. */
const OLDER = `older ${SQL}`
const ALL = [SQL, SQL_TWICE, NOTE, FIXTURE, LEAK, FIXTURE_LEAK, FIXED, UNFIXED]

let shop: Scenario

async function imported(before: (hub: LocalSecurityHub) => Promise<void> = () => Promise.resolve()): Promise<Scenario> {
  const scenario = await startScenario({ quotas: false })
  await before(scenario.hub)
  scenario.files(FILES)
  const run = await scenario.run({ inputs: { reports: REPORTS, tags: 'tier=1', branches: 'release/**' } })
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'new-count': String(ALL.length) })
  return scenario
}

beforeAll(async () => {
  shop = await imported()
}, 60_000)
afterAll(() => shop.close())

const nameOf = ({ ProductFields = {}, Id = '' }: StoredFinding) =>
  `${Id.startsWith('older/') ? 'older ' : ''}${ProductFields['publish-to-security-hub/path'] ?? 'a package'} ${ProductFields['publish-to-security-hub/rule']}`
const namesOf = (findings: readonly StoredFinding[]) => findings.map(nameOf).sort()

async function answerTo(hub: LocalSecurityHub, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await sendRaw(hub, { method: body === undefined ? 'GET' : 'POST', path, ...(body !== undefined && { body }) })
  const answer = (await response.json()) as Record<string, unknown>
  if (response.status !== 200) throw new Error(JSON.stringify(answer))
  return answer
}

test('the findings are what the rest is tried on', () => {
  expect(namesOf(shop.active())).toEqual([...ALL].sort())
})

describe('docs/security-hub.md', () => {
  const page = readFileSync('docs/security-hub.md', 'utf8')

  test('tells every field of the findings that a person may filter by', () => {
    const [fields, details] = ['ProductFields', 'Details'].map((place) => {
      const names = shop
        .active()
        .flatMap(({ ProductFields = {}, Resources }) =>
          Object.keys(place === 'Details' ? (Resources?.[0]?.Details?.Other ?? {}) : ProductFields),
        )
      return [...new Set(names)]
    })
    const own = (fields ?? [])
      .filter((name) => name.startsWith('publish-to-security-hub/'))
      .map((name) => name.slice('publish-to-security-hub/'.length))
    expect(own.filter((name) => !page.includes(`\`${name}\``) && !name.startsWith('fingerprint-'))).toEqual([])
    expect((details ?? []).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  test('links to each file, and its commands name files that are there', () => {
    const files = ['insights', 'automation-rules', 'event-patterns'].flatMap((kind) =>
      filesIn(kind).map((file) => join(FOLDER, kind, file)),
    )
    expect(files.filter((file) => !page.includes(`](../${file})`))).toEqual([])
    const named = [...page.matchAll(/file:\/\/(setup\/[\w./-]+)/g)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((path) => !files.includes(path))).toEqual([])
  })
})

describe('the insight', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'by-owner.json': [SQL, SQL_TWICE, OLDER],
    'by-repository.json': [...ALL, OLDER],
    'by-tool.json': [...ALL, OLDER],
    'fixable.json': [FIXED],
    'new-this-week.json': ALL,
    'secrets.json': [LEAK, FIXTURE_LEAK],
  }

  beforeAll(async () => {
    shop.files({ 'reports/code.sarif': aReport([aResult({ ruleId: 'on-a-branch' })]) })
    await shop.run({
      inputs: { reports: REPORTS, tags: 'tier=1', branches: 'release/**' },
      environment: { GITHUB_REF: 'refs/heads/release/1', GITHUB_REF_NAME: 'release/1' },
    })
    expect(shop.active().some(({ ProductFields }) => ProductFields?.['publish-to-security-hub/branch'] === 'release/1')).toBe(true)
    shop.files(FILES)
    const older = { ...shop.active().find((finding) => nameOf(finding) === SQL), CreatedAt: '2020-01-01T00:00:00Z' } as StoredFinding
    shop.hub.seed([
      { ...older, Id: 'older/open' },
      { ...older, Id: 'older/closed', RecordState: 'ARCHIVED' },
      { ...older, Id: 'older/accepted', Workflow: { Status: 'SUPPRESSED' } },
      { ...older, Id: 'older/foreign', ProductFields: {}, Types: ['Sensitive Data Identifications/Passwords'] },
    ])
  }, 60_000)

  test('each has a row here', () => {
    expect(Object.keys(expected)).toEqual(filesIn('insights'))
  })

  test.each(filesIn('insights'))('%s shows what it should and nothing else', async (file) => {
    const insight = load('insights', file)
    const { InsightArn } = await answerTo(shop.hub, '/insights', insight)
    const { InsightResults } = await answerTo(shop.hub, `/insights/results/${encodeURIComponent(String(InsightArn))}`)
    const { Findings } = await answerTo(shop.hub, '/findings', { Filters: insight['Filters'] })
    const found = namesOf(Findings as StoredFinding[])
    expect(found).toEqual([...(expected[file] ?? [])].sort())
    const { ResultValues = [] } = InsightResults as { ResultValues?: readonly { Count: number }[] }
    expect(ResultValues.length).toBeGreaterThan(0)
    expect(ResultValues.reduce((sum, { Count }) => sum + Count, 0)).toBe(found.length)
  })

  test('by tool has a group for each', async () => {
    const { InsightArn } = await answerTo(shop.hub, '/insights', load('insights', 'by-tool.json'))
    const { InsightResults } = await answerTo(shop.hub, `/insights/results/${encodeURIComponent(String(InsightArn))}`)
    const { ResultValues } = InsightResults as { ResultValues: readonly { GroupByAttributeValue: string }[] }
    expect(ResultValues.map(({ GroupByAttributeValue }) => GroupByAttributeValue).sort()).toEqual([
      'Other',
      'Scanner',
      'gitleaks',
      'npm audit',
    ])
  })
})

describe('the automation rule', () => {
  const changes: Readonly<Record<string, { readonly of: readonly string[]; readonly holds: (finding: StoredFinding) => boolean }>> = {
    'secrets-are-critical.json': {
      of: [LEAK, FIXTURE_LEAK],
      holds: ({ Severity, Note }) => Severity?.Label === 'CRITICAL' && Note !== undefined,
    },
    // CONTAINS takes the name of another team that begins with this one's too.
    'team-of-owners.json': {
      of: [SQL, SQL_TWICE, NOTE, LEAK],
      holds: ({ UserDefinedFields }) => UserDefinedFields?.['team'] === 'payments',
    },
    'test-code-is-low.json': { of: [FIXTURE], holds: ({ Severity, Note }) => Severity?.Label === 'LOW' && Note !== undefined },
    'tier-1-is-critical.json': { of: ALL, holds: ({ Criticality }) => Criticality === 95 },
  }

  test('each has a row here', () => {
    expect(Object.keys(changes)).toEqual(filesIn('automation-rules'))
  })

  test.each(filesIn('automation-rules'))(
    '%s changes what it should and nothing else, and keeps it',
    async (file) => {
      const { of = [], holds = () => false } = changes[file] ?? {}
      const scenario = await imported(async (hub) => {
        await answerTo(hub, '/automationrules/create', load('automation-rules', file))
      })
      expect(namesOf(scenario.active().filter(holds))).toEqual([...of].sort())
      await scenario.run({ inputs: { reports: REPORTS, tags: 'tier=1', 'refresh-after': '0' } })
      expect(namesOf(scenario.active().filter(holds))).toEqual([...of].sort())
      expect(scenario.hub.violations()).toEqual([])
      await scenario.close()
    },
    60_000,
  )
})

/** The events of what was sent since the records were cleared. Source: user guide, "EventBridge event formats for Security Hub". */
function eventsOf({ hub }: Scenario): readonly { readonly name: string; readonly event: Json }[] {
  const sent = hub
    .requests()
    .flatMap(({ operation, body }) => (operation === 'BatchImportFindings' ? (body as { Findings: StoredFinding[] }).Findings : []))
  return sent.flatMap(({ Id = '' }) => {
    const finding = hub.finding(Id)
    return finding === undefined ? [] : [{ name: nameOf(finding), event: eventOf(hub, finding) }]
  })
}

function eventOf({ accountId, region }: LocalSecurityHub, finding: StoredFinding): Json {
  const event = {
    version: '0',
    id: '8e5622f9-d81c-4d81-612a-9319e7ee2506',
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    account: accountId,
    time: '2026-01-01T00:00:00Z',
    region,
    resources: [`${finding.ProductArn}/${finding.Id}`],
    detail: { findings: [finding] },
  }
  return JSON.parse(JSON.stringify(event)) as Json
}

describe('the event pattern', () => {
  const PATTERNS = filesIn('event-patterns')
  const hits = (scenario: Scenario) =>
    Object.fromEntries(
      PATTERNS.map((file) => [
        file,
        eventsOf(scenario)
          .filter(({ event }) => matchesPattern(load('event-patterns', file), event))
          .map(({ name }) => name)
          .sort(),
      ]),
    )
  const none = Object.fromEntries(PATTERNS.map((file) => [file, [] as string[]]))

  test('of each passes on what it should and nothing else, run by run', async () => {
    const scenario = await imported()
    expect(hits(scenario)).toEqual({
      ...none,
      'found-by-several-tools.json': [SQL, SQL_TWICE].sort(),
      'new-and-severe.json': ALL.filter((name) => name !== NOTE).sort(),
      'new-secret.json': [LEAK, FIXTURE_LEAK].sort(),
      'of-an-owner.json': [SQL, SQL_TWICE, NOTE].sort(),
    })

    const again = async (inputs = {}) => {
      scenario.hub.clearRecords()
      await scenario.run({ inputs: { reports: REPORTS, tags: 'tier=1', ...inputs } })
      return hits(scenario)
    }
    expect(await again()).toEqual(none)
    expect(await again({ 'refresh-after': '0' })).toEqual(none)
    expect(await again({ tags: 'tier=2' })).toEqual(none)

    const { results } = scanner as { results: readonly unknown[] }
    scenario.files({ 'reports/code.sarif': aLog({ ...scanner, results: results.slice(0, 2) }, other) })
    expect(await again()).toEqual({ ...none, 'fixed.json': [FIXTURE] })
    expect(await again()).toEqual(none)

    scenario.files({ 'reports/code.sarif': FILES['reports/code.sarif'] })
    expect(await again()).toEqual({ ...none, 'new-and-severe.json': [FIXTURE] })

    // The trace of a run that finds nothing and has nothing to archive is an archived finding.
    for (const expected of [{ ...none, 'fixed.json': [SQL, NOTE, FIXTURE].sort() }, none]) {
      scenario.files({ 'reports/code.sarif': aLog({ ...scanner, results: [] }) })
      expect(await again({ reports: 'reports/code.sarif' })).toEqual(expected)
      expect(eventsOf(scenario)).not.toEqual([])
    }
    await scenario.close()
  }, 120_000)

  test('passes nothing on of what an analyst has taken up', async () => {
    const finding = shop.active().find((one) => nameOf(one) === LEAK)
    expect(finding).toBeDefined()
    const taken = { ...finding, Workflow: { Status: 'NOTIFIED' } } as StoredFinding
    for (const file of PATTERNS) expect(matchesPattern(load('event-patterns', file), eventOf(shop.hub, taken))).toBe(false)
  })
})
