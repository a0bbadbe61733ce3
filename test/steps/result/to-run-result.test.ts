/** What is told of a run that ended after each of its steps: nothing that was done by then is lost, and nothing is said that was not done. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { createSourceHashes } from '../../../src/identity/source-hashes.js'
import { createHighlights } from '../../../src/output/highlights.js'
import { readRunContext } from '../../../src/read-run-context.js'
import type { RunContext } from '../../../src/run-context.js'
import type { ImportReport, Undelivered } from '../../../src/securityhub/import.js'
import type { SecurityHub } from '../../../src/securityhub/port.js'
import { resolveTarget } from '../../../src/securityhub/target.js'
import type { IdentifiedAnalysis } from '../../../src/steps/compare/identify-analysis.js'
import type { AnalysisPlan, Knowledge } from '../../../src/steps/compare/plan.js'
import type { HeldFinding } from '../../../src/steps/compare/stored-finding.js'
import type { Connecting } from '../../../src/steps/connect/connection.js'
import type { ReadReports } from '../../../src/steps/read/read-reports.js'
import { asUserError, type Ended, type Imported, type Outcomes } from '../../../src/steps/result/outcomes.js'
import { failedResult, toRunResult } from '../../../src/steps/result/to-run-result.js'
import { createUpgradeCollector } from '../../../src/upgrades/collect.js'
import { aView } from '../../support/run-results.js'

const target = resolveTarget({ region: 'eu-central-1', accountId: '111122223333', productArn: undefined })
const placeholder = resolveTarget({ region: 'us-east-1', accountId: '000000000000', productArn: undefined })
const wire = {
  importFindings: { requests: 3, throttled: 2, retried: 1 },
  getFindings: { requests: 4, throttled: 1, retried: 5 },
}
const hub: SecurityHub = {
  importFindings: () => Promise.reject(new Error('not asked')),
  getFindings: () => Promise.reject(new Error('not asked')),
  wire: () => wire,
}
const milliseconds = { read: 1, lookup: 2, import: 3, total: 4 }
const ended: Ended = { mode: 'import', placeholder, cancelled: false, wire, milliseconds }

let context: RunContext
beforeAll(async () => {
  context = await readRunContext({
    environment: {
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: '99',
      GITHUB_SHA: '5f2b',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
    },
    event: { repository: { default_branch: 'main', full_name: 'acme/shop' } },
    lookUpDefaultBranch: () => Promise.resolve(undefined),
    lookUpCustomProperties: () => Promise.resolve(undefined),
    currentDirectory: '/work',
    temporaryDirectory: '/tmp',
  })
})

const resultOf = (outcomes: Outcomes, how: Partial<Ended> = {}, inputs: { failOnNew?: 'HIGH'; ifNotCompared?: 'error' | 'warn' } = {}) =>
  toRunResult(
    outcomes,
    { ...ended, ...how },
    { inputs: { failOnNew: inputs.failOnNew, ifNotCompared: inputs.ifNotCompared ?? 'auto' }, context },
  )

const read: ReadReports = {
  runs: [],
  unopened: [{ path: 'broken.sarif', error: new UserError('REPORT_NOT_JSON', 'broken.sarif: it is no JSON') }],
  errors: [new UserError('REPORT_NOT_JSON', 'broken.sarif: it is no JSON')],
  notices: ['two files left out'],
  warnings: ['a path is missing'],
  nothing: false,
  missing: false,
}
const fine: ReadReports = { ...read, unopened: [], errors: [], warnings: [], notices: [] }
const connecting: Connecting = { connection: { hub, target } }
const refusedConnection: Connecting = { connection: undefined, error: new UserError('ROLE_NOT_ASSUMED', 'no role', { hint: 'trust it' }) }

const run = { tool: { name: 'Bandit', version: '1.8' }, complete: () => true, problems: () => [], readings: () => [] }
const opened = { path: 'bandit.json', format: 'bandit', run, readings: () => [] }
const identified: readonly IdentifiedAnalysis[] = [
  {
    analysis: { tool: run.tool, category: 'api', prefix: 'p/', searches: ['p/'], runs: [opened] },
    candidates: {
      size: 0,
      standing: () => 'open',
      id: () => '',
      traits: () => {
        throw new Error('not asked')
      },
      kept: () => undefined,
    },
    accounting: { results: 9, notProblems: 1, suppressed: 1, belowMinimum: 1, duplicates: 1, unreadable: 1, findings: 4 },
    leftForReview: 0,
    runs: [{ opened, results: 9, unreadable: [], error: undefined }],
    undecided: { has: () => false, any: () => false },
    sources: createSourceHashes(() => undefined),
    readAgain: async function* () {},
  },
]
const comparison = { new: 2, reopened: 1, unchanged: 1, moved: 0, unknown: 0, dismissed: 1 }
const plan = (over: Partial<AnalysisPlan<HeldFinding>> = {}): AnalysisPlan<HeldFinding> => ({
  identified: identified[0] as IdentifiedAnalysis,
  known: true,
  held: 5,
  stored: [],
  remembered: false,
  prospect: () => undefined,
  comparison,
  gone: [],
  belowMinimum: 0,
  supersededBy: undefined,
  lastArchived: undefined,
  isAbsent: () => false,
  ...over,
})
const plans = [plan()]
const knowledge = (one: Knowledge<HeldFinding>) => ({ knowledge: new Map([['p/', one]]), foreign: 0 })
const lookedUp = knowledge({ known: true, stored: [] })
const unknown = knowledge({ known: false, kept: 'lookup-failed', because: 'Security Hub did not answer.', code: 'THROTTLED' })

const report = (over: Partial<ImportReport> = {}): ImportReport => ({
  imported: 4,
  refused: [],
  unsent: [],
  unaccounted: 0,
  resent: 0,
  errors: [],
  ...over,
})
const imported = (over: Partial<Imported> = {}): Imported => ({
  findingsFile: '/tmp/findings.json',
  report: report(),
  interruption: undefined,
  notReached: 0,
  unchangedSent: 0,
  notSent: 0,
  traced: new Set(),
  gates: { count: 0, settings: [], findings: [], errors: [], unjudged: 0 },
  highlights: createHighlights({ annotations: 'all' }).done(),
  upgrades: createUpgradeCollector().done(),
  superseded: [],
  ownersPartial: false,
  problemsPartial: false,
  tagNotices: [],
  ...over,
})
const lost = (Id: string, message = 'wrong'): Undelivered => ({
  finding: {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: target.productArn,
    GeneratorId: 'bandit/B101',
    AwsAccountId: target.accountId,
    CreatedAt: '2026-01-02T03:04:05Z',
    UpdatedAt: '2026-01-02T03:04:05Z',
    Title: `title of ${Id}`,
    Description: 'what it is',
    Resources: [],
  },
  code: 'InvalidInput',
  message,
})

describe('a run that ends', () => {
  const stop = new UserError('INTERNAL', 'stopped')

  test('before a report is read says so and counts nothing', () => {
    expect(resultOf({ error: stop })).toMatchObject({
      outcome: 'failed',
      target: placeholder,
      errors: [{ code: 'INTERNAL', message: 'stopped' }],
      accounting: { results: 0, findings: 0 },
      lifecycle: { known: false, new: 0, kept: [] },
      reports: [],
      files: {},
      warnings: [],
    })
  })

  test('after reading tells what could not be read', () => {
    expect(resultOf({ read, error: stop })).toMatchObject({
      outcome: 'failed',
      reports: [{ path: 'broken.sarif', tool: '', problems: [{ code: 'unreadable-report' }] }],
      errors: [{ code: 'REPORT_NOT_JSON' }, { code: 'INTERNAL' }],
      notices: ['two files left out'],
      warnings: ['a path is missing'],
    })
  })

  test('after identifying has the counts of the reports, and compares nothing', () => {
    const result = resultOf({ read: fine, connecting, identified, error: stop })
    expect(result).toMatchObject({
      outcome: 'failed',
      target,
      accounting: { results: 9, findings: 4 },
      lifecycle: { known: false, new: 0, fixed: 0 },
      import: { requests: 3, imported: 0, throttled: 3, retried: 6 },
    })
    expect(result.securityHubUrl).toContain('eu-central-1')
  })

  test('tells of which tools results were left out that only ask for a review, and the input', () => {
    const left = (name: string, leftForReview: number): IdentifiedAnalysis => {
      const [one] = identified as readonly [IdentifiedAnalysis]
      return { ...one, analysis: { ...one.analysis, tool: { name } }, leftForReview }
    }
    const warningsOf = (...all: readonly IdentifiedAnalysis[]) => resultOf({ read: fine, identified: all }).warnings
    expect(warningsOf(left('Bandit', 0))).toEqual([])
    expect(warningsOf(left('Nuclei', 1))).toEqual([
      '1 result that only asks for a review was left out (Nuclei). With the input include-review: true they count as problems.',
    ])
    expect(warningsOf(left('Nuclei', 1), left('Bandit', 0), left('Prowler', 3), left('Nuclei', 2))).toEqual([
      '6 results that only ask for a review were left out (Nuclei 3, Prowler 3). With the input include-review: true they count as problems.',
    ])
  })

  test('after the import keeps what was imported, and is partial', () => {
    const result = resultOf({ read: fine, connecting, identified, lookedUp, plans, imported: imported(), error: stop })
    expect(result).toMatchObject({
      outcome: 'partial',
      import: { imported: 4, notSent: 0, failed: 0 },
      lifecycle: { known: true, ...{ new: 2, reopened: 1, unchanged: 1, dismissed: 1 }, fixed: 0 },
      files: { findings: '/tmp/findings.json' },
    })
    expect(result.lifecycle).not.toHaveProperty('unknown')
  })

  test('by a cancellation tells it once', () => {
    const error = asUserError(new Error('aborted'), AbortSignal.abort())
    expect(resultOf({ read: fine, error }, { cancelled: true }).errors.map(({ code }) => code)).toEqual(['CANCELLED'])
    expect(resultOf({ read: fine }, { cancelled: true }).errors.map(({ code }) => code)).toEqual(['CANCELLED'])
  })
})

describe('what Security Hub did not take', () => {
  const whole = (over: Partial<Imported>): Outcomes => ({ read: fine, connecting, identified, lookedUp, plans, imported: imported(over) })

  test('is counted from the import and from the archive, and named', () => {
    const archived = { done: [], kept: [], report: report({ imported: 0, unsent: [lost('c')] }) }
    const result = resultOf({
      ...whole({ report: report({ imported: 2, refused: [lost('a')], unsent: [lost('b')], unaccounted: 1 }), notReached: 3 }),
      archived,
    })
    expect(result.import).toMatchObject({ imported: 2, notSent: 0, failed: 7 })
    expect(result.failures.map(({ id, title }) => [id, title])).toEqual([
      ['a', 'title of a'],
      ['b', 'title of b'],
      ['c', 'title of c'],
    ])
    expect(result.errors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'FINDINGS_REJECTED: Security Hub refused 1 finding. The first: InvalidInput: wrong',
      'FINDINGS_NOT_SENT: 5 findings could not be sent; 2 were imported.',
    ])
    expect(result.outcome).toBe('partial')
  })

  test('fails the run when nothing was taken', () => {
    expect(resultOf(whole({ report: report({ imported: 0, refused: [lost('a')] }) })).outcome).toBe('failed')
  })

  test('is not blamed on the findings where Security Hub is off', () => {
    const off = new UserError('SECURITY_HUB_NOT_ENABLED', 'it is off')
    const result = resultOf(whole({ report: report({ imported: 0, refused: [lost('a')], errors: [off] }) }))
    expect(result.errors.map(({ code }) => code)).toEqual(['SECURITY_HUB_NOT_ENABLED'])
  })

  test('for one reason is told once', () => {
    const denied = new UserError('IMPORT_NOT_ALLOWED', 'denied')
    const archived = { done: [], kept: [], report: report({ errors: [denied] }) }
    expect(resultOf({ ...whole({ report: report({ errors: [denied] }) }), archived }).errors).toHaveLength(1)
  })
})

describe('a run without a connection', () => {
  const known = {
    read: fine,
    connecting: refusedConnection,
    identified,
    lookedUp: unknown,
    plans,
    imported: imported({ report: report({ imported: 0 }) }),
  }

  test('fails when it was to import', () => {
    expect(resultOf(known)).toMatchObject({ outcome: 'failed', errors: [{ code: 'ROLE_NOT_ASSUMED' }], target: placeholder })
  })

  test('only warns when it was to compare', () => {
    const result = resultOf(known, { mode: 'compare' })
    expect(result).toMatchObject({ outcome: 'compared', errors: [] })
    expect(result.warnings).toContain('THROTTLED: What is new and what is fixed is not known. Security Hub did not answer.')
  })
})

describe('what is not known', () => {
  const whole: Outcomes = { read: fine, connecting, identified, lookedUp: unknown, plans, imported: imported() }

  test('is told with what follows from it', () => {
    const result = resultOf(whole)
    expect(result.warnings).toEqual([
      'THROTTLED: What is new and what is fixed is not known, and nothing can be archived. Security Hub did not answer.',
    ])
    expect(result.lifecycle).toMatchObject({ known: false, kept: [{ reason: 'lookup-failed', count: 0 }] })
    expect(result.lifecycle).not.toHaveProperty('unknownBecause')
  })

  test('is not told twice when the run fails for it', () => {
    const errors = [new UserError('THROTTLED', 'too many requests')]
    expect(resultOf({ ...whole, imported: imported({ report: report({ errors }) }) }).warnings).toEqual([])
  })

  test('stands beside the counts of a dry run, which asks nobody', () => {
    const result = resultOf({ ...whole, connecting: { connection: undefined, error: undefined } }, { mode: 'dry-run' })
    expect(result).toMatchObject({ outcome: 'dry-run', dryRun: true, warnings: [] })
    expect(result.lifecycle.unknownBecause).toBe('Security Hub did not answer.')
    expect(result.notices[0]).toMatch(/^Dry run: the findings are mapped for account 000000000000/)
  })

  test.each(['error', 'warn'] as const)('makes a gate that could not be judged an %s', (ifNotCompared) => {
    const gates = { count: 0, settings: [], findings: [], errors: [], unjudged: 2 }
    const result = resultOf({ ...whole, imported: imported({ gates }) }, {}, { failOnNew: 'HIGH', ifNotCompared })
    const told = ifNotCompared === 'error' ? result.errors.map(({ message }) => message) : (result.warnings ?? [])
    expect(told.join('\n')).toContain(
      'fail-on-new: high could not be judged: it is not known whether 2 findings of severity high or higher are new (THROTTLED).',
    )
    expect(result.outcome).toBe('imported')
  })
})

test('gates are caught, and are no failure of the import', () => {
  const gates = {
    count: 1,
    settings: ['fail-on: high'],
    findings: [aView()],
    errors: [new UserError('GATE_FAILED', '1 open finding')],
    unjudged: 0,
  }
  const result = resultOf({ read: fine, connecting, identified, lookedUp, plans, imported: imported({ gates }) })
  expect(result).toMatchObject({
    outcome: 'imported',
    gates: { count: 1, settings: ['fail-on: high'], findings: [{ id: aView().id }] },
    errors: [{ code: 'GATE_FAILED' }],
  })
})

test('a run is superseded when all of its analyses are', () => {
  const newer = plan({ supersededBy: { runId: '12', runNumber: 9, workflowFile: '.github/workflows/scan.yml' } })
  const of = (all: typeof plans) =>
    resultOf({ read: fine, connecting, identified, lookedUp, plans: all, imported: imported({ superseded: [newer] }) })
  expect(of([newer]).outcome).toBe('superseded')
  expect(of([newer, plan()]).outcome).toBe('imported')
  expect(of([newer]).warnings?.[0]).toMatch(
    /^Bandit \(api\): nothing was imported\. .* is older than run 9 of \.github\/workflows\/scan\.yml/,
  )
})

test('nothing to read is nothing', () => {
  expect(resultOf({ read: { ...fine, nothing: true } }).outcome).toBe('nothing')
})

test('what services quote in their errors is redacted', () => {
  const token = `ghp_${'a1B2c3D4e5'.repeat(4)}`.slice(0, 40)
  const error = new UserError('INTERNAL', `sent ${token}`, { hint: `see ${token}` })
  const refused = [lost('a', `quoted ${token}`)]
  const result = resultOf({
    read: { ...fine, notices: [token], warnings: [token] },
    connecting,
    identified,
    lookedUp,
    plans,
    imported: imported({ report: report({ refused }) }),
    error,
  })
  expect(JSON.stringify(result)).not.toContain(token)
})

test('a run that could not start tells why', () => {
  expect(failedResult(new UserError('INVALID_INPUT', 'fail-on: no such severity'), placeholder, context)).toMatchObject({
    outcome: 'failed',
    errors: [{ code: 'INVALID_INPUT' }],
    warnings: [],
    dryRun: false,
  })
})
