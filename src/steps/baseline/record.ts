/** Leaves a baseline file: what Security Hub holds after this run, as far as this run knows. */
import type { Importer } from '../../securityhub/import.js'
import { MAX_FILTER_VALUES } from '../../securityhub/lookup.js'
import type { AwsSecurityFinding, Target } from '../../securityhub/port.js'
import type { AnalysisPlan } from '../compare/plan.js'
import { type HeldFinding, toHeldFinding } from '../compare/stored-finding.js'
import { writeJsonFile } from '../files.js'
import type { OutputFolder } from '../output-folder.js'
import { toEntry } from './entry.js'
import type { Entry } from './entry-form.js'
import { analysisHashes, BASELINE_VERSION, type BaselineAnalysis, type BaselineFile, targetHash } from './file.js'

/** More findings than this take more memory than they save requests. */
const MOST_FINDINGS = 100_000

/** Remembers what this run sends. */
export interface Recorder {
  /** An importer of which everything that it is given is remembered. */
  listening(importer: Importer): Importer
  /** What was sent, by Id. */
  readonly sent: ReadonlyMap<string, Entry | undefined>
}

export function createRecorder(): Recorder {
  const sent = new Map<string, Entry | undefined>()
  const remember = (finding: AwsSecurityFinding) => {
    const held = sent.size < MOST_FINDINGS ? toHeldFinding(finding) : undefined
    if (held !== undefined) sent.set(held.id, toEntry(held, prefixOf(held.id)))
  }
  return {
    listening: (importer) => ({
      add(finding) {
        remember(finding)
        return importer.add(finding)
      },
      finish: () => importer.finish(),
      soFar: () => importer.soFar(),
    }),
    sent,
  }
}

/** A category is the end of a prefix: no other segment has a slash. */
function prefixOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/') + 1)
}

export interface RecordOptions {
  readonly recorder: Recorder
  /** Ids of what was to be sent and did not arrive: of these Security Hub still holds what it held. */
  readonly lost: ReadonlySet<string>
  readonly target: Target
  /** What this run sends, and the runs before whose files led to it. */
  readonly batches: readonly string[]
  /** When this run began. */
  readonly since: Date
  readonly run: { readonly runId: string; readonly runNumber: number }
  readonly outputFolder: OutputFolder
}

/**
 * @param plans of which it is known what Security Hub holds
 * @returns the path; `undefined` when there is nothing to write, or too much
 */
export function writeBaseline(plans: readonly AnalysisPlan<HeldFinding>[], options: RecordOptions): string | undefined {
  const analyses = plans.flatMap((plan) => baselineOf(plan, options) ?? [])
  const count = analyses.reduce((sum, { findings }) => sum + findings.length, 0)
  if (analyses.length === 0 || count >= MOST_FINDINGS) return undefined
  const file: BaselineFile = {
    version: BASELINE_VERSION,
    since: options.since.toISOString(),
    target: targetHash(options.target),
    batches: options.batches.slice(0, MAX_FILTER_VALUES),
    analyses,
  }
  return writeJsonFile(options.outputFolder, 'baseline.json', file)
}

function baselineOf(plan: AnalysisPlan<HeldFinding>, { recorder, lost, run }: RecordOptions): BaselineAnalysis | undefined {
  const { analysis } = plan.identified
  const entries = new Map<string, Entry>()
  for (const one of plan.stored) {
    const entry = toEntry(one, analysis.prefix)
    if (entry === undefined) return undefined
    entries.set(one.id, entry)
  }
  for (const [id, entry] of recorder.sent) {
    if (lost.has(id) || prefixOf(id) !== analysis.prefix) continue
    if (entry === undefined) return undefined
    const before = entries.get(id)
    // Security Hub itself makes what comes back new again.
    entries.set(id, { ...entry, dismissed: before?.dismissed === true && before.open })
  }
  return { ...analysisHashes(analysis), runId: run.runId, runNumber: run.runNumber, findings: [...entries.values()] }
}
