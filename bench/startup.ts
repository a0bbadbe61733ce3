/**
 * What the bundle costs before it does anything: a dry run over an empty report, as a ratio to `node -e 0` in the same minute.
 * `npm run bench:startup`. The runs alternate, so that a busy machine slows both alike; medians are compared.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeOfTheRunner } from '../test/support/node24.js'
import { inputVariables, projectRoot } from '../test/support/run-action.js'
import { aReport } from '../test/support/sarif.js'

const ROUNDS = 15

const folder = mkdtempSync(join(tmpdir(), 'bench-startup-'))
writeFileSync(join(folder, 'empty.sarif'), aReport([]))
const { path: node } = nodeOfTheRunner(projectRoot())
const env = { ...inputVariables({ reports: 'empty.sarif', import: 'never' }), GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder }

const bundle: number[] = []
const nothing: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  nothing.push(milliseconds(['-e', '0']))
  bundle.push(milliseconds([join(projectRoot(), 'dist', 'index.js')]))
}
rmSync(folder, { recursive: true, force: true })

const [bundled, bare] = [median(bundle), median(nothing)]
process.stdout.write(
  `bundle with an empty report: ${bundled.toFixed(0)} ms, node -e 0: ${bare.toFixed(0)} ms, ratio ${(bundled / bare).toFixed(2)} (medians of ${ROUNDS})\n`,
)

function milliseconds(args: readonly string[]): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(node, args, { env, cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`)
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
