/**
 * Proves that no regular expression of the source takes superlinear time: `npm run expressions`, or `npm run expressions -- --all` to prove
 * again what is in the ledger already, which takes some minutes.
 *
 * The ledger, scripts/expressions/ledger.json, holds the verdict on each expression: `automaton`, `fuzz`, or the reason why it is good all the
 * same, which is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { collectExpressions } from './collect.js'
import { prove } from './prove.js'

const LEDGER = 'scripts/expressions/ledger.json'

const known: Record<string, string> = JSON.parse(readFileSync(LEDGER, 'utf8'))
const again = process.argv.includes('--all')
const ledger: Record<string, string> = {}
const wrong: string[] = []

for (const [expression, files] of [...collectExpressions('src').written].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const verdict = known[expression]
  const isProof = verdict === 'automaton' || verdict === 'fuzz'
  if (verdict !== undefined && !(again && isProof)) {
    ledger[expression] = verdict
    continue
  }
  const proof = await prove(expression)
  if ('verdict' in proof) ledger[expression] = proof.verdict
  else wrong.push(`${files.join(', ')}: ${expression}\n  ${proof.wrong}`)
}

writeFileSync(LEDGER, `${JSON.stringify(ledger, null, 2)}\n`)
for (const line of wrong) console.error(line)
if (wrong.length > 0) {
  console.error('Rewrite these, replace them by a scanner, or write into the ledger why they are good all the same.')
  process.exitCode = 1
}
