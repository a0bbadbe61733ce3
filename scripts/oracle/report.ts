/** The outcome of a comparison, for people. */
import { oneLine } from '../../src/reports/vocabulary/plain-text.js'
import type { Explanation, FileComparison, FoundDifference } from './explain.js'

/** So that a line stays one. */
const SHOWN = 110

/** @returns `clean`: every difference is explained, and every explanation explains one */
export function report(compared: readonly FileComparison[], { differences, stale }: Explanation): { text: string; clean: boolean } {
  const unexplained = differences.filter(({ known }) => known === undefined)
  const lines = [
    ...unreadable(compared),
    ...explained(differences),
    ...unexplained.map((one) => `UNEXPLAINED ${one.file} ${one.at} ${one.field}: ours ${shown(one.own)}, oracle ${shown(one.oracle)}`),
    ...stale.map(({ file, field }) => `STALE: the explanation of ${field} in ${file} explains nothing`),
    ...summary(compared, differences),
  ]
  return { text: `${lines.join('\n')}\n`, clean: unexplained.length === 0 && stale.length === 0 }
}

function unreadable(compared: readonly FileComparison[]): string[] {
  return compared.flatMap(({ file, oracleFails, weFail }) => {
    if (oracleFails === undefined) return []
    return [weFail === undefined ? `only we read ${file}: ${shown(oracleFails)}` : `neither reads ${file}: ${shown(weFail)}`]
  })
}

function explained(differences: readonly FoundDifference[]): string[] {
  const reasons = new Set(differences.map(({ known }) => known).filter((known) => known !== undefined))
  return [...reasons].map((reason) => {
    const count = differences.filter(({ known }) => known === reason).length
    return `explained: ${count} of ${reason.field} in ${reason.file}: ${reason.reason} (${reason.source})`
  })
}

function summary(compared: readonly FileComparison[], differences: readonly FoundDifference[]): string[] {
  const sum = (of: (one: FileComparison) => number) => compared.reduce((total, one) => total + of(one), 0)
  const results = sum((one) => one.results)
  const differing = new Set(differences.filter(({ at }) => at !== '').map(({ file, at }) => `${file} ${at}`)).size
  const known = differences.filter((one) => one.known !== undefined).length
  const both = compared.filter(({ oracleFails, weFail }) => oracleFails === undefined && weFail === undefined).length
  const onlyWe = compared.filter(({ oracleFails, weFail }) => oracleFails !== undefined && weFail === undefined).length
  const neither = compared.filter(({ oracleFails, weFail }) => oracleFails !== undefined && weFail !== undefined).length
  return [
    `${compared.length} files: ${both} read by both, ${onlyWe} only by us, ${neither} by neither, ${compared.length - both - onlyWe - neither} only by the oracle`,
    `${results} results compared: ${results - differing} agree in rule, kind, level, message and line (${sum((one) => one.derivedLevels)} levels derived)`,
    `${differences.length} differences: ${known} explained, ${differences.length - known} not`,
  ]
}

function shown(text: string): string {
  const line = oneLine(text)
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
