/** Findings of before and of now, and what becomes of them. */
import type { Evidence, EvidenceKind } from '../../src/identity/evidence.js'
import { type Current, matchFindings, type Stored } from '../../src/identity/match.js'
import { outlineOf, surroundingsAt } from '../../src/identity/outline.js'
import { formatSurroundings } from '../../src/identity/surroundings.js'

type Given<T extends Current> = Partial<Omit<T, 'evidence'>> & { readonly evidence?: string | Evidence; readonly kind?: EvidenceKind }

/** A word stands for a piece of evidence: the tool's fingerprint, unless another kind is named. */
export const evidenceOf = (word: string, kind: EvidenceKind): Evidence =>
  kind === 'tool' ? { tool: [{ name: 'name', plain: word, value: word }] } : { tool: [], [kind]: word }
export const current = (id: string, { evidence = id, kind = 'tool', ...traits }: Given<Current> = {}): Current => {
  const path = traits.path ?? 'a.ts'
  return {
    id,
    path,
    place: path,
    written: undefined,
    outside: false,
    evidence: typeof evidence === 'string' ? evidenceOf(evidence, kind) : evidence,
    line: undefined,
    detail: '',
    surroundings: undefined,
    startLine: 1,
    secret: false,
    ...traits,
  }
}
export const stored = (id: string, traits: Given<Stored> = {}): Stored => ({ ...current(id, traits), active: traits.active ?? true })
export const matches = (now: readonly Current[], before: readonly Stored[]) => {
  const steps = matchFindings(now, before)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
export const outcome = (now: readonly Current[], before: readonly Stored[]) =>
  matches(now, before).map(({ id, stored: found, moved }) => `${id}${found === undefined ? ' new' : ''}${moved ? ' moved' : ''}`)

/** The lines of a file that say `danger`, as findings. */
const dangerous = (text: string) => {
  const lines = text.split('\n')
  const outline = outlineOf(lines)
  return lines.flatMap((line, index) =>
    line.includes('danger')
      ? [{ line: line.trim(), startLine: index + 1, surroundings: formatSurroundings(surroundingsAt(outline, index)) }]
      : [],
  )
}
export const allCurrent = (text: string) =>
  dangerous(text).map((traits, index) => current(`c${index + 1}`, { evidence: 'e', kind: 'context', ...traits }))
export const allStored = (text: string) =>
  dangerous(text).map((traits, index) => stored(`s${index + 1}`, { evidence: 'e', kind: 'context', ...traits }))

/** Code that stands between the same lines, wherever it is. */
const lines = outlineOf('one\ntwo\nthree\ndanger\nfour'.split('\n'))
export const CODE = { kind: 'context', surroundings: formatSurroundings(surroundingsAt(lines, 3)) } as const

/** Lines that stand above and below a finding, the nearest first, by numbers that stand for their text. */
export const between = (above: readonly number[], below: readonly number[]) =>
  formatSurroundings({
    above: above.map(lineOf),
    below: below.map(lineOf),
    enclosing: [],
    sketch: [],
    linesAbove: above.length,
    linesBelow: below.length,
  })
const lineOf = (text: number) => text.toString(16).padStart(4, '0')

/** Lines that stand above a finding. */
export const beside = (...above: readonly number[]) => between(above, [])
