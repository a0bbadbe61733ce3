import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { collectExpressions } from '../../scripts/expressions/collect.js'
import { prove } from '../../scripts/expressions/prove.js'

const { written, built } = collectExpressions('src')
const ledger: Record<string, string> = JSON.parse(readFileSync('scripts/expressions/ledger.json', 'utf8'))

test('every regular expression has a verdict: after a change, npm run expressions', () => {
  expect(Object.keys(ledger).toSorted()).toEqual([...written.keys()].toSorted())
  for (const verdict of Object.values(ledger)) expect(verdict).toMatch(/^(?:automaton|fuzz|[A-Z].{20,}\.)$/)
})

test('expressions are only built from parts that are in the source themselves', () => {
  expect(built).toEqual([
    'src/hidden-characters.ts',
    'src/redact/contexts.ts',
    'src/redact/key-blocks.ts',
    'src/redact/machine-paths.ts',
    'src/redact/spoken-values.ts',
    'src/redact/token-shapes.ts',
    'src/reports/paths/path-evidence.ts',
  ])
})

test('the prover tells a slow expression from a fast one', async () => {
  expect(await prove('/^a+b$/')).toEqual({ verdict: 'automaton' })
  expect(await prove('/\\s*x$/')).toMatchObject({ wrong: expect.stringContaining('polynomial') })
})
