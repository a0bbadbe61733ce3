import { describe, expect, test } from '@jest/globals'
import { localHubs } from '../../securityhub/local.js'
import { archiveIn, problem, type Situation, STORED_ID, storedFinding } from '../archive/analysis-run.js'

const startHub = localHubs()
const planOf = async (situation: Situation) =>
  (await archiveIn(await startHub({ clock: () => Date.parse('2026-02-01T00:00:00.000Z') }), situation)).plan

const ARCHIVED = { RecordState: 'ARCHIVED' } as const
const NONE = { new: 0, reopened: 0, unchanged: 0, moved: 0, unknown: 0, dismissed: 0 }

describe('a reported finding is', () => {
  test.each<[string, Situation, object]>([
    ['unchanged when it is open', { isReported: true }, { unchanged: 1 }],
    ['reopened when it was archived', { isReported: true, change: ARCHIVED }, { reopened: 1 }],
    ['new when another one is stored', {}, { new: 1 }],
    ['of unknown state when Security Hub does not answer', { before: (hub) => hub.deny('securityhub:GetFindings') }, { unknown: 1 }],
    [
      'dismissed when an analyst suppressed it',
      { isReported: true, before: (hub) => void hub.update([STORED_ID], { Workflow: { Status: 'SUPPRESSED' } }) },
      { unchanged: 1, dismissed: 1 },
    ],
    ['none of these when it is accepted in the report', { isReported: true, readings: [problem({}, 'suppressed')] }, {}],
  ])('%s', async (_what: string, situation: Situation, counts: object) => {
    const { comparison } = await planOf({ readings: [problem()], ...situation })
    expect(comparison).toEqual({ ...NONE, ...counts })
  })
})

test('what was archived is not kept open below the minimum', async () => {
  const low = problem({ severity: { label: 'LOW', original: 'low' } })
  const situation: Situation = { isReported: true, readings: [low], inputs: { minimumSeverity: 'HIGH' } }
  expect((await planOf(situation)).belowMinimum).toBe(1)
  expect((await planOf({ ...situation, change: ARCHIVED })).belowMinimum).toBe(0)
})

describe('a run is superseded', () => {
  const byRun = (number: string, id = STORED_ID) => ({
    ...storedFinding({ 'run-number': number, 'run-id': number }),
    Id: id,
  })

  test('by a newer run that only archived', async () => {
    const { supersededBy } = await planOf({ stored: { 'run-number': '9', 'run-id': '9' }, change: ARCHIVED })
    expect(supersededBy).toMatchObject({ runNumber: 9 })
  })

  test.each([[['3', '9', '5']], [['9', '5', '3']], [['5', '3', '9']]])('by the newest of the runs %j', async (numbers) => {
    const before: Situation['before'] = (hub) => hub.seed(numbers.map((number, index) => byRun(number, `${STORED_ID}${index}`)))
    expect((await planOf({ before })).supersededBy).toMatchObject({ runNumber: 9 })
  })

  test('by none that has no number or id', async () => {
    expect((await planOf({ stored: { 'run-number': '', 'run-id': '' } })).supersededBy).toBeUndefined()
    expect((await planOf({ stored: { 'run-number': '0', 'run-id': '1' }, run: { runNumber: 0 } })).supersededBy).toBeUndefined()
    expect((await planOf({ stored: { 'run-number': '0', 'run-id': '9' }, run: { runNumber: 5 } })).supersededBy).toMatchObject({
      runId: '9',
    })
    expect((await planOf({ stored: { 'run-number': '9', 'run-id': '1' }, run: { runNumber: 0 } })).supersededBy).toBeUndefined()
  })
})
