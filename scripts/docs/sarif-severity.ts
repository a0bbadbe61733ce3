/** Which rung of the severity ladder answered for a finding, told from the word that the finding keeps and from the report. */
import type { ReportDocument } from '../../src/reports/documents/document.js'
import { productOf } from '../../src/reports/sarif/rules/products.js'
import { ruleWord, severityInBag } from '../../src/reports/sarif/severity/severity-words.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, propertiesOf } from '../../src/reports/vocabulary/json.js'
import { reportDocument } from './report-document.js'

const LEVELS: ReadonlySet<string> = new Set(['error', 'warning', 'note', 'none'])

/** @param file a report that can be read @returns a function from a severity as the tool wrote it to `score`, `word`, `secret` or `level` */
export async function severityRung(file: string): Promise<(original: string) => string> {
  const words = wordsIn(await reportDocument(file))
  return (original) => {
    if (/^[\d.]+$/.test(original)) return 'score'
    if (original === 'verified' || original === 'unverified') return 'secret'
    return words.has(original) || !LEVELS.has(original) ? 'word' : 'level'
  }
}

/** The tool's own words in a report, where they are looked for. */
function wordsIn(document: ReportDocument): ReadonlySet<string> {
  const runs = asArray(asObject(document.skeleton)?.['runs'])
  const words = runs.flatMap((run, index) => {
    const driver = asObject(asObject(asObject(run)?.['tool'])?.['driver'])
    const tool = productOf(asText(driver?.['name']) ?? '').key
    const results: readonly JsonObject[] = objectsOf([...(document.results(index) ?? [])])
    return [
      ...results.map((result) => severityInBag(propertiesOf(result), tool)),
      ...objectsOf(driver?.['rules']).map((rule) => ruleWord(rule, tool)),
    ]
  })
  return new Set(words.flatMap((word) => (word === undefined ? [] : [word.original])))
}
