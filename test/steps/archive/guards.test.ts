import { describe, expect, test } from '@jest/globals'
import type { LocalSecurityHub } from '../../../local-hub/index.js'
import { UserError } from '../../../src/errors.js'
import { KEPT_REASONS, type KeptReason } from '../../../src/run-result.js'
import { localHubs } from '../../securityhub/local.js'
import { archiveIn, compareIn, lostFinding, problem, type Situation, STORED_ID, storedFinding } from './analysis-run.js'

const startHub = localHubs()
/** A month after the findings were written: Security Hub forgets them after three. */
const start = () => startHub({ clock: () => Date.parse('2026-02-01T00:00:00.000Z') })

interface Guard {
  /** In the words of docs/lifecycle.md. */
  readonly guard: string
  readonly situation: Situation
  readonly reason: KeptReason
  /** How many findings are counted as kept; 1 unless it is not known how many there are. */
  readonly count?: number
  /** It also forbids to call the finding fixed in a comparison. */
  readonly compares?: true
}

const written =
  (fields: Record<string, string>, UpdatedAt: string): NonNullable<Situation['meanwhile']> =>
  (hub) =>
    hub.seed([{ ...storedFinding(fields), UpdatedAt }])

/** In each of these situations one finding is open in Security Hub and not in the report; without the guard it would be archived. */
const GUARDS: readonly Guard[] = [
  {
    guard: 'the scan failed, or results may be missing',
    situation: { report: { complete: () => false } },
    reason: 'incomplete-report',
    compares: true,
  },
  {
    guard: 'results may be missing from one of two reports',
    situation: { otherReport: { complete: () => false } },
    reason: 'incomplete-report',
    compares: true,
  },
  {
    guard: 'the report breaks off while it is read',
    situation: {
      report: {
        readings: function* () {
          yield problem()
          throw new Error('broken')
        },
      },
    },
    reason: 'incomplete-report',
    compares: true,
  },
  {
    guard: 'some report of this run could not be read',
    situation: { read: { errors: [new UserError('REPORT_NOT_JSON', 'x')] } },
    reason: 'unreadable-report',
    compares: true,
  },
  { guard: 'some report of this run is missing', situation: { read: { missing: true } }, reason: 'unreadable-report', compares: true },
  {
    guard: 'Security Hub could not be asked a second time',
    situation: { meanwhile: (hub) => hub.fault({ kind: 'internal', operation: 'GetFindings', times: 9 }) },
    reason: 'lookup-failed',
  },
  { guard: 'some finding of the analysis was refused', situation: { sent: { refused: [lostFinding()] } }, reason: 'import-failed' },
  {
    guard: 'a finding was refused that has the earlier name of the tool in its Id',
    situation: { sent: { refused: [lostFinding('github.com/99/default/Scanner%201.2//v1-two')] } },
    reason: 'import-failed',
  },
  { guard: 'some finding of the analysis was not sent', situation: { sent: { unsent: [lostFinding()] } }, reason: 'import-failed' },
  { guard: 'it is not known what became of a finding', situation: { sent: { unaccounted: 1 } }, reason: 'import-failed' },
  { guard: 'the import was interrupted', situation: { imported: { interruption: new Error('cancelled') } }, reason: 'import-failed' },
  { guard: 'a newer run of the file has reported', situation: { stored: { 'run-number': '9', 'run-id': '9' } }, reason: 'superseded' },
  {
    guard: 'a newer run of another file has reported',
    situation: { stored: { 'workflow-file': '.github/workflows/b.yml', 'run-id': '9' } },
    reason: 'superseded',
  },
  {
    guard: 'a newer run wrote the finding meanwhile',
    situation: { meanwhile: written({ 'run-id': '9' }, '2026-02-01T00:00:00.000Z') },
    reason: 'superseded',
  },
  {
    guard: 'another job of this run wrote it meanwhile',
    situation: { meanwhile: written({ 'run-id': '2', job: 'two' }, '2026-02-01T00:00:00.000Z') },
    reason: 'same-run',
  },
  {
    guard: 'the event does not stand for a branch',
    situation: { run: { scope: { kind: 'tag', name: 'v1' } } },
    reason: 'not-a-branch-push',
  },
  { guard: '`archive-fixed` is `false`', situation: { inputs: { archiveFixed: false } }, reason: 'archive-fixed-off' },
  {
    guard: 'the tool did not read its file in full',
    situation: { report: { partlyScanned: ['src/a.ts'] } },
    reason: 'file-partly-scanned',
    compares: true,
  },
  {
    guard: 'the tool did not read a folder above it',
    situation: { report: { partlyScanned: ['src'] } },
    reason: 'file-partly-scanned',
    compares: true,
  },
  {
    guard: 'the tool did not audit its package',
    situation: { packages: ['Pier.Tools'], report: { partlyScannedPackages: ['pier-tools'] } },
    reason: 'package-partly-scanned',
    compares: true,
  },
  { guard: 'the tool skipped its rule', situation: { report: { skippedRules: ['gone'] } }, reason: 'not-evaluated', compares: true },
  {
    guard: 'the report leaves open whether it is still there',
    situation: { readings: [problem({ rule: { id: 'gone', tags: [] }, location: { path: 'src/a.ts' } }, 'review')] },
    reason: 'not-evaluated',
    compares: true,
  },
  {
    guard: 'the report leaves open its rule under another of its ids',
    situation: { readings: [problem({ rule: { id: 'new', tags: [], aliases: ['gone'] }, location: { path: 'src/a.ts' } }, 'review')] },
    reason: 'not-evaluated',
    compares: true,
  },
  {
    guard: 'the report leaves its rule open and names no place',
    situation: { stored: { 'fingerprint-place': '0123456789abcdef' }, readings: [problemWithoutPlace()] },
    reason: 'not-evaluated',
    compares: true,
  },
  {
    guard: 'it is still reported, below `minimum-severity`',
    situation: {
      isReported: true,
      readings: [problem({ severity: { label: 'LOW', original: 'low' } })],
      inputs: { minimumSeverity: 'HIGH' },
    },
    reason: 'below-minimum',
  },
  { guard: 'another job of this workflow run wrote it', situation: { stored: { 'run-id': '2', job: 'two' } }, reason: 'same-run' },
  {
    guard: 'this job wrote it in this run, in another step',
    situation: { stored: { 'run-id': '2', 'run-number': '2', step: 'other' } },
    reason: 'same-run',
  },
  { guard: 'another job of this workflow wrote it last', situation: { stored: { job: 'two' } }, reason: 'another-job', compares: true },
  { guard: 'another step of this job wrote it last', situation: { stored: { step: 'other' } }, reason: 'another-job', compares: true },
  {
    guard: 'another workflow file wrote it last',
    situation: { stored: { 'workflow-file': '.github/workflows/b.yml' } },
    reason: 'another-workflow',
  },
  {
    guard: 'another workflow file wrote it last, and the category is named by the report alone',
    situation: { stored: { 'workflow-file': '.github/workflows/b.yml' }, category: 'nightly' },
    reason: 'another-workflow',
  },
  {
    guard: 'another workflow file wrote it last, and the input declares another category',
    situation: { stored: { 'workflow-file': '.github/workflows/b.yml' }, category: 'nightly', inputs: { category: 'daily' } },
    reason: 'another-workflow',
  },
]

function problemWithoutPlace() {
  const { finding, ...reading } = problem({ rule: { id: 'gone', tags: [] } }, 'review') as Extract<
    ReturnType<typeof problem>,
    { finding: unknown }
  >
  const { location: _none, ...rest } = finding
  return { ...reading, finding: rest }
}

/** Kept for a reason that is not one of what is gone: told in the rows of docs/lifecycle.md. */
const ELSEWHERE: readonly KeptReason[] = ['lookup-not-allowed']

describe('a finding that is gone from the report', () => {
  test('is archived when nothing forbids it', async () => {
    const hub = await start()
    expect(await archiveIn(hub)).toMatchObject({ archived: [`${STORED_ID} fixed`], kept: [] })
    expect(hub.finding(STORED_ID)).toMatchObject({ RecordState: 'ARCHIVED' })
    expect((await compareIn(await start())).archived).toEqual([STORED_ID])
  })

  test.each(GUARDS.map((row) => [row.guard, row] as const))('stays open when %s', async (_guard, { situation, reason }) => {
    const hub = await start()
    const { archived, kept } = await archiveIn(hub, situation)
    expect({ archived, kept }).toEqual({ archived: [], kept: [{ reason, count: 1 }] })
    expect(hub.finding(STORED_ID)).toMatchObject({ RecordState: 'ACTIVE' })
  })

  test.each(GUARDS.filter(({ compares }) => compares).map((row) => [row.guard, row] as const))(
    'is not called fixed by a pull request when %s',
    async (_guard, { situation, reason }) => {
      expect(await compareIn(await start(), situation)).toEqual({ archived: [], kept: [{ reason, count: 1 }] })
    },
  )

  test('has a guard for every reason that there is', () => {
    expect([...new Set([...GUARDS.map(({ reason }) => reason), ...ELSEWHERE])].toSorted()).toEqual([...KEPT_REASONS].toSorted())
  })
})

describe('what is not gone', () => {
  test.each<[string, Situation, 'ACTIVE' | 'ARCHIVED']>([
    ['a finding that is reported', { isReported: true, readings: [problem()] }, 'ACTIVE'],
    ['one that was archived before', { change: { RecordState: 'ARCHIVED' } }, 'ARCHIVED'],
    [
      'one that was archived before and is suppressed',
      { change: { RecordState: 'ARCHIVED' }, isReported: true, readings: [problem({}, 'suppressed')] },
      'ARCHIVED',
    ],
    ['one of which Security Hub did not tell', { before: (hub) => hub.fault({ kind: 'internal', operation: 'GetFindings' }) }, 'ACTIVE'],
    ['one that may not be asked for', { before: (hub) => hub.deny('securityhub:GetFindings') }, 'ACTIVE'],
  ])('is neither archived nor counted: %s', async (_what: string, situation: Situation, RecordState) => {
    const hub = await start()
    expect(await archiveIn(hub, situation)).toMatchObject({ archived: [], kept: [] })
    expect(hub.finding(STORED_ID)).toMatchObject({ RecordState })
    expect(hub.requests().filter(({ operation }) => operation === 'BatchImportFindings')).toEqual([])
  })
})

describe('a finding that Security Hub does not take as archived', () => {
  test.each<[string, (hub: LocalSecurityHub) => void]>([
    ['refused', (hub) => hub.fault({ kind: 'refuse-finding-if', predicate: () => true, code: 'InvalidInput' })],
    ['not sent', (hub) => hub.fault({ kind: 'internal', operation: 'BatchImportFindings' })],
  ])('is not told as fixed: %s', async (_how: string, meanwhile) => {
    const hub = await start()
    expect((await archiveIn(hub, { meanwhile })).archived).toEqual([])
    expect(hub.finding(STORED_ID)).toMatchObject({ RecordState: 'ACTIVE' })
  })
})

test('a finding that the report has as accepted is archived for that', async () => {
  const { archived } = await archiveIn(await start(), { isReported: true, readings: [problem({}, 'suppressed')] })
  expect(archived).toEqual([`${STORED_ID} suppressed`])
})

/** What looks like a guard's business and is not: guards that held these would leave open what is fixed. */
describe('a finding that is gone is archived all the same when', () => {
  test.each<[string, Situation]>([
    ['a finding of another analysis was refused', { sent: { refused: [lostFinding('github.com/99/default/Other/-/v1-two')] } }],
    ['another file was not read in full', { report: { partlyScanned: ['src/a.tsx', 'lib'] } }],
    ['another rule was skipped', { report: { skippedRules: ['gon'] } }],
    [
      'its rule is left open at another place',
      {
        stored: { 'fingerprint-place': '0123456789abcdef' },
        readings: [problem({ rule: { id: 'gone', tags: [] }, location: { path: 'src/b.ts' } }, 'review')],
      },
    ],
    ['an older version of it is answered the second time', { meanwhile: written({}, '2025-12-31T00:00:00.000Z') }],
    ['the same version of it is answered the second time', { meanwhile: (hub) => hub.seed([storedFinding()]) }],
    ['its step was not recorded', { stored: { step: '' } }],
    ['its file was not recorded, and its name is that of this workflow', { stored: { 'workflow-file': '' } }],
    ['the job that wrote it is gone', { stored: { job: 'two' }, isGone: true }],
    ['the same category is declared', { stored: { job: 'two' }, category: 'nightly', inputs: { category: 'nightly' } }],
    ['its last update lies in the future', { change: { UpdatedAt: '2026-08-01T00:00:00.000Z' } }],
    ['nobody recorded a run', { stored: { 'run-id': '' }, run: { runId: '' } }],
  ])('%s', async (_what: string, situation: Situation) => {
    const hub = await start()
    expect(await archiveIn(hub, situation)).toMatchObject({ archived: [`${STORED_ID} fixed`], kept: [] })
    expect(hub.finding(STORED_ID)).toMatchObject({ RecordState: 'ARCHIVED' })
  })
})
