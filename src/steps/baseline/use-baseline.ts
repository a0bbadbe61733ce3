/** What a run does with a baseline file: takes it where it fits, and leaves one. */
import { isAbsolute, resolve } from 'node:path'
import type { Target } from '../../securityhub/port.js'
import { resolveTarget } from '../../securityhub/target.js'
import type { ArchiveResult } from '../archive/archive-fixed.js'
import { type LookedUp, type LookUpOptions, lookUpAnalyses } from '../compare/look-up.js'
import type { Connecting, Connection } from '../connect/connection.js'
import type { Analysis } from '../read/analysis.js'
import { importReports, undelivered } from '../result/import.js'
import type { Imported, Plans } from '../result/outcomes.js'
import type { Run } from '../run.js'
import { type Baseline, openBaseline, recallAndAsk } from './recall.js'
import { writeBaseline } from './record.js'

/** At most one of the notices is there. */
export interface OpenedBaseline {
  /** Absent where there is none that fits. */
  readonly baseline?: Baseline
  /** For people. */
  readonly notices: readonly string[]
}

export function openBaselineFile(analyses: readonly Analysis[], { inputs, context, mode, now }: Run): OpenedBaseline {
  if (inputs.baseline === undefined) return { notices: [] }
  const path = isAbsolute(inputs.baseline) ? inputs.baseline : resolve(context.workspace, inputs.baseline)
  const opened = openBaseline(analyses, { path, now: now(), target: knownTarget(inputs) })
  if ('unusable' in opened) return { notices: [ignored(inputs.baseline, opened.unusable)] }
  const { since } = opened.baseline.file
  const told = mode === 'import' ? [] : [`Compared with the baseline of ${since}; Security Hub was not asked.`]
  return { baseline: opened.baseline, notices: told }
}

function ignored(path: string, why: string): string {
  return `The baseline ${path} ${why}: it is ignored.`
}

/** Where account and Region are inputs; else it is known only when Security Hub is asked. */
function knownTarget({ region, accountId, productArn }: Run['inputs']): Target | undefined {
  return region === undefined || accountId === undefined ? undefined : resolveTarget({ region, accountId, productArn })
}

/** By the baseline where it can be trusted, else by a whole look-up. Never rejects. */
export async function askSecurityHub(
  analyses: readonly Analysis[],
  { connection, baseline: { baseline, notices } }: { readonly connection: Connection; readonly baseline: OpenedBaseline },
  run: Run,
): Promise<LookedUp> {
  const asking = { ...connection, pace: run.lookupPace }
  const recalled = baseline === undefined ? undefined : await recalledOrWhyNot(baseline, run, asking)
  if (recalled !== undefined && 'knowledge' in recalled) return { ...recalled, notices }
  const told = recalled === undefined ? notices : [ignored(run.inputs.baseline ?? '', recalled.unusable)]
  const lookedUp = await lookUpAnalyses(analyses, { ...asking, onProgress: run.onProgress, activeOnly: run.mode === 'compare' })
  return { ...lookedUp, notices: told }
}

async function recalledOrWhyNot(
  baseline: Baseline,
  { context }: Run,
  asking: LookUpOptions,
): Promise<LookedUp | { readonly unusable: string }> {
  try {
    return await recallAndAsk(baseline, context, asking)
  } catch {
    // The whole look-up that follows meets the same trouble, and tells it.
    return { unusable: 'could not be compared with Security Hub' }
  }
}

interface Done {
  readonly lookedUp: LookedUp
  readonly connecting: Connecting
  readonly imported: Imported
  readonly archived: ArchiveResult | undefined
}

/** @returns the path; `undefined` for a run that does not know enough of what Security Hub holds now */
export function leaveBaseline(plans: Plans, { lookedUp, connecting, imported, archived }: Done, run: Run): string | undefined {
  const { mode, context, recorder, startedAt, batch, outputFolder } = run
  const { connection } = connecting
  const uncertain = importReports({ imported, ...(archived && { archived }) }).some(({ unaccounted }) => unaccounted > 0)
  const brokenOff = imported.interruption !== undefined || imported.notReached > 0
  const isWhole = plans.every(({ known, supersededBy }) => known && supersededBy === undefined)
  if (mode !== 'import' || connection === undefined || uncertain || brokenOff || !isWhole) return undefined
  const lost = undelivered({ imported, ...(archived && { archived }) }).flatMap(({ finding: { Id } }) => Id ?? [])
  return writeBaseline(plans, {
    recorder,
    lost: new Set(lost),
    target: connection.target,
    batches: [batch, ...(lookedUp.batches ?? [])],
    since: startedAt,
    run: context,
    outputFolder,
  })
}
