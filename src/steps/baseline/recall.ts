/** What is known of the analyses of a run from a baseline file, and whether that is all there is to know. */
import { BATCH } from '../../asff/content.js'
import { groupBy } from '../../groups.js'
import { analysisPrefix } from '../../identity/scope.js'
import type { Target } from '../../securityhub/port.js'
import { heldFindings, type LookedUp, type LookUpOptions, writtenSince } from '../compare/look-up.js'
import { isNewerRun, type RunPosition } from '../compare/run-order.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { isSameWriter, type Writer } from '../compare/writers.js'
import type { Analysis } from '../read/analysis.js'
import { toHeld } from './entry.js'
import { analysisHashes, type BaselineAnalysis, type BaselineFile, readBaselineFile, targetHash } from './file.js'
import { hashedPath } from './hashed-path.js'

type OfRun = Pick<Analysis, 'prefix' | 'searches' | 'tool' | 'runs'>

/** What a file says of every analysis of a run. */
export interface Baseline {
  readonly file: BaselineFile
  readonly analyses: readonly { readonly analysis: OfRun; readonly known: BaselineAnalysis }[]
}

export type Opened = { readonly baseline: Baseline } | { readonly unusable: string }

export interface OpenOptions {
  /** Absolute. */
  readonly path: string
  readonly now: Date
  /** Where it is known without asking AWS. */
  readonly target: Target | undefined
}

/** A file that lacks one of the analyses, or knows it from another version of the tool, is not used at all. */
export function openBaseline(analyses: readonly OfRun[], { path, now, target }: OpenOptions): Opened {
  const read = readBaselineFile(path, now)
  if ('unusable' in read) return read
  const { file } = read
  if (target !== undefined && targetHash(target) !== file.target) return { unusable: 'is of another account, Region or product' }
  const byAnalysis = new Map(file.analyses.map((one) => [one.analysis, one]))
  const known = analyses.map((analysis) => ({ analysis, hashes: analysisHashes(analysis) }))
  const missing = known.find(({ hashes }) => !byAnalysis.has(hashes.analysis))
  if (missing !== undefined) return { unusable: `knows nothing of ${missing.analysis.tool.name} for this repository, branch and category` }
  const other = known.find(({ hashes }) => byAnalysis.get(hashes.analysis)?.tool !== hashes.tool)
  if (other !== undefined) return { unusable: `is from another version of ${other.analysis.tool.name}` }
  return {
    baseline: {
      file,
      analyses: known.flatMap(({ analysis, hashes }) => {
        const found = byAnalysis.get(hashes.analysis)
        return found === undefined ? [] : [{ analysis, known: found }]
      }),
    },
  }
}

/** Everything there is to know for a comparison, without asking AWS. */
export function recall({ analyses }: Baseline, run: Writer): LookedUp {
  const knowledge = analyses.map(({ analysis: { prefix }, known }) => {
    const stored = known.findings.map((entry) => toHeld(entry, prefix, run))
    return [prefix, { known: true as const, stored, remembered: true }] as const
  })
  return { knowledge: new Map(knowledge), foreign: 0 }
}

/**
 * The file with what others have written since, and with what an analyst dismisses by now.
 *
 * @returns why the file cannot be trusted
 * @throws UserError when Security Hub cannot be asked
 */
export async function recallAndAsk(
  baseline: Baseline,
  run: Writer & RunPosition,
  asking: LookUpOptions,
): Promise<LookedUp | { readonly unusable: string }> {
  if (!baseline.analyses.every(({ known }) => known.findings.every((entry) => isSameWriter(toHeld(entry, '', run), run))))
    return { unusable: 'knows findings that another job or step has reported' }
  if (targetHash(asking.target) !== baseline.file.target) return { unusable: 'is of another account, Region or product' }
  const prefixes = baseline.analyses.flatMap(({ analysis }) => analysis.searches)
  const written = await writtenSince(
    new Date(baseline.file.since),
    { prefixes, without: { field: BATCH, values: baseline.file.batches } },
    asking,
  )
  const own = new Set(baseline.analyses.map(({ analysis }) => analysis.prefix))
  const news = groupBy(written, ({ id }) => analysisPrefix(id, own))
  const lost = baseline.analyses.find(({ analysis, known }) => !isContinued(known, news.get(analysis.prefix) ?? []))
  if (lost !== undefined) return { unusable: `does not fit what Security Hub holds of ${lost.analysis.tool.name}` }
  const dismissed = await dismissedIds(prefixes, asking)
  const knowledge = baseline.analyses.map(({ analysis: { prefix }, known }) => {
    const stored = new Map(
      known.findings.map((entry) => [prefix + entry.id, toHeld({ ...entry, dismissed: dismissed.has(prefix + entry.id) }, prefix, run)]),
    )
    for (const one of news.get(prefix) ?? [])
      if (!isOlder(one, stored.get(one.id))) stored.set(one.id, { ...one, path: hashedPath(one.path) })
    return [prefix, { known: true as const, stored: [...stored.values()], remembered: true }] as const
  })
  return { knowledge: new Map(knowledge), foreign: 0, batches: baseline.file.batches }
}

/**
 * Every run leaves a trace where there is a finding. Where the trace of the run that left the file is not to be seen, nor that of a newer one, the
 * findings are not there any more, or the file is not of this Security Hub.
 */
function isContinued({ findings, runId, runNumber }: BaselineAnalysis, news: readonly HeldFinding[]): boolean {
  if (findings.length === 0) return true
  // Which workflow file left it is not known: between files it is the run id that grows.
  const left: RunPosition = { workflowFile: '', runId, runNumber }
  return news.some((one) => one.runId === runId || isNewerRun(one, left))
}

/** An eventually consistent answer can be older than what the file knows. */
function isOlder(one: HeldFinding, known: HeldFinding | undefined): boolean {
  return known !== undefined && Date.parse(one.updatedAt) < Date.parse(known.updatedAt)
}

async function dismissedIds(idPrefixes: readonly string[], asking: LookUpOptions): Promise<ReadonlySet<string>> {
  const held = await heldFindings({ idPrefixes, only: { dismissedOnly: true } }, asking)
  return new Set(held.filter(({ suppressed }) => suppressed).map(({ id }) => id))
}
