/**
 * How fast a report becomes findings, as a ratio to `JSON.parse` of the same file in the same process.
 * `npm run bench:mapping -- [report]`; without one, the two thousand results of a real scanner. The rounds alternate; medians are compared.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { projectRoot } from '../test/support/run-action.js'
import { mapReport } from './map-report.js'

const ROUNDS = 15

const report =
  process.argv[2] === undefined
    ? join(projectRoot(), 'test', 'fixtures', 'eslint', 'two-thousand.sarif')
    : resolve(process.env['INIT_CWD'] ?? '.', process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'bench-mapping-'))
const parsing: number[] = []
const mapping: number[] = []
let findings = 0
for (let round = 0; round < ROUNDS; round++) {
  parsing.push(milliseconds(() => JSON.parse(readFileSync(report, 'utf8'))))
  const started = performance.now()
  findings = await mapReport(report, folder)
  mapping.push(performance.now() - started)
}
rmSync(folder, { recursive: true, force: true })

const [parsed, mapped] = [median(parsing), median(mapping)]
process.stdout.write(
  `${findings} findings read, identified and mapped to ASFF: ${mapped.toFixed(1)} ms (${((mapped / findings) * 1000).toFixed(0)} µs each), JSON.parse: ${parsed.toFixed(1)} ms, ratio ${(mapped / parsed).toFixed(1)} (medians of ${ROUNDS})\n`,
)

function milliseconds(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
