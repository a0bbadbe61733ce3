/**
 * Three runs of one analysis by two jobs or steps, whose requests come in any order: whatever becomes of them, the runs after them put it right.
 * `INTERLEAVINGS=5000 npm run jest -- test/steps/interleavings` tries more.
 */
import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { aPlace } from '../support/in-process.js'
import { type Event, type History, play, type Reported, stateOf } from './interleavings/history.js'

const TRIED = Number(process.env['INTERLEAVINGS'] ?? 50)
/** Milliseconds, on a slow machine that does something else as well. */
const PATIENCE = 60_000 + TRIED * 2000
const RUNS = 3

const place = aPlace()
afterAll(() => place.remove())

interface Layout {
  /** Which findings each of the two can report. */
  readonly parts: readonly (readonly number[])[]
  /**
   * Runs after which all is as the newest reports have it. One of the two may archive what the other has found unchanged, and therefore not written,
   * in the same run; the other reopens it with its next one.
   */
  readonly settles: { readonly inOrder: number; readonly inAnyOrder: number }
}

const LAYOUTS: readonly (readonly [string, Layout])[] = [
  [
    'each other findings',
    {
      parts: [
        [0, 1],
        [2, 3],
      ],
      settles: { inOrder: 0, inAnyOrder: 1 },
    },
  ],
  [
    'in part the same',
    {
      parts: [
        [0, 1, 2],
        [1, 2, 3],
      ],
      settles: { inOrder: 1, inAnyOrder: 2 },
    },
  ],
  [
    'the same',
    {
      parts: [
        [0, 1, 2],
        [0, 1, 2],
      ],
      settles: { inOrder: 1, inAnyOrder: 2 },
    },
  ],
]

const LEVELS = ['error', 'note'] as const

/** How grave each finding is in one run, and which of those that it can report each of the two does. */
function runOf({ parts }: Layout): fc.Arbitrary<readonly Reported[]> {
  return fc
    .record({
      levels: fc.array(fc.constantFrom(...LEVELS), { minLength: 4, maxLength: 4 }),
      found: fc.tuple(...parts.map((numbers) => fc.subarray([...numbers]))),
    })
    .map(({ levels, found }) => found.map((numbers) => new Map(numbers.map((number) => [number, levels[number] ?? 'error']))))
}

function historyOf(layout: Layout): fc.Arbitrary<History> {
  const writers = layout.parts.length * RUNS
  return fc.record({
    reports: fc.array(runOf(layout), { minLength: RUNS, maxLength: RUNS }),
    parts: fc.constantFrom('jobs', 'steps'),
    order: fc.array(fc.nat(59), { minLength: 40, maxLength: 40 }),
    tick: fc.constantFrom(0, 1, 1000, 60_000),
    delay: fc.constantFrom(0, 0, 1000, 5000),
    skews: fc.array(fc.constantFrom(0, 0, 240_000, -240_000), { minLength: writers, maxLength: writers }),
  })
}

/** What any of the newest reports has, and the rest of what was ever imported as archived. */
function expectedOf(newest: readonly Reported[], held: readonly string[]): readonly string[] {
  const open = new Map(newest.flatMap((reported) => [...reported]))
  const others = new Set(held.map((one) => one.split(' ')[0] ?? ''))
  for (const number of open.keys()) others.delete(`rule-${number}`)
  return [...[...open].map(([number, level]) => `rule-${number} ${level}`), ...[...others].map((rule) => `${rule} archived`)].sort()
}

/**
 * It began when a newer one had ended that had written something: one that has nothing to report, and nothing to write again, leaves no trace. An older one that went on beside that may have written over what the newer
 * one had written, which is then seen no more; the next run puts that right too.
 */
function comesTooLate(event: Event, events: readonly Event[]): boolean {
  const stands = (newer: Event) => events.every((other) => other.run >= newer.run || other.ended < newer.began || other.began > newer.ended)
  return events.some((other) => other.run > event.run && other.ended < event.began && other.writes > 0 && stands(other))
}

describe.each(LAYOUTS)('two that report %s', (name, layout) => {
  test(
    'in any order',
    async () => {
      const orders = new Set<string>()
      let turns = 0
      const property = fc.asyncProperty(historyOf(layout), async (history) => {
        const { hub, events, order, further } = await play(place, history)
        orders.add(order().join(' '))
        turns += order().length
        const superseded = events.filter(({ outcome }) => outcome === 'superseded')
        expect(superseded.filter(({ writes }) => writes > 0)).toEqual([])
        const late = history.delay === 0 ? events.filter((event) => comesTooLate(event, events)) : []
        expect(late.filter(({ outcome }) => outcome !== 'superseded')).toEqual([])
        const newest = history.reports.at(-1) ?? []
        for (let more = 0; more < layout.settles.inAnyOrder; more++) await further(newest)
        const settled = stateOf(hub)
        expect(settled).toEqual(expectedOf(newest, settled))
        await further(newest)
        expect(stateOf(hub)).toEqual(settled)
      })
      await fc.assert(property, { numRuns: TRIED })
      process.stdout.write(`two that report ${name}: ${orders.size} interleavings of six runs, ${turns} turns\n`)
    },
    PATIENCE,
  )

  test(
    'one after the other',
    async () => {
      const property = fc.asyncProperty(historyOf(layout), async (history) => {
        const { hub, further } = await play(place, { ...history, order: [], tick: 60_000, skews: [] })
        const newest = history.reports.at(-1) ?? []
        for (let more = 0; more < layout.settles.inOrder; more++) await further(newest)
        const state = stateOf(hub)
        expect(state).toEqual(expectedOf(newest, state))
      })
      await fc.assert(property, { numRuns: Math.ceil(TRIED / 4) })
    },
    PATIENCE,
  )
})
