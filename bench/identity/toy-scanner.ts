/**
 * A scanner that knows nothing but words: it flags calls of `danger(` and `eval(` and lines marked `HARD-CODED`, without fingerprints.
 * It also says one thing without a place: how many files it read, by kind.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const RULES = [
  ['dangerous-call', 'danger('],
  ['eval', 'eval('],
  ['hard-coded', 'HARD-CODED'],
] as const

/** Writes the report beside the checkout. @returns its path */
export function scanWithToyScanner(checkout: string): string {
  const report = `${checkout}.sarif`
  const results = filesIn(checkout).flatMap((file) => resultsOf(checkout, file))
  const run = { tool: { driver: { name: 'Toy scanner', version: '1.0' } }, results: [...results, ...withoutPlace(checkout)] }
  writeFileSync(report, JSON.stringify({ version: '2.1.0', runs: [run] }))
  return report
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== '.git')
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

function resultsOf(checkout: string, file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split(/\r\n|\n|\r/)
  return lines.flatMap((line, index) =>
    RULES.flatMap(([ruleId, mark]) => callsIn(line, mark).map((column) => result(ruleId, column, index))),
  )

  function result(ruleId: string, column: number, index: number): unknown {
    const region = { startLine: index + 1, startColumn: column + 1 }
    const uri = relative(checkout, file).replaceAll('\\', '/')
    const argument = /^[^)]*/.exec((lines[index] ?? '').slice(column))?.[0] ?? ''
    return {
      ruleId,
      message: { text: `Found ${argument})` },
      locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region } }],
    }
  }
}

function callsIn(line: string, mark: string): number[] {
  const columns: number[] = []
  for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1)) columns.push(at)
  return columns
}

/** The files that `policy.txt` asks for and that are not there. */
function withoutPlace(checkout: string): unknown[] {
  const files = filesIn(checkout).map((file) => relative(checkout, file))
  const wanted = files.includes('policy.txt') ? readFileSync(join(checkout, 'policy.txt'), 'utf8').split(/\r?\n/) : []
  return wanted
    .filter((name) => name !== '' && !files.includes(name))
    .map((name) => ({ ruleId: 'missing-file', message: { text: `The policy asks for the file ${name}` } }))
}
