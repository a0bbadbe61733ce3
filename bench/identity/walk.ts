/** Takes a repository through its history, one run of the action per commit, and judges each step. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkOut, cloneTo, git, history } from './git.js'
import { type Held, judge } from './judge.js'
import { type Publisher, type Scanned, SOURCES, type Source, startPublisher } from './publisher.js'
import { type Survival, survivalBetween } from './survival.js'

/** Scans a checkout. @returns absolute path of the SARIF report */
export type Scan = (checkout: string) => string

export interface Mistake {
  readonly kind: 'falsely new' | 'falsely fixed' | 'jumped' | 'not held'
  readonly commit: string
  readonly subject: string
  readonly where: string
}

export interface Figures {
  readonly commits: number
  /** Findings reported, summed over the commits. */
  readonly findings: number
  /** Findings that had to keep their Id from one commit to the next. */
  readonly judged: number
  /** Files that git itself could only guess about. */
  readonly guessed: number
  /** Findings that kept their Id although their line was moved or changed: more than is asked for. */
  readonly keptBesides: number
  /** Of the runs of the action alone. */
  readonly seconds: number
  readonly mistakes: readonly Mistake[]
}

export interface WalkOptions {
  /** Where the action has the source from; each commit is scanned once and published from all of them. Default all. */
  readonly sources?: readonly Source[]
  readonly onCommit?: (text: string) => void
}

export async function walkHistory(repository: string, scan: Scan, options: WalkOptions = {}): Promise<ReadonlyMap<Source, Figures>> {
  const { sources = SOURCES, onCommit = () => undefined } = options
  const folder = mkdtempSync(join(tmpdir(), 'identity-'))
  const checkout = join(folder, 'checkout')
  const publisher = await startPublisher(checkout)
  try {
    cloneTo(checkout, repository)
    const walks = new Map<Source, Step[]>(sources.map((source) => [source, []]))
    let last: string | undefined
    for (const commit of history(checkout)) {
      checkOut(checkout, commit)
      const report = scan(checkout)
      const subject = git(checkout, 'log', '-1', '--format=%s', commit).trim()
      const survival = last === undefined ? undefined : survivalBetween(checkout, last, commit)
      const visit = { scanned: { report, checkout, commit }, subject, survival, publisher }
      for (const [source, steps] of walks) steps.push(await step(source, steps.at(-1), visit))
      onCommit(`${commit.slice(0, 10)} ${subject}: ${walks.get(sources[0] ?? 'checkout')?.at(-1)?.held.length ?? 0} findings`)
      last = commit
    }
    return new Map([...walks].map(([source, steps]) => [source, figuresOf(steps)]))
  } finally {
    await publisher.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Step {
  readonly seconds: number
  readonly held: readonly Held[]
  readonly judged: number
  readonly guessed: number
  readonly keptBesides: number
  readonly mistakes: readonly Mistake[]
}

/** A commit, checked out and scanned. */
interface Visit {
  readonly scanned: Scanned
  readonly subject: string
  /** Since the commit before; absent for the first one. */
  readonly survival: Survival | undefined
  readonly publisher: Publisher
}

async function step(source: Source, last: Step | undefined, { scanned, subject, survival, publisher }: Visit): Promise<Step> {
  const { commit } = scanned
  const started = performance.now()
  const result = await publisher.publish(scanned, source)
  const seconds = (performance.now() - started) / 1000
  if (result.outcome !== 'imported')
    throw new Error(`${commit} ${result.outcome}: ${result.errors.map(({ message }) => message).join(' ')}`)
  const { reported: held, left } = publisher.open(source)
  const kept = result.lifecycle.kept.reduce((sum, { count }) => sum + count, 0)
  const mistake = (kind: Mistake['kind'], where: string) => ({ kind, commit, subject, where })
  // Two findings with one Id overwrite each other, and one that was archived wrongly is missing: either way the numbers differ.
  const right = held.length === result.accounting.findings && left === kept
  const absent = right ? [] : [mistake('not held', `${held.length} and ${left} open instead of ${result.accounting.findings} and ${kept}`)]
  if (last === undefined || survival === undefined) return { seconds, held, judged: 0, guessed: 0, keptBesides: 0, mistakes: absent }
  const { judged, falselyNew, falselyFixed, jumped } = judge(last.held, held, survival)
  const before = new Set(last.held.map(({ id }) => id))
  return {
    seconds,
    held,
    judged,
    guessed: survival.guessed.size,
    keptBesides: Math.max(0, held.filter(({ id }) => before.has(id)).length - judged),
    mistakes: [
      ...absent,
      ...falselyNew.map((finding) => mistake('falsely new', whereOf(finding))),
      ...falselyFixed.map((finding) => mistake('falsely fixed', whereOf(finding))),
      ...jumped.map((finding) => mistake('jumped', whereOf(finding))),
    ],
  }
}

function whereOf({ rule, path, line, id }: Held): string {
  return `${rule} ${path}:${line} ${id.slice(id.lastIndexOf('/') + 1)}`
}

function figuresOf(steps: readonly Step[]): Figures {
  const sum = (value: (one: Step) => number) => steps.reduce((total, one) => total + value(one), 0)
  return {
    commits: steps.length,
    findings: sum(({ held }) => held.length),
    judged: sum(({ judged }) => judged),
    guessed: sum(({ guessed }) => guessed),
    keptBesides: sum(({ keptBesides }) => keptBesides),
    seconds: sum(({ seconds }) => seconds),
    mistakes: steps.flatMap(({ mistakes }) => mistakes),
  }
}
