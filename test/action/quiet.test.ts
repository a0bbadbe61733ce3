/** What a run sends follows what has changed, and nothing that has is missed. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const LINES = Array.from({ length: 60 }, (_, index) => `run(${index})`)
const SOURCE = LINES.join('\n')
const result = (line: number, more: Parameters<typeof aResult>[0] = {}) =>
  aResult({ line, ruleId: 'sql', message: `Query ${'x'.repeat(line)}`, ...more })
const THREE = [result(5), result(25), result(45)]

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': SOURCE, 'report.sarif': aReport(THREE) })
  await shop.run()
  shop.hub.clearRecords()
})
afterEach(() => shop.close())

const field = (finding: StoredFinding | undefined, name: string) => finding?.ProductFields?.[`publish-to-security-hub/${name}`]
const sentBy = (runId: string) => shop.hub.findings().filter((finding) => field(finding, 'run-id') === runId)
const changesOf = (runId: string) => sentBy(runId).map((finding) => field(finding, 'change'))
const requests = (operation: string) => shop.hub.requests().filter((request) => request.operation === operation)

/** As if everything had been sent some days earlier. */
function age(days: number): void {
  const earlier = (time: string | undefined) => new Date(Date.parse(time ?? '') - days * 86_400_000).toISOString()
  shop.hub.seed(
    shop.hub
      .findings()
      .map((finding) => ({ ...finding, LastObservedAt: earlier(finding.LastObservedAt), UpdatedAt: earlier(finding.UpdatedAt) })),
  )
}

test('the first run sends everything as new', () => {
  expect(changesOf('1001')).toEqual(['new', 'new', 'new'])
})

describe('where nothing has changed', () => {
  test('one finding is sent, as a trace of the run', async () => {
    const run = await shop.run({ environment: { GITHUB_SHA: 'b'.repeat(40) } })
    expect(changesOf('1002')).toEqual(['refreshed'])
    expect(requests('BatchImportFindings')).toHaveLength(1)
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '3', 'imported-count': '1', 'failed-count': '0' })
    expect(reportOf(run)).toMatchObject({
      lifecycle: { unchanged: 3, unchangedSent: 1 },
      import: { imported: 1, notSent: 2, failed: 0 },
    })
    expect(run.log).toContain('Imported 1 finding into Security Hub')
    expect(run.log).toContain('2 are there already')
    expect(run.json('findings-file')).toHaveLength(3)
    expect(shop.hub.violations()).toEqual([])
  })

  test('the trace goes round, so that all are sent in time', async () => {
    for (const _run of [2, 3, 4]) await shop.run()
    expect(new Set(shop.active().map((finding) => field(finding, 'run-id')))).toEqual(new Set(['1002', '1003', '1004']))
  })

  test('another version of the tool or another attempt changes nothing', async () => {
    const log = JSON.parse(aReport(THREE)) as { runs: { tool: { driver: { version: string } } }[] }
    for (const run of log.runs) run.tool.driver.version = '2.0'
    shop.files({ 'report.sarif': JSON.stringify(log) })
    await shop.run({ environment: { GITHUB_RUN_ATTEMPT: '2' } })
    expect(changesOf('1002')).toEqual(['refreshed'])
  })

  test('what an analyst has changed is no difference', async () => {
    const ids = shop.active().flatMap(({ Id }) => Id ?? [])
    shop.hub.update(ids, {
      Severity: { Label: 'LOW' },
      Note: { Text: 'Seen', UpdatedBy: 'analyst' },
      Workflow: { Status: 'NOTIFIED' },
      Types: ['Effects/Data Exposure'],
      UserDefinedFields: { team: 'payments' },
    })
    await shop.run()
    expect(changesOf('1002')).toEqual(['refreshed'])
  })

  test('everything is sent with refresh-after: 0', async () => {
    await shop.run({ inputs: { 'refresh-after': '0' } })
    expect(changesOf('1002')).toEqual(['refreshed', 'refreshed', 'refreshed'])
  })
})

test('everything is sent with refresh-after: 0, what another clock has sent in a moment to come too', async () => {
  age(-0.5)
  await shop.run({ inputs: { 'refresh-after': '0' } })
  expect(changesOf('1002')).toEqual(['refreshed', 'refreshed', 'refreshed'])
})

describe('what has changed is sent', () => {
  test.each<[string, readonly unknown[], Record<string, string>]>([
    ['its severity', [result(5, { level: 'note' }), result(25), result(45)], {}],
    ['its text', [result(5, { message: `Query ${'x'.repeat(5)}, and more` }), result(25), result(45)], {}],
    ['its tags', [result(5, { more: { properties: { tags: ['CWE-89'] } } }), result(25), result(45)], {}],
    ['another place that belongs to it', [result(5, { more: { locations: [place(5), place(9)] } }), result(25), result(45)], {}],
  ])('%s', async (_what, results, files) => {
    shop.files({ 'report.sarif': aReport(results), ...files })
    const run = await shop.run()
    expect(changesOf('1002')).toEqual(['updated'])
    expect(reportOf(run).import).toMatchObject({ imported: 1, notSent: 2, failed: 0 })
  })

  test('its line, which a run shows people', async () => {
    shop.files({ 'src/app.py': `# one more line\n${SOURCE}`, 'report.sarif': aReport([result(6), result(26), result(46)].map(asBefore)) })
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ 'unchanged-count': '3', 'imported-count': '3' })
    expect(shop.active().map((finding) => field(finding, 'line'))).toEqual(['6', '26', '46'])
  })

  test('its file, as moved', async () => {
    const moved = THREE.map((one, index) => result([5, 25, 45][index] ?? 0, { ...one, uri: 'lib/main.py' }))
    shop.files({ 'src/app.py': undefined, 'lib/main.py': SOURCE, 'report.sarif': aReport(moved) })
    await shop.run()
    expect(changesOf('1002')).toEqual(['moved', 'moved', 'moved'])
  })

  test('the version that fixes it', async () => {
    const trivy = (fixed: string) =>
      JSON.stringify({
        SchemaVersion: 2,
        ArtifactName: '.',
        ArtifactType: 'filesystem',
        Results: [
          {
            Target: 'package-lock.json',
            Class: 'lang-pkgs',
            Type: 'npm',
            Vulnerabilities: [
              { VulnerabilityID: 'CVE-2021-23337', PkgName: 'lodash', InstalledVersion: '4.17.15', FixedVersion: fixed, Severity: 'HIGH' },
            ],
          },
        ],
      })
    shop.files({ 'trivy.json': trivy('4.17.20') })
    await shop.run({ inputs: { reports: 'trivy.json' } })
    shop.files({ 'trivy.json': trivy('4.17.21') })
    await shop.run({ inputs: { reports: 'trivy.json' } })
    expect(changesOf('1003')).toEqual(['updated'])
    expect(sentBy('1003')[0]?.Vulnerabilities?.[0]?.VulnerablePackages?.[0]?.FixedInVersion).toBe('4.17.21')
  })

  test('what came back, and what is new', async () => {
    shop.files({ 'report.sarif': aReport(THREE.slice(1)) })
    await shop.run()
    shop.files({ 'report.sarif': aReport([...THREE, result(55)]) })
    const run = await shop.run()
    expect(changesOf('1003').sort()).toEqual(['new', 'reopened'])
    expect(run.outputs).toMatchObject({ 'new-count': '1', 'reopened-count': '1', 'unchanged-count': '2', 'imported-count': '2' })
  })

  test('what does not say any more in Security Hub what was sent', async () => {
    const changed = shop.active().slice(0, 1)
    shop.hub.seed(changed.map((finding) => ({ ...finding, Title: 'Something else' })))
    await shop.run()
    expect(changesOf('1002')).toEqual(['updated'])
    expect(sentBy('1002')[0]?.Title).not.toBe('Something else')
  })

  test('what an earlier version of this action sent', async () => {
    const older = shop.active().map(({ ProductFields = {}, ...finding }) => {
      const { 'publish-to-security-hub/content': _content, ...fields } = ProductFields
      return { ...finding, ProductFields: fields }
    })
    shop.hub.seed(older)
    await shop.run()
    expect(changesOf('1002')).toEqual(['updated', 'updated', 'updated'])
  })
})

test('a probability of exploits that drifts from day to day is no difference, one that leaps is', async () => {
  const grype = (epss: number) =>
    JSON.stringify({
      matches: [
        {
          vulnerability: {
            id: 'CVE-2021-23337',
            severity: 'High',
            fix: { versions: [], state: 'unknown' },
            epss: [{ cve: 'CVE-2021-23337', epss }],
          },
          artifact: {
            name: 'lodash',
            version: '4.17.15',
            type: 'npm',
            locations: [{ path: '/package-lock.json' }],
            purl: 'pkg:npm/lodash@4.17.15',
          },
        },
      ],
      source: { type: 'directory', target: '.' },
      descriptor: { name: 'grype', version: '0.90.0' },
    })
  const changes: (string | undefined)[] = []
  for (const [index, epss] of [0.0123, 0.0131, 0.4567].entries()) {
    shop.files({ 'grype.json': grype(epss) })
    await shop.run({ inputs: { reports: 'grype.json' } })
    changes.push(...changesOf(String(1002 + index)))
  }
  expect(changes).toEqual(['new', 'refreshed', 'updated'])
})

describe('refreshing', () => {
  test('does not begin before the days are over, and is over before twice as many', async () => {
    age(6.9)
    await shop.run()
    expect(sentBy('1002')).toHaveLength(1)
    age(14.1)
    await shop.run()
    expect(sentBy('1003')).toHaveLength(3)
    expect(changesOf('1003')).toEqual(['refreshed', 'refreshed', 'refreshed'])
  })

  test('is done after sixty days whatever the input says', async () => {
    age(60)
    await shop.run({ inputs: { 'refresh-after': '60' } })
    expect(sentBy('1002')).toHaveLength(3)
  })

  test('is spread over the days', async () => {
    shop.files({ 'report.sarif': aReport(LINES.map((_, index) => result(index + 1))) })
    await shop.run()
    age(10)
    await shop.run()
    const sent = sentBy('1003').length
    expect(sent).toBeGreaterThan(10)
    expect(sent).toBeLessThan(50)
  })

  test('does not wait for a time that lies in the future', async () => {
    age(-400)
    await shop.run()
    expect(sentBy('1002')).toHaveLength(3)
  })
})

describe('where nothing is open', () => {
  beforeEach(async () => {
    shop.files({ 'report.sarif': aReport([]) })
    await shop.run()
  })

  test('an archived finding is the trace of the run, and stays archived', async () => {
    const changes = () => shop.archived().map((finding) => field(finding, 'change'))
    expect(changes()).toEqual(['archived', 'archived', 'archived'])
    const run = await shop.run()
    expect(sentBy('1003')).toHaveLength(1)
    expect(changes().toSorted()).toEqual(['archived', 'archived', undefined])
    expect(field(sentBy('1003')[0], 'archived-run')).toBe('https://github.com/acme/shop/actions/runs/1002')
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'imported-count': '0', 'fixed-count': '0' })
    expect(shop.hub.violations()).toEqual([])
  })

  test('a finding that another job opens again meanwhile is not archived for the trace', async () => {
    shop.hub.fault({
      kind: 'refuse-request-if',
      operation: 'GetFindings',
      predicate: () => {
        shop.hub.setStaleReads(true)
        shop.hub.seed(shop.archived().map((finding) => ({ ...finding, RecordState: 'ACTIVE', UpdatedAt: new Date().toISOString() })))
        return false
      },
    })
    await shop.run()
    expect(shop.active()).toHaveLength(3)
  })

  test('an older run is superseded by one that found nothing', async () => {
    await shop.run()
    shop.files({ 'report.sarif': aReport(THREE) })
    const run = await shop.run({ environment: { GITHUB_RUN_NUMBER: '2', GITHUB_RUN_ID: '1002' } })
    expect(run.outputs['outcome']).toBe('superseded')
    expect(shop.active()).toEqual([])
  })
})

describe('a run that sends one finding is seen by others', () => {
  test('an older run that comes later imports nothing', async () => {
    await shop.run()
    await shop.run()
    shop.files({ 'report.sarif': aReport([result(5, { level: 'note' })]) })
    const run = await shop.run({ environment: { GITHUB_RUN_NUMBER: '2', GITHUB_RUN_ID: '1002' } })
    expect(run.outputs['outcome']).toBe('superseded')
    expect(reportOf(run)).toMatchObject({ accounting: { findings: 1 }, import: { imported: 0, notSent: 1, failed: 0 } })
    expect(shop.active()).toHaveLength(3)
  })

  test('an older run that comes later imports of its other analyses what is new, and says so', async () => {
    await shop.run({ environment: { GITHUB_RUN_NUMBER: '20', GITHUB_RUN_ID: '2000' } })
    shop.files({ 'other.sarif': aReport([result(5)]).replace('"name":"Scanner"', '"name":"Other"') })
    const run = await shop.run({ inputs: { reports: 'report.sarif\nother.sarif' } })
    expect(reportOf(run)).toMatchObject({ import: { imported: 1, notSent: 3, failed: 0 } })
    expect(run.log).toContain('3 are left to a newer run')
    expect(run.log).not.toContain('there already')
  })

  test('an older run that overlaps with it archives nothing that it found', async () => {
    const newer = { 'publish-to-security-hub/run-id': '1003', 'publish-to-security-hub/run-number': '3' }
    const trace = shop.active().slice(2)
    // While the older run imports, after its look-up.
    shop.hub.fault({
      kind: 'refuse-request-if',
      operation: 'BatchImportFindings',
      predicate: () => {
        shop.hub.seed(
          trace.map((finding) => ({
            ...finding,
            UpdatedAt: new Date().toISOString(),
            ProductFields: { ...finding.ProductFields, ...newer },
          })),
        )
        return false
      },
    })
    shop.files({ 'report.sarif': aReport([result(5, { level: 'note' })]) })
    const run = await shop.run()
    expect(shop.archived()).toEqual([])
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'superseded', count: 2 }])
  })
})

describe('jobs that share an analysis', () => {
  const by = (job: string, number: number) => ({
    environment: { GITHUB_JOB: job, GITHUB_RUN_NUMBER: String(number), GITHUB_RUN_ID: String(2000 + number) },
  })

  test('leave each other’s findings as they are while both report', async () => {
    for (const number of [2, 3, 4]) {
      await shop.run(by('one', number))
      await shop.run(by('two', number))
    }
    shop.hub.clearRecords()
    await shop.run(by('one', 5))
    await shop.run(by('two', 5))
    expect(shop.hub.findings().filter((finding) => field(finding, 'run-id') === '2005')).toHaveLength(2)
  })

  test('do not archive what the other still reports, in whichever order they come', async () => {
    const report = (...results: readonly unknown[]) => shop.files({ 'report.sarif': aReport(results) })
    const [first, second, third] = THREE
    for (const number of [2, 3]) {
      for (const job of ['one', 'two']) await shop.run(by(job, number))
    }
    for (const [number, order] of [
      [4, ['one', 'two']],
      [5, ['two', 'one']],
      [6, ['one', 'two']],
    ] as const) {
      for (const job of order) {
        if (job === 'one') report(first, second, third)
        else report(second, third)
        const run = await shop.run(by(job, number))
        expect(run.outputs).toMatchObject({ 'fixed-count': '0', 'reopened-count': '0', 'new-count': '0' })
        expect(shop.active()).toHaveLength(3)
      }
    }
    // Now nobody does.
    report(second, third)
    for (const number of [7, 8]) for (const job of ['one', 'two']) await shop.run(by(job, number))
    expect(shop.active()).toHaveLength(2)
    expect(shop.archived()).toHaveLength(1)
    expect(shop.hub.violations()).toEqual([])
  })

  test('hand over what only the other reports, and say so', async () => {
    for (const number of [2, 3]) for (const job of ['one', 'two']) await shop.run(by(job, number))
    const firstOne = () => shop.active().find((finding) => field(finding, 'line') === '5')
    const job = field(firstOne(), 'job') ?? ''
    shop.files({ 'report.sarif': aReport(THREE.slice(1)) })
    const run = await shop.run(by(job, 4))
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'another-job', count: 1 }])
    expect([field(firstOne(), 'job'), field(firstOne(), 'also-reported-by')]).toEqual([job === 'one' ? 'two' : 'one', undefined])
  })

  test('of two workflow files, too, of which one runs more often', async () => {
    const workflow = (file: string, id: number) => ({
      environment: {
        GITHUB_WORKFLOW_REF: `acme/shop/.github/workflows/${file}@refs/heads/main`,
        GITHUB_RUN_NUMBER: String(id),
        GITHUB_RUN_ID: String(3000 + id),
      },
    })
    await shop.run(workflow('push.yml', 1))
    const seen = new Set<string>()
    for (const [index, file] of ['push.yml', 'night.yml', 'push.yml', 'week.yml', 'push.yml', 'night.yml', 'push.yml'].entries()) {
      const run = await shop.run(workflow(file, index + 10))
      // Who reports a finding for the first time says so.
      if (index > 0) expect([file, run.outputs['imported-count']]).toEqual([file, seen.has(file) ? '1' : '3'])
      seen.add(file)
    }
  })

  test('take over what a job that reports no more has left', async () => {
    await shop.run(by('two', 2))
    await shop.run(by('two', 3))
    expect(shop.active().map((finding) => field(finding, 'job'))).toEqual(['two', 'two', 'two'])
    shop.files({ 'report.sarif': aReport([]) })
    const run = await shop.run(by('two', 4))
    expect(run.outputs['fixed-count']).toBe('3')
  })
})

function place(line: number): unknown {
  return { physicalLocation: { artifactLocation: { uri: 'src/app.py' }, region: { startLine: line } } }
}

/** The same message on the line that it stands on now. */
function asBefore(one: Record<string, unknown>, index: number): Record<string, unknown> {
  return { ...one, message: THREE[index]?.['message'] }
}
