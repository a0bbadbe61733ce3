/**
 * Which upgrades fix most, over every report below a folder, each on its own: `node lib/scripts/corpus/upgrades.js <folder>`. A line per report that
 * has any, then the sums.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Upgrades } from '../../src/run-result.js'
import { dryRun } from './dry-run.js'
import { reportFiles } from './report-files.js'

const COUNTS = ['count', 'covered', 'withoutFix', 'undecided', 'packagesWithoutFix', 'malware', 'notLookedAt'] as const

type Counts = Readonly<Record<(typeof COUNTS)[number], number>>

const NOTHING: Counts = {
  count: 0,
  covered: 0,
  withoutFix: 0,
  undecided: 0,
  packagesWithoutFix: 0,
  malware: 0,
  notLookedAt: 0,
}

async function upgradesOf(report: string): Promise<Upgrades | undefined> {
  const output = mkdtempSync(join(tmpdir(), 'corpus-'))
  try {
    return (await dryRun(report, output)).upgrades
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

function plus(left: Counts, right: Counts): Counts {
  return Object.fromEntries(COUNTS.map((name) => [name, left[name] + right[name]])) as Counts
}

function inWords(counts: Counts): string {
  return COUNTS.filter((name) => counts[name] > 0)
    .map((name) => `${name} ${counts[name]}`)
    .join(', ')
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('Usage: node lib/scripts/corpus/upgrades.js <folder>\n')
  process.exit(2)
}

const root = resolve(process.env['INIT_CWD'] ?? '.', folder)
let sums = NOTHING
for (const file of reportFiles(root)) {
  const upgrades = await upgradesOf(join(root, file))
  if (upgrades === undefined || inWords(upgrades) === '') continue
  sums = plus(sums, upgrades)
  process.stdout.write(`${file}: ${inWords(upgrades)}\n`)
}
process.stdout.write(`All: ${inWords(sums)}\n`)
