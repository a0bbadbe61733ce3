/** What Security Hub holds of the analyses of this run. */
import { messageOf, UserError } from '../../errors.js'
import { groupBy } from '../../groups.js'
import { analysisPrefix } from '../../identity/scope.js'
import { lookUp, type Narrowing } from '../../securityhub/lookup.js'
import type { Pace } from '../../securityhub/pace.js'
import type { SecurityHub, Target } from '../../securityhub/port.js'
import type { OnProgress } from '../progress.js'
import type { Analysis } from '../read/analysis.js'
import type { Ignorance, Knowledge } from './plan.js'
import { type HeldFinding, isOfTarget, toHeldFinding } from './stored-finding.js'

export interface LookUpOptions {
  readonly hub: SecurityHub
  readonly target: Target
  readonly pace: Pace
}

/** Findings between two tellings of how far a look-up is: a page. */
export const TOLD_EVERY = 100

/** What a look-up came to. */
export interface LookedUp {
  /** About each analysis, by its prefix. */
  readonly knowledge: ReadonlyMap<string, Knowledge<HeldFinding>>
  /** Findings that came as an answer and are not of this target: left alone. */
  readonly foreign: number
  /** What is to be told of the baseline file, one sentence each. */
  readonly notices?: readonly string[]
  /** Of that file, where it was used. */
  readonly batches?: readonly string[]
}

/** Never rejects: without an answer nothing is known, and that is told. */
export async function lookUpAnalyses(
  analyses: readonly Pick<Analysis, 'prefix' | 'searches'>[],
  { hub, target, pace, onProgress, activeOnly = false }: LookUpOptions & { readonly onProgress: OnProgress; readonly activeOnly?: boolean },
): Promise<LookedUp> {
  const prefixes = analyses.map(({ prefix }) => prefix)
  const own = new Set(prefixes)
  let foreign = 0
  let found = 0
  try {
    // A finding that changes while pages are turned can come twice; the last answer is the newest.
    const held = new Map<string, HeldFinding>()
    for await (const finding of lookUp(hub, {
      target,
      idPrefixes: analyses.flatMap(({ searches }) => searches),
      pace,
      only: { activeOnly },
    })) {
      found += 1
      if (found % TOLD_EVERY === 0) onProgress({ work: 'looking-up', done: found, requests: hub.wire().getFindings.requests })
      if (!isOfTarget(finding, target)) {
        foreign += 1
        continue
      }
      const known = toHeldFinding(finding)
      if (known !== undefined) held.set(known.id, known)
    }
    const byPrefix = groupBy(held.values(), ({ id }) => analysisPrefix(id, own))
    const knowledge = prefixes.map((prefix) => [prefix, { known: true as const, stored: byPrefix.get(prefix) ?? [] }] as const)
    return { knowledge: new Map(knowledge), foreign }
  } catch (error) {
    return { knowledge: unknown(prefixes, error), foreign }
  }
}

/** Findings in one answer of GetFindings, and Ids in one question: API reference, `MaxResults` and `Filters`. */
const FINDINGS_PER_REQUEST = 100
const IDS_PER_REQUEST = 20

/**
 * Asks again for some of the findings of the analyses: by their Ids, or for all there are where that takes fewer requests.
 *
 * @param all what the analyses are searched by, and how many findings they had
 * @throws UserError when Security Hub cannot be asked
 */
export async function lookAgain(
  ids: readonly string[],
  all: { readonly prefixes: readonly string[]; readonly findings: number },
  asking: LookUpOptions,
): Promise<HeldFinding[]> {
  const byId = ids.length / IDS_PER_REQUEST <= all.findings / FINDINGS_PER_REQUEST
  return heldFindings({ idPrefixes: byId ? ids : all.prefixes }, asking)
}

/** How far the clocks of two runners may be apart. Those of GitHub are kept by NTP; others may not be. */
const CLOCK_SKEW = 15 * 60 * 1000

/**
 * What has been written in these analyses since that time.
 *
 * @param without a ProductField that what is not asked for has
 * @throws UserError when Security Hub cannot be asked
 */
export async function writtenSince(
  since: Date,
  { prefixes, without }: { readonly prefixes: readonly string[]; readonly without: NonNullable<Narrowing['without']> | undefined },
  asking: LookUpOptions,
): Promise<HeldFinding[]> {
  const only = {
    updatedSince: new Date(since.getTime() - CLOCK_SKEW),
    ...(without !== undefined && { without }),
  }
  return heldFindings({ idPrefixes: prefixes, only }, asking)
}

/** What is of the target of all that is asked for. */
export async function heldFindings(
  asked: { readonly idPrefixes: readonly string[]; readonly only?: Narrowing },
  { hub, target, pace }: LookUpOptions,
): Promise<HeldFinding[]> {
  const held: HeldFinding[] = []
  for await (const finding of lookUp(hub, { ...asked, target, pace })) {
    const one = isOfTarget(finding, target) ? toHeldFinding(finding) : undefined
    if (one !== undefined) held.push(one)
  }
  return held
}

/** Without a connection, the same of every analysis. */
export function nothingKnown(analyses: readonly Pick<Analysis, 'prefix'>[], why: Pick<Ignorance, 'because' | 'code'>): LookedUp {
  return { knowledge: new Map(analyses.map(({ prefix }) => [prefix, { known: false, kept: 'lookup-failed', ...why }])), foreign: 0 }
}

function unknown(prefixes: readonly string[], error: unknown): ReadonlyMap<string, Knowledge<HeldFinding>> {
  const { code, hint } = error instanceof UserError ? error : {}
  const ignorance: Ignorance = {
    known: false,
    kept: code === 'LOOKUP_NOT_ALLOWED' ? 'lookup-not-allowed' : 'lookup-failed',
    because: hint === undefined ? messageOf(error) : `${messageOf(error)}\n${hint}`,
    code,
  }
  return new Map(prefixes.map((prefix) => [prefix, ignorance]))
}
