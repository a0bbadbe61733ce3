/** What is to be archived is sent whole, and judged by what it says: of what is only remembered Security Hub is asked first. */

import type { Kept } from '../archive/overtaken.js'
import type { AnalysisPlan } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'

type Plan = AnalysisPlan<HeldFinding>

/**
 * @param lookAgain rejects when Security Hub cannot be asked
 * @returns the plans with all of what is gone; what Security Hub does not answer with stays as it is, and is counted
 */
export async function withWholeFindings(
  plans: readonly Plan[],
  lookAgain: (ids: readonly string[]) => Promise<readonly HeldFinding[]>,
): Promise<{ readonly plans: readonly Plan[]; readonly kept: readonly Kept[] }> {
  const ids = plans.filter(({ remembered }) => remembered).flatMap(idsOf)
  if (ids.length === 0) return { plans, kept: [] }
  const held = await answered(ids, lookAgain)
  const left = plans.filter(({ remembered }) => remembered).flatMap(({ gone }) => gone.filter(({ stored }) => !held.has(stored.id))).length
  return {
    plans: plans.map((plan) => (plan.remembered ? withAnswers(plan, held) : plan)),
    kept: left === 0 ? [] : [{ reason: 'lookup-failed', count: left }],
  }
}

async function answered(ids: readonly string[], lookAgain: (ids: readonly string[]) => Promise<readonly HeldFinding[]>) {
  try {
    return new Map((await lookAgain(ids)).map((finding) => [finding.id, finding]))
  } catch {
    return new Map<string, HeldFinding>()
  }
}

function withAnswers(plan: Plan, held: ReadonlyMap<string, HeldFinding>): Plan {
  const gone = plan.gone.flatMap((archival) => {
    // Somebody else may have archived it meanwhile.
    const stored = held.get(archival.stored.id)
    // As old as it was when it was compared: the second look before anything is archived tells whether somebody has written it since.
    return stored?.active ? [{ ...archival, stored: { ...stored, updatedAt: archival.stored.updatedAt } }] : []
  })
  return { ...plan, gone, lastArchived: wholeTrace(plan, held) }
}

function wholeTrace({ lastArchived }: Plan, held: ReadonlyMap<string, HeldFinding>): HeldFinding | undefined {
  if (lastArchived?.remembered === undefined) return lastArchived
  const stored = held.get(lastArchived.id)
  return stored?.active ? undefined : stored
}

function idsOf({ gone, lastArchived, identified }: Plan): readonly string[] {
  const isTrace = identified.accounting.findings === 0 && gone.length === 0 && lastArchived?.remembered !== undefined
  const trace = isTrace ? [lastArchived.id] : []
  return [...gone.map(({ stored }) => stored.id), ...trace]
}
