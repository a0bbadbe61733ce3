/** The outcome of a comparison, for people. */
import { oneLine } from '../../src/reports/shared/plain-text.js'
import type { Comparison } from './compare.js'
import type { ExplainedDifference, Explanation } from './explain.js'

export interface FileComparison extends Partial<Comparison> {
  /** Relative to the folder. */
  readonly file: string
  /** Why the oracle cannot read it. */
  readonly reason?: string
  /** Why we do not. */
  readonly ownReason?: string
}

/** So that a line stays one. */
const SHOWN = 110

/** @returns `clean`: every difference is explained, and every explanation explains one */
export function report(compared: readonly FileComparison[], { differences, stale }: Explanation): { text: string; clean: boolean } {
  const unexplained = differences.filter(({ known }) => known === undefined)
  const lines = [
    ...unreadable(compared),
    ...explained(differences),
    ...unexplained.map((one) => `UNEXPLAINED ${one.file} ${one.at} ${one.field}: ours ${shown(one.own)}, oracle ${shown(one.oracle)}`),
    ...stale.map(({ file, field }) => `STALE the explanation of ${field} in ${file} explains nothing any more`),
    summary(compared, differences),
  ]
  return { text: `${lines.join('\n')}\n`, clean: unexplained.length === 0 && stale.length === 0 }
}

function unreadable(compared: readonly FileComparison[]): string[] {
  return compared.flatMap(({ file, reason, ownReason }) => {
    if (reason === undefined && ownReason === undefined) return []
    if (reason !== undefined && ownReason !== undefined) return [`neither reads ${file}: ${shown(ownReason)}`]
    return [reason === undefined ? `we do not read ${file}: ${shown(ownReason)}` : `the oracle cannot read ${file}: ${shown(reason)}`]
  })
}

function explained(differences: readonly ExplainedDifference[]): string[] {
  const reasons = new Set(differences.map(({ known }) => known).filter((known) => known !== undefined))
  return [...reasons].map((reason) => {
    const count = differences.filter(({ known }) => known === reason).length
    return `explained: ${count} of ${reason.field} in ${reason.file}: ${reason.reason} (${reason.source})`
  })
}

function summary(compared: readonly FileComparison[], differences: readonly ExplainedDifference[]): string {
  const both = compared.filter((one) => one.differences !== undefined)
  const results = both.reduce((sum, one) => sum + (one.results ?? 0), 0)
  const derived = both.reduce((sum, one) => sum + (one.derivedLevels ?? 0), 0)
  const differing = new Set(differences.map(({ file, at }) => `${file} ${at}`)).size
  const known = differences.filter((one) => one.known !== undefined).length
  return [
    `${compared.length} files, ${both.length} read by both; ${results} results compared, ${results - differing} agree in rule, kind, level, message and line`,
    `${derived} levels derived from the file (a stated warning); ${known} differences explained, ${differences.length - known} not`,
    `${compared.filter(({ reason }) => reason !== undefined).length} files the oracle cannot read, ${compared.filter(({ ownReason }) => ownReason !== undefined).length} that we do not`,
  ].join('\n')
}

function shown(text = ''): string {
  const line = oneLine(text)
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
