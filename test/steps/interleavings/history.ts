/** Workflow runs of one analysis by two jobs or steps, the requests of which come in any order. */
import { namespaced } from '../../../src/asff/product-fields.js'
import { run as runAction } from '../../../src/main.js'
import type { RunResult } from '../../../src/run-result.js'
import type { SecurityHub } from '../../../src/securityhub/port.js'
import {
  collaboratorsIn,
  contextIn,
  type HubState,
  hubInProcess,
  inputsOf,
  type Place,
  portOf,
  targetOf,
} from '../../support/in-process.js'
import { aReport, aResult } from '../../support/sarif.js'
import { createTurns } from './turns.js'

/** What one job of one run reports: numbers of findings, with the level of each. */
export type Reported = ReadonlyMap<number, string>

export interface History {
  /** By run, then by job. */
  readonly reports: readonly (readonly Reported[])[]
  /** Whether the two are jobs or steps of one job. */
  readonly parts: 'jobs' | 'steps'
  /** Which of those that wait is next, turn by turn; the first one when they are used up. */
  readonly order: readonly number[]
  /** Milliseconds between two turns. */
  readonly tick: number
  /** Milliseconds for which Security Hub does not show what was written. */
  readonly delay: number
  /** Milliseconds by which the clock of each run's machine is ahead. */
  readonly skews: readonly number[]
}

export interface Event {
  /** Index of the workflow run. */
  readonly run: number
  readonly part: number
  /** Turns at which it began and ended. */
  readonly began: number
  readonly ended: number
  /** Of requests that import. */
  readonly writes: number
  readonly outcome: RunResult['outcome']
}

const SOURCE = Array.from({ length: 100 }, (_, index) => `statement(${index})`).join('\n')

/** Findings that nobody can mistake for one another. */
export function reportOf(reported: Reported): string {
  return aReport(
    [...reported].map(([number, level]) =>
      aResult({ ruleId: `rule-${number}`, line: 10 * number + 5, level, message: `Finding ${'x'.repeat(number + 1)}` }),
    ),
  )
}

export interface Played {
  readonly hub: HubState
  readonly events: readonly Event[]
  /** One more run of each part, one after the other, when everything that was written can be seen. */
  further(reports: readonly Reported[]): Promise<void>
  /** Whose turn it was, each time; up to now. */
  order(): readonly number[]
}

export async function play(place: Place, history: History): Promise<Played> {
  place.files({ 'src/app.py': SOURCE })
  let time = Date.parse('2026-06-01T00:00:00.000Z')
  let turn = 0
  const hub = hubInProcess({ clock: () => time, visibilityDelayMs: history.delay })
  const turns = createTurns()
  const events: Event[] = []
  const taken: number[] = []

  const gated = (id: number, onWrite: () => void): SecurityHub => {
    const port = portOf(hub)
    return {
      importFindings: async (findings) => {
        await turns.await(id)
        onWrite()
        return port.importFindings(findings)
      },
      getFindings: async (filters, token) => {
        await turns.await(id)
        return port.getFindings(filters, token)
      },
      wire: port.wire,
    }
  }
  const perform = async (id: number, run: number, part: number, reported: Reported) => {
    await turns.await(id)
    const began = turn
    let writes = 0
    const onWrite = () => {
      writes += 1
    }
    const report = `report-${id}.sarif`
    place.files({ [report]: reportOf(reported) })
    const context = contextIn(place, { runId: String(1001 + run), runNumber: 1 + run, ...nameOf(history.parts, part) })
    const ticks = { now: () => new Date(time + (history.skews[id] ?? 0)), ticks: () => time, sleep: async () => {} }
    const target = targetOf(hub)
    const world = { ...ticks, placeholder: target, connect: async () => ({ hub: gated(id, onWrite), target }) }
    const result = await runAction(collaboratorsIn(place, inputsOf({ reports: report }), context, world))
    events.push({ run, part, began, ended: turn, writes, outcome: result.outcome })
    turns.ended(id)
  }
  const choose = (waiting: readonly number[]) => {
    const choice = history.order[turn] ?? 0
    turn += 1
    time += history.tick
    const next = waiting[choice % waiting.length] ?? 0
    taken.push(next)
    return next
  }

  const runs = history.reports.flatMap((parts, run) => parts.map((reported, part) => ({ run, part, reported })))
  const performing = runs.map(({ run, part, reported }, id) => perform(id, run, part, reported))
  await turns.conduct([...performing.keys()], choose)
  await Promise.all(performing)
  let next = runs.length
  let run = history.reports.length
  return {
    hub,
    events,
    order: () => [...taken],
    async further(reports) {
      for (const [part, reported] of reports.entries()) {
        time += 3_600_000 + history.delay
        const performed = perform(next, run, part, reported)
        await turns.conduct([next], choose)
        await performed
        next += 1
      }
      run += 1
    },
  }
}

function nameOf(parts: History['parts'], part: number) {
  return parts === 'jobs' ? { job: `job-${part}` } : { step: `step-${part}` }
}

/** Every finding that Security Hub holds, by its rule: whether it is open, and how grave it is said to be. */
export function stateOf(hub: HubState): readonly string[] {
  return hub.store
    .entries()
    .map(({ newest: { finding } }) => {
      const number = finding.ProductFields?.[namespaced('rule')]
      return finding.RecordState === 'ARCHIVED' ? `${number} archived` : `${number} ${finding.FindingProviderFields?.Severity?.Original}`
    })
    .sort()
}
