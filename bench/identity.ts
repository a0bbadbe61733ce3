/**
 * Does a finding stay the same finding? Walks the history of a repository, commit by commit (first parents, oldest first), through the
 * action against a local Security Hub, and counts the findings that were falsely new or falsely fixed, judged by git's diffs alone:
 * see identity/judge.ts for the definitions.
 *
 *   npm run bench:identity                                       # a generated history and a toy scanner
 *   npm run bench:identity -- <repository> -- <command…>         # any repository; the command runs in a checkout and writes report.sarif
 *
 * In the command, `{report}` stands for the absolute path of the report to write, else `report.sarif` in the checkout is read.
 * Exits non-zero when a finding was falsely new or falsely fixed, when an Id jumped to another line, or when one was shared.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateHistory } from './identity/generate-history.js'
import { scanWithToyScanner } from './identity/toy-scanner.js'
import { type Figures, type Scan, walkHistory } from './identity/walk.js'

const [repository, ...command] = process.argv.slice(2).filter((argument) => argument !== '--')
const figures = repository === undefined ? await generated() : await walkHistory(fromCaller(repository), scanWith(command), print)
show(figures)
process.exitCode = figures.mistakes.length === 0 ? 0 : 1

async function generated(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'generated-history-'))
  try {
    generateHistory(folder)
    return await walkHistory(folder, scanWithToyScanner, print)
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

function show({ commits, findings, judged, guessed, keptBesides, seconds, mistakes }: Figures): void {
  for (const { kind, commit, subject, where } of mistakes) print(`${kind}: ${where} in ${commit.slice(0, 10)} (${subject})`)
  const count = (kind: string) => mistakes.filter((mistake) => mistake.kind === kind).length
  print(`${commits} commits, ${findings} findings in all, ${seconds.toFixed(1)} s`)
  print(
    `had to keep their Id: ${judged} (besides, ${keptBesides} moved or changed ones kept theirs; files that git could only guess about: ${guessed})`,
  )
  print(
    `falsely new: ${count('falsely new')}, falsely fixed: ${count('falsely fixed')}, jumped: ${count('jumped')}, not held: ${count('not held')}`,
  )
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
