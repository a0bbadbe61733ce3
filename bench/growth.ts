/**
 * How time and memory grow with hostile input: `npm run bench:growth [-- <part of a layout's name>]`.
 *
 * Runs the bundle on each layout at its size, at twice and at four times as much: as a dry run, or over what an earlier run has stored. Time is
 * the processor's, memory the largest of the process. Exits non-zero where four times as much took more than eight times as long, or where no run report was written.
 */
import { startLocalSecurityHub } from '../local-hub/index.js'
import type { Layout } from './growth/layout.js'
import { LAYOUTS } from './growth/layouts.js'
import { createMeasuring, type Measured } from './growth/measured-run.js'

/** Four times as long would be linear. */
const MOST_GROWTH = 8
/** Seconds that a run takes anyway, and the least that is worth comparing. */
const START = 0.3
const LEAST = 0.2
/** The same of its memory. */
const START_MEGABYTES = 110
const LEAST_MEGABYTES = 10

const INPUTS = { reports: 'report' }
const measuring = createMeasuring()
try {
  for (const layout of LAYOUTS.filter(({ name }) => name.includes(process.argv[2] ?? ''))) await report(layout)
} finally {
  measuring.close()
}

async function report(layout: Layout): Promise<void> {
  console.log(layout.name)
  const all: Measured[] = []
  for (const factor of [1, 2, 4]) {
    const measured = await measure(layout, layout.size * factor)
    console.log(`  ${String(layout.size * factor).padStart(9)}  ${rowOf(measured, all.at(-1))}`)
    all.push(measured)
  }
  const [first, , last] = all.map(({ seconds }) => seconds - START)
  const tooSlow = (last ?? 0) > MOST_GROWTH * Math.max(first ?? 0, LEAST)
  if (tooSlow || all.some(({ told }) => !told)) {
    console.error('  grows faster than its input, or ended without a word')
    process.exitCode = 1
  }
}

/** With how many times as much it was as half of the input, beyond what a run takes anyway. */
function rowOf({ seconds, megabytes, outcome }: Measured, half: Measured | undefined): string {
  const ratio = (now: number, then: number | undefined, least: number) =>
    then === undefined ? '     ' : `×${(Math.max(now, least) / Math.max(then, least)).toFixed(1)}`.padStart(5)
  const time = ratio(seconds - START, half && half.seconds - START, LEAST)
  const memory = ratio(megabytes - START_MEGABYTES, half && half.megabytes - START_MEGABYTES, LEAST_MEGABYTES)
  return `${seconds.toFixed(1).padStart(6)} s ${time}  ${megabytes.toFixed(0).padStart(5)} MB ${memory}  ${outcome}`
}

async function measure({ files, before }: Layout, size: number): Promise<Measured> {
  if (before === undefined) return measuring.run({ inputs: { ...INPUTS, import: 'never' }, files: files(size) })
  const hub = await startLocalSecurityHub()
  try {
    const run = (number: string) => ({ environment: { ...hub.env, GITHUB_RUN_ID: number, GITHUB_RUN_NUMBER: number } })
    await measuring.run({ inputs: INPUTS, files: before(size), ...run('1') })
    // The first run has used up the burst.
    hub.advance(60_000)
    return await measuring.run({ inputs: INPUTS, files: files(size), ...run('2') })
  } finally {
    await hub.close()
  }
}
