/**
 * Patterns of CODEOWNERS. Source: docs.github.com, "About code owners", "CODEOWNERS syntax": those of .gitignore without `!`, `[ ]` and an escaped `#`,
 * and `docs/*` are the files of a folder but not what lies deeper. Matchers of .gitignore let it reach everything below, and make regular expressions of
 * what anybody can propose; this takes time in proportion to pattern and path.
 */

export interface PathPattern {
  /** `**` stands for any number of segments. */
  readonly segments: readonly string[]
  /** A folder stands for all that lies in it. */
  readonly reachesDown: boolean
  /** Only folders: `logs/` is no file of that name. */
  readonly foldersOnly: boolean
}

const ANY_SEGMENTS = '**'

/** @returns `undefined` for what GitHub takes for no pattern */
export function parsePathPattern(text: string): PathPattern | undefined {
  if (text === '' || text.startsWith('!') || /[[\]]/.test(text)) return undefined
  const foldersOnly = text.endsWith('/')
  const bare = foldersOnly ? text.slice(0, -1) : text
  const isAnchored = bare.includes('/')
  const segments = (bare.startsWith('/') ? bare.slice(1) : bare).split('/')
  if (segments.some((segment) => segment === '')) return segments.length === 1 ? EVERYTHING : undefined
  return {
    segments: isAnchored ? segments : [ANY_SEGMENTS, ...segments],
    reachesDown: foldersOnly || !isAnchored || segments.at(-1) !== '*',
    foldersOnly,
  }
}

/** `/` is the root: everything. */
const EVERYTHING: PathPattern = { segments: [ANY_SEGMENTS], reachesDown: true, foldersOnly: false }

/** What comparing may still take: counted down by the comparison itself, so that no pattern and no path can take more. */
export interface Steps {
  left: number
}

/** Where a comparison is, and where it goes on after the last star, which is the only one that it goes back to. */
interface Place {
  at: number
  from: number
  star: number
  retry: number
}

/**
 * Goes back to the last `**` alone, as {@link matchesSegment} does to the last `*`.
 *
 * @param path segments of the path of a file
 * @param steps with none left, nothing matches
 */
export function matchesPath(pattern: PathPattern, path: readonly string[], steps: Steps): boolean {
  const { segments } = pattern
  const place = start()
  while (isLeft(steps)) {
    const wanted = segments[place.from]
    const segment = path[place.at]
    if (wanted === ANY_SEGMENTS) passStar(place)
    else if (wanted === undefined && isEnd(pattern, segment === undefined)) return true
    else if (segment === undefined) return false
    else if (wanted !== undefined && matchesSegment(wanted, segment, steps)) advance(place)
    else if (!goBack(place)) return false
  }
  return false
}

/** Whether it matches when all of the pattern is used, at a folder or at the file itself. */
function isEnd({ segments, reachesDown, foldersOnly }: PathPattern, isFile: boolean): boolean {
  return isFile ? !foldersOnly || segments.at(-1) === ANY_SEGMENTS : reachesDown
}

/** `*` is any text and `?` any character of one segment. Takes at most the product of both lengths. */
function matchesSegment(pattern: string, text: string, steps: Steps): boolean {
  const place = start()
  while (isLeft(steps)) {
    const wanted = pattern[place.from]
    if (wanted === '*') passStar(place)
    else if (place.at === text.length && wanted === undefined) return true
    else if (place.at === text.length) return false
    else if (wanted === '?' || wanted === text[place.at]) advance(place)
    else if (!goBack(place)) return false
  }
  return false
}

function start(): Place {
  return { at: 0, from: 0, star: -1, retry: 0 }
}

function isLeft(steps: Steps): boolean {
  steps.left -= 1
  return steps.left >= 0
}

function passStar(place: Place): void {
  place.star = place.from
  place.retry = place.at
  place.from += 1
}

function advance(place: Place): void {
  place.at += 1
  place.from += 1
}

/** One more for the last star. */
function goBack(place: Place): boolean {
  if (place.star < 0) return false
  place.retry += 1
  place.at = place.retry
  place.from = place.star + 1
  return true
}
