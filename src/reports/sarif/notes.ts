import type { Problem, ProblemCode } from '../../finding.js'

/** Oddities of results, counted by code: a report may have as many of them as results. */
export interface Notes {
  note(code: ProblemCode, at: string): void
  problems(): readonly Problem[]
}

const TEXTS: ReadonlyMap<ProblemCode, string> = new Map([
  ['rule-index-out-of-range', 'names a rule index that its tool component does not have; the rule was looked up by its id'],
  ['rule-id-mismatch', 'has a rule id and a rule index that mean different rules'],
  ['invalid-level', 'has a level that SARIF does not know or that contradicts its kind; the level was left out of account'],
  ['invalid-kind', 'has a kind that SARIF does not know; it was taken as `fail`'],
])

export function createNotes(): Notes {
  const found = new Map<ProblemCode, { count: number; readonly at: string }>()
  return {
    note: (code, at) => {
      const known = found.get(code)
      if (known === undefined) found.set(code, { count: 1, at })
      else known.count++
    },
    problems: () => Array.from(found, ([code, { count, at }]) => ({ code, message: told(count, TEXTS.get(code) ?? code), at })),
  }
}

function told(count: number, what: string): string {
  return count === 1 ? `A result ${what}.` : `${count} results, this one first: each ${what}.`
}
