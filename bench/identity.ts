/**
 * Does a finding stay the same finding? Walks the history of a repository, commit by commit (first parents, oldest first), through the
 * action against a local Security Hub, and counts the findings that were falsely new or falsely fixed, judged by git's diffs alone:
 * see identity/judge.ts for the definitions. Each report is published three times: with the checkout, without any source, and without a checkout
 * but with a local GitHub API over the repository, which has to be as good as the checkout.
 *
 *   npm run bench:identity                                       # a generated history and a toy scanner
 *   npm run bench:identity -- <repository> -- <command…>         # any repository; the command runs in a checkout and writes report.sarif
 *
 * In the command, `{report}` stands for the absolute path of the report to write, else `report.sarif` in the checkout is read.
 * Exits non-zero when, with the checkout or the API, a finding was falsely new or falsely fixed, an Id jumped to another line, or one was shared.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateHistory } from './identity/generate-history.js'
import type { Source } from './identity/publisher.js'
import { scanWithToyScanner } from './identity/toy-scanner.js'
import { type Figures, type Scan, walkHistory } from './identity/walk.js'

const NAMES: Readonly<Record<Source, string>> = { checkout: 'with the checkout', none: 'without source', api: 'from the API' }

const [repository, ...command] = process.argv.slice(2).filter((argument) => argument !== '--')
const figures =
  repository === undefined ? await generated() : await walkHistory(fromCaller(repository), scanWith(command), { onCommit: print })
show(figures)
process.exitCode = [...figures].every(([source, { mistakes }]) => source === 'none' || mistakes.length === 0) ? 0 : 1

async function generated(): Promise<ReadonlyMap<Source, Figures>> {
  const folder = mkdtempSync(join(tmpdir(), 'generated-history-'))
  try {
    generateHistory(folder)
    return await walkHistory(folder, scanWithToyScanner, { onCommit: print })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The user calls npm from anywhere; npm starts this in the project. */
function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path)
}

/** Scanners exit non-zero when they find something: only a missing report is a failure. */
function scanWith([program, ...parameters]: readonly string[]): Scan {
  if (program === undefined) throw new Error('Usage: npm run bench:identity -- <repository> -- <command that writes report.sarif>')
  return (checkout) => {
    const outside = `${checkout}.sarif`
    rmSync(outside, { force: true })
    const given = parameters.map((parameter) => parameter.replaceAll('{report}', outside))
    const { error, stderr } = spawnSync(program, given, { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 28 })
    const report = existsSync(outside) ? outside : join(checkout, 'report.sarif')
    if (error !== undefined || !existsSync(report)) throw new Error(`No report was written. ${error?.message ?? stderr}`)
    return report
  }
}

function show(figures: ReadonlyMap<Source, Figures>): void {
  for (const [source, { mistakes }] of figures) {
    // Without source there are as many as there are edits.
    if (source === 'none') continue
    for (const { kind, commit, subject, where } of mistakes)
      print(`${NAMES[source]}, ${kind}: ${where} in ${commit.slice(0, 10)} (${subject})`)
  }
  const first = [...figures.values()][0]
  print(
    `${first?.commits ?? 0} commits, ${first?.findings ?? 0} findings in all; files that git could only guess about: ${first?.guessed ?? 0}`,
  )
  print(row('', 'pairs', 'falsely new', 'falsely fixed', 'jumped', 'not held', 'kept', 'kept besides', 'seconds'))
  for (const [source, one] of figures) print(rowOf(source, one))
}

/** Pairs: findings that had to keep their Id from one commit to the next. Besides them moved or changed ones may keep theirs. */
function rowOf(source: Source, { judged, keptBesides, seconds, mistakes }: Figures): string {
  const count = (kind: string) => mistakes.filter((mistake) => mistake.kind === kind).length
  const kept = judged === 0 ? 100 : (100 * (judged - count('falsely new'))) / judged
  const wrong = [count('falsely new'), count('falsely fixed'), count('jumped'), count('not held')]
  return row(NAMES[source], judged, ...wrong, `${kept.toFixed(2)} %`, keptBesides, seconds.toFixed(1))
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return name.padEnd(18) + cells.map((cell) => String(cell).padStart(14)).join('')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
