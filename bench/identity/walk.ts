/** Takes a repository through its history, one run of the action per commit, and judges each step. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkOut, cloneTo, git, history } from './git.js'
import { type Held, judge } from './judge.js'
import { startPublisher } from './publisher.js'
import { survivalBetween } from './survival.js'

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
  readonly seconds: number
  readonly mistakes: readonly Mistake[]
}

export async function walkHistory(repository: string, scan: Scan, onCommit: (text: string) => void = () => undefined): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'))
  const checkout = join(folder, 'checkout')
  const publisher = await startPublisher()
  try {
    cloneTo(checkout, repository)
    const started = performance.now()
    const steps: Step[] = []
    for (const commit of history(checkout)) steps.push(await step(checkout, commit, steps.at(-1), { publisher, scan, onCommit }))
    return figuresOf(steps, (performance.now() - started) / 1000)
  } finally {
    await publisher.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Step {
  readonly commit: string
  readonly held: readonly Held[]
  readonly judged: number
  readonly guessed: number
  readonly keptBesides: number
  readonly mistakes: readonly Mistake[]
}

interface Tools {
  readonly publisher: Awaited<ReturnType<typeof startPublisher>>
  readonly scan: Scan
  readonly onCommit: (text: string) => void
}

async function step(checkout: string, commit: string, last: Step | undefined, { publisher, scan, onCommit }: Tools): Promise<Step> {
  checkOut(checkout, commit)
  const subject = git(checkout, 'log', '-1', '--format=%s', commit).trim()
  const result = await publisher.publish(scan(checkout), checkout, commit)
  if (result.outcome !== 'imported')
    throw new Error(`${commit} ${result.outcome}: ${result.errors.map(({ message }) => message).join(' ')}`)
  const { reported: held, left } = publisher.open()
  const kept = result.lifecycle.kept.reduce((sum, { count }) => sum + count, 0)
  const mistake = (kind: Mistake['kind'], where: string) => ({ kind, commit, subject, where })
  // Two findings with one Id overwrite each other, and one that was archived wrongly is missing: either way the numbers differ.
  const right = held.length === result.accounting.findings && left === kept
  const absent = right ? [] : [mistake('not held', `${held.length} and ${left} open instead of ${result.accounting.findings} and ${kept}`)]
  onCommit(`${commit.slice(0, 10)} ${subject}: ${held.length} findings`)
  if (last === undefined) return { commit, held, judged: 0, guessed: 0, keptBesides: 0, mistakes: absent }
  const survival = survivalBetween(checkout, last.commit, commit)
  const { judged, falselyNew, falselyFixed, jumped } = judge(last.held, held, survival)
  const before = new Set(last.held.map(({ id }) => id))
  return {
    commit,
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

function figuresOf(steps: readonly Step[], seconds: number): Figures {
  const sum = (value: (one: Step) => number) => steps.reduce((total, one) => total + value(one), 0)
  return {
    commits: steps.length,
    findings: sum(({ held }) => held.length),
    judged: sum(({ judged }) => judged),
    guessed: sum(({ guessed }) => guessed),
    keptBesides: sum(({ keptBesides }) => keptBesides),
    seconds,
    mistakes: steps.flatMap(({ mistakes }) => mistakes),
  }
}
