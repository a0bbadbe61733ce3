/** Who owns a file, by the repository's CODEOWNERS. Source: docs.github.com, "About code owners". */
import { matchesPath, type PathPattern, parsePathPattern, type Steps } from './pattern.js'

/** Where GitHub looks for the file, in this order; only the first one counts. */
export const CODE_OWNERS_PLACES: readonly string[] = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

/** "CODEOWNERS files must be under 3 MB in size." Larger ones count as none. */
const LARGEST = 3 * 1024 * 1024

interface Rule {
  readonly pattern: PathPattern
  /** None where the file takes a path out. */
  readonly owners: readonly string[]
}

export interface CodeOwners {
  /** As they are written: `@user`, `@organisation/team`, addresses. Empty for what nobody owns. */
  of(path: string): readonly string[]
  /** Whether comparing patterns and paths would have taken too long to know it of all of them. */
  isPartial(): boolean
}

const NOBODY: CodeOwners = { of: () => [], isPartial: () => false }

/**
 * Steps of comparing in one run, some ten nanoseconds each: enough for ten thousand paths and five thousand patterns. A file of 3 MB can have a million,
 * or such that take a product of lengths, and a report as many paths. Beyond it nobody owns anything, which is told.
 */
const MOST_STEPS = 1_000_000_000

/** @param read text of a file of the repository; `undefined` where there is none */
export function readCodeOwners(read: (path: string) => string | undefined, { mostSteps = MOST_STEPS } = {}): CodeOwners {
  const text = CODE_OWNERS_PLACES.map(read).find((found) => found !== undefined)
  if (text === undefined || text.length > LARGEST) return NOBODY
  const rules = rulesIn(text)
  const known = new Map<string, readonly string[]>()
  const steps: Steps = { left: mostSteps }
  const isPartial = () => steps.left < 0
  return {
    isPartial,
    of(path) {
      const before = known.get(path)
      if (before !== undefined) return before
      if (isPartial()) return []
      const owners = ownersOf(path, rules, steps)
      if (isPartial()) return []
      known.set(path, owners)
      return owners
    },
  }
}

/** Those of the last rule that matches. */
function ownersOf(path: string, rules: readonly Rule[], steps: Steps): readonly string[] {
  const segments = path.split('/')
  return rules.findLast(({ pattern }) => matchesPath(pattern, segments, steps))?.owners ?? []
}

/** Without the lines that GitHub does not understand either. */
function rulesIn(text: string): readonly Rule[] {
  return text.split('\n').flatMap((line) => {
    const [pattern, ...owners] = wordsOf(line)
    const parsed = pattern === undefined ? undefined : parsePathPattern(pattern)
    return parsed === undefined || !owners.every(isOwner) ? [] : [{ pattern: parsed, owners }]
  })
}

/** Up to a `#` at the beginning of a word. A blank in a path is written with `\` before it. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let escaped = false
  for (const character of `${line} `) {
    if (character === '#' && word === '') break
    if (escaped || !/\s/.test(character)) {
      // The `\` stands for nothing but the blank behind it.
      word = escaped && character !== ' ' ? `${word}\\${character}` : character === '\\' && !escaped ? word : word + character
    } else if (word !== '') {
      words.push(word)
      word = ''
    }
    escaped = character === '\\' && !escaped
  }
  return words
}

/** Longest text that is looked at; names of GitHub have 39 characters, those of teams 255, addresses 254. */
const LONGEST_OWNER = 300

/** `@user`, `@organisation/team` or an address. */
function isOwner(word: string): boolean {
  if (word.length > LONGEST_OWNER) return false
  return /^@[\w.-]+(?:\/[\w.-]+)?$/.test(word) || /^[^@\s]+@[^@\s]+$/.test(word)
}
