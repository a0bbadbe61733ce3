/** The second look before anything is archived: reports take time to import, and other jobs and runs go on meanwhile. */
import { analysisPrefix } from '../../identity/scope.js'
import type { KeptReason } from '../../run-result.js'
import type { AnalysisPlan, Archival } from '../compare/plan.js'
import { isNewerRun, type RunPosition } from '../compare/run-order.js'
import type { HeldFinding } from '../compare/stored-finding.js'

export interface Kept {
  readonly reason: KeptReason
  readonly count: number
}

export interface AskedAgain {
  /** This run. */
  readonly context: RunPosition
  /** What Security Hub holds of these Ids by now, or of more; rejects when it cannot be asked. */
  lookAgain(ids: readonly string[]): Promise<readonly HeldFinding[]>
  /** What other runs have written in these analyses since the look-up; rejects when Security Hub cannot be asked. */
  writtenMeanwhile(prefixes: readonly string[]): Promise<readonly HeldFinding[]>
}

interface Decision {
  readonly plan: AnalysisPlan<HeldFinding>
  readonly archive: readonly Archival<HeldFinding>[]
}

interface Checked {
  readonly archivals: readonly Archival<HeldFinding>[]
  readonly kept: readonly Kept[]
}

/**
 * What anybody has written since the look-up is not archived on the strength of it. Neither is anything of an analysis that a newer run has reported
 * meanwhile: what that run found unchanged it has not written.
 */
export async function withoutOvertaken(decisions: readonly Decision[], asked: AskedAgain): Promise<Checked> {
  const wanted = decisions.filter(({ archive }) => archive.length > 0)
  const archivals = wanted.flatMap(({ archive }) => archive)
  if (archivals.length === 0) return { archivals, kept: [] }
  try {
    const held = new Map((await asked.lookAgain(archivals.map(({ stored }) => stored.id))).map((finding) => [finding.id, finding]))
    const overtaken = await overtakenAnalyses(wanted, asked)
    return sortOut(wanted, { held, overtaken, run: asked.context })
  } catch {
    return { archivals: [], kept: [{ reason: 'lookup-failed', count: archivals.length }] }
  }
}

/** Prefixes of the analyses in which a newer run has written something. */
async function overtakenAnalyses(decisions: readonly Decision[], { context, writtenMeanwhile }: AskedAgain): Promise<ReadonlySet<string>> {
  const prefixes = new Set(decisions.map(({ plan }) => plan.identified.analysis.prefix))
  const searches = decisions.flatMap(({ plan }) => plan.identified.analysis.searches)
  const newer = (await writtenMeanwhile(searches)).filter((finding) => isNewerRun(finding, context))
  return new Set(newer.map(({ id }) => analysisPrefix(id, prefixes)))
}

interface Second {
  readonly held: ReadonlyMap<string, HeldFinding>
  readonly overtaken: ReadonlySet<string>
  readonly run: RunPosition
}

function sortOut(decisions: readonly Decision[], { held, overtaken, run }: Second): Checked {
  const all = decisions.flatMap(({ plan, archive }) =>
    archive.map((archival) => {
      const now = held.get(archival.stored.id)
      const isOvertaken = overtaken.has(plan.identified.analysis.prefix) || isLater(now, archival.stored)
      return { archival, isOvertaken, sameRun: now?.runId === run.runId }
    }),
  )
  const left = all.filter(({ isOvertaken }) => isOvertaken)
  const sameRun = left.filter((one) => one.sameRun).length
  const kept = [
    { reason: 'same-run' as const, count: sameRun },
    { reason: 'superseded' as const, count: left.length - sameRun },
  ]
  return {
    archivals: all.filter(({ isOvertaken }) => !isOvertaken).map(({ archival }) => archival),
    kept: kept.filter(({ count }) => count > 0),
  }
}

/** An eventually consistent answer can be older than the one before: that says nothing. */
function isLater(now: HeldFinding | undefined, then: HeldFinding): boolean {
  return now !== undefined && Date.parse(now.updatedAt) > Date.parse(then.updatedAt)
}
