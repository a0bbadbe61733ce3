/**
 * How time and memory grow with hostile input: `npm run bench:growth [-- <part of a layout's name>]`.
 *
 * Runs the bundle as a dry run on each layout at its size, at twice and at four times as much. Time is the processor's, memory the largest of the
 * process. Exits non-zero where four times as much took more than eight times as long, or where no run report was written.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeActionRuns, runAction } from '../test/support/run-action.js'
import { LAYOUTS, type Layout } from './growth/layouts.js'

/** Four times as long would be linear. */
const MOST_GROWTH = 8
/** Seconds that a run takes anyway. */
const START = 0.6

interface Measured {
  readonly seconds: number
  readonly megabytes: number
  readonly outcome: string
}

const folder = mkdtempSync(join(tmpdir(), 'growth-'))
const usage = join(folder, 'usage.json')
const preload = join(folder, 'preload.mjs')
writeFileSync(
  preload,
  `import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(${JSON.stringify(usage)}, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }))
})\n`,
)
try {
  for (const layout of LAYOUTS.filter(({ name }) => name.includes(process.argv[2] ?? ''))) await report(layout)
} finally {
  rmSync(folder, { recursive: true })
}

async function report(layout: Layout): Promise<void> {
  console.log(layout.name)
  const all: Measured[] = []
  for (const factor of [1, 2, 4]) {
    const measured = await measure(layout, layout.size * factor)
    all.push(measured)
    console.log(
      `  ${String(layout.size * factor).padStart(9)}  ${measured.seconds.toFixed(1).padStart(6)} s  ${measured.megabytes.toFixed(0).padStart(5)} MB  ${measured.outcome}`,
    )
  }
  const [first, , last] = all.map(({ seconds }) => seconds - START)
  const tooSlow = (last ?? 0) > MOST_GROWTH * Math.max(first ?? 0, 0.2)
  if (tooSlow || all.some(({ outcome }) => outcome === 'nothing was told')) {
    console.error('  grows faster than its input, or ended without a word')
    process.exitCode = 1
  }
}

async function measure(layout: Layout, size: number): Promise<Measured> {
  rmSync(usage, { force: true })
  const run = await runAction({
    inputs: { reports: 'report', import: 'never' },
    files: layout.files(size),
    nodeArguments: ['--import', preload],
  })
  const told = run.outputs['report-file'] !== undefined && existsSync(run.outputs['report-file'])
  const [error = ''] = /^::error::([^\n]{0,90})/m.exec(run.log)?.slice(1) ?? []
  const outcome = told ? `${run.outputs['outcome']}, ${run.outputs['findings-count']} findings ${error}`.trim() : 'nothing was told'
  removeActionRuns()
  const { seconds, megabytes } = existsSync(usage) ? JSON.parse(readFileSync(usage, 'utf8')) : { seconds: 0, megabytes: 0 }
  return { seconds, megabytes, outcome }
}
