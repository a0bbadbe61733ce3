/**
 * Patterns of branch names as in `on.push.branches` of a workflow. Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 * Globs of shells and of other libraries differ: here `?` and `+` repeat what stands before them, and `**` may stand within a name.
 * Names and patterns are anybody's: no pattern becomes a regular expression, and matching takes time in proportion to both.
 */

/** Characters from one code point to another. */
interface Range {
  readonly from: string
  readonly to: string
}

/** What one character has to be: one of these, or any, or any but `/`. */
type CharacterClass = readonly Range[] | 'any' | 'no-slash'

interface Step {
  readonly accepts: CharacterClass
  /** It may take several characters. */
  readonly repeats: boolean
  /** How many steps from here on may be left out, this one first; 0 for none. */
  readonly skips: number
}

export interface BranchPattern {
  /** Begins with `!`: takes out what patterns before it let in. */
  readonly exclude: boolean
  readonly steps: readonly Step[]
}

/** What is wrong with a pattern, to go on from "line 2". */
export interface PatternFault {
  readonly fault: string
}

/** The last pattern that matches decides, as on GitHub. */
export function matchesBranch(patterns: readonly BranchPattern[], name: string): boolean {
  const characters = [...name]
  return patterns.findLast(({ steps }) => matches(steps, characters))?.exclude === false
}

function matches(steps: readonly Step[], characters: readonly string[]): boolean {
  let states = reachable([0], steps)
  for (const character of characters) {
    const next = [...states].flatMap((at) => after(at, steps[at], character))
    if (next.length === 0) return false
    states = reachable(next, steps)
  }
  return states.has(steps.length)
}

/** Where a step leads to when it takes a character: on, or to itself for the next one. */
function after(at: number, step: Step | undefined, character: string): readonly number[] {
  if (step === undefined || !accepts(step.accepts, character)) return []
  return step.repeats ? [at, at + 1] : [at + 1]
}

function accepts(characterClass: CharacterClass, character: string): boolean {
  if (characterClass === 'any') return true
  if (characterClass === 'no-slash') return character !== '/'
  return characterClass.some(({ from, to }) => from <= character && character <= to)
}

/** The same places, and those that are reached from them without a character. */
function reachable(places: readonly number[], steps: readonly Step[]): ReadonlySet<number> {
  const reached = new Set(places)
  // A set goes on to what is added to it meanwhile.
  for (const at of reached) {
    const skips = steps[at]?.skips ?? 0
    if (skips > 0) reached.add(at + skips)
  }
  return reached
}

/** @returns the pattern, or why GitHub's branch filter has none like it */
export function parseBranchPattern(line: string): BranchPattern | PatternFault {
  const exclude = line.startsWith('!')
  const text = exclude ? line.slice(1) : line
  if (text === '') return { fault: 'has no pattern behind its !' }
  // Source: git-check-ref-format(1).
  if (/\s/.test(text)) return { fault: 'holds a blank, which no branch name has; each pattern has a line of its own' }
  if (text.startsWith('refs/')) return { fault: 'begins with refs/; a pattern is matched with the name of the branch alone' }
  const steps = parseSteps([...text])
  return 'fault' in steps ? steps : { exclude, steps }
}

const ANY: Step = { accepts: 'any', repeats: false, skips: 0 }
const ANY_MANY: Step = { accepts: 'any', repeats: true, skips: 1 }
const SLASH = literal('/')

function literal(character: string): Step {
  return { accepts: [{ from: character, to: character }], repeats: false, skips: 0 }
}

/** A part of a pattern and how many characters it is made of. */
interface Part {
  readonly steps: readonly Step[]
  readonly length: number
}

function parseSteps(text: readonly string[]): readonly Step[] | PatternFault {
  const steps: Step[] = []
  for (let at = 0; at < text.length; ) {
    const part = partAt(text, at)
    if ('fault' in part) return part
    steps.push(...part.steps)
    at += part.length
  }
  return steps
}

function partAt(text: readonly string[], at: number): Part | PatternFault {
  if (text[at] === '*') return starsAt(text, at)
  const single = singleAt(text, at)
  return 'fault' in single ? single : repeated(single, text[at + single.length])
}

/** Where two stars are a whole part of the name, they may be missing with their slash: with `main` behind it they match `main` too. */
function starsAt(text: readonly string[], at: number): Part {
  if (text[at + 1] !== '*') return { steps: [{ accepts: 'no-slash', repeats: true, skips: 1 }], length: 1 }
  const isPart = text[at + 2] === '/' && (at === 0 || text[at - 1] === '/')
  if (!isPart) return { steps: [ANY_MANY], length: 2 }
  return { steps: [{ ...ANY, skips: 3 }, ANY_MANY, SLASH], length: 3 }
}

interface Single {
  readonly step: Step
  readonly length: number
}

function singleAt(text: readonly string[], at: number): Single | PatternFault {
  const [character = '', next] = [text[at], text[at + 1]]
  if (character === '?' || character === '+')
    return { fault: `has a ${character} that stands behind no character; \\${character} is the character itself` }
  if (character === '[') return bracketsAt(text, at)
  if (character !== '\\') return { step: literal(character), length: 1 }
  return next === undefined ? { fault: 'ends with a \\ that escapes nothing' } : { step: literal(next), length: 2 }
}

function repeated({ step, length }: Single, quantifier: string | undefined): Part {
  if (quantifier === '?') return { steps: [{ ...step, skips: 1 }], length: length + 1 }
  if (quantifier === '+') return { steps: [{ ...step, repeats: true }], length: length + 1 }
  return { steps: [step], length }
}

function bracketsAt(text: readonly string[], at: number): Single | PatternFault {
  const end = text.indexOf(']', at)
  if (end === -1) return { fault: 'has a [ without its ]' }
  const ranges = rangesOf(text.slice(at + 1, end))
  if (ranges.length === 0) return { fault: 'has nothing between [ and ]' }
  const upsideDown = ranges.find(({ from, to }) => from > to)
  if (upsideDown !== undefined) return { fault: `has the range ${upsideDown.from}-${upsideDown.to}, which is empty` }
  return { step: { accepts: ranges, repeats: false, skips: 0 }, length: end - at + 1 }
}

function rangesOf(characters: readonly string[]): readonly Range[] {
  const ranges: Range[] = []
  for (let at = 0; at < characters.length; at++) {
    const from = characters[at] ?? ''
    const to = characters[at + 1] === '-' ? characters[at + 2] : undefined
    ranges.push({ from, to: to ?? from })
    if (to !== undefined) at += 2
  }
  return ranges
}
