/** Jobs and steps that report the same finding. */
import { isSameWriter, type Writer } from './writers.js'

/** A step of a job of a workflow: in two runs it is one. */
export type Part = Omit<Writer, 'runId'>

/** The ProductField, without the namespace, that names the parts besides the one that sent the finding last. */
export const ALSO_REPORTED_BY = 'also-reported-by'

/** More parts than this do not fit into a ProductField of 2048 characters, and nobody has them. */
const MOST_PARTS = 8

export function partOf({ workflowFile, workflow, job, step }: Part): Part {
  return { workflowFile, workflow, job, step }
}

/** Equal for equal parts; the display name only goes for a file where the file is not known. */
export function nameOfPart({ workflowFile, workflow, job, step }: Part): string {
  return JSON.stringify([workflowFile === '' ? workflow : workflowFile, job, step])
}

export function formatParts(parts: readonly Part[]): string {
  return JSON.stringify(parts.slice(0, MOST_PARTS).map(({ workflowFile, workflow, job, step }) => [workflowFile, workflow, job, step]))
}

/** Reads what `formatParts` wrote; what it did not write names nobody. */
export function parseParts(text: string | undefined): readonly Part[] {
  try {
    const parts: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(parts) ? parts.slice(0, MOST_PARTS).flatMap((names) => parsePart(names) ?? []) : []
  } catch {
    return []
  }
}

function parsePart(names: unknown): Part | undefined {
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) return undefined
  const [workflowFile = '', workflow = '', job = '', step = ''] = names
  return { workflowFile, workflow, job, step }
}

interface Reported extends Part {
  readonly alsoReportedBy: readonly Part[]
}

/** Whether this part is known to report the finding. */
export function isReporter(stored: Reported, run: Part): boolean {
  return [stored, ...stored.alsoReportedBy].some((part) => isSameWriter(part, run))
}

/** Who else reports the finding, as far as they still report anything. */
export function othersReporting(stored: Reported, run: Part, isAbsent: (part: Part) => boolean): readonly Part[] {
  const others = [partOf(stored), ...stored.alsoReportedBy].filter((part) => !isSameWriter(part, run) && !isAbsent(part))
  return [...new Map(others.map((part) => [nameOfPart(part), part])).values()]
}
