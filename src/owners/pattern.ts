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

/** @param path segments of the path of a file */
export function matchesPath({ segments, reachesDown, foldersOnly }: PathPattern, path: readonly string[]): boolean {
  let places = reachable([0], segments)
  for (const [index, segment] of path.entries()) {
    const isFile = index === path.length - 1
    const next = [...places].flatMap((at) => after(at, segments[at], segment))
    if (next.length === 0) return false
    places = reachable(next, segments)
    const isWhole = places.has(segments.length)
    if (isWhole && !isFile && reachesDown) return true
    if (isWhole && isFile) return !foldersOnly || segments.at(-1) === ANY_SEGMENTS
  }
  return false
}

function after(at: number, wanted: string | undefined, segment: string): readonly number[] {
  if (wanted === undefined) return []
  if (wanted === ANY_SEGMENTS) return [at]
  return matchesSegment(wanted, segment) ? [at + 1] : []
}

/** `**` may be no segment at all. */
function reachable(places: readonly number[], segments: readonly string[]): ReadonlySet<number> {
  const reached = new Set(places)
  for (const at of reached) if (segments[at] === ANY_SEGMENTS) reached.add(at + 1)
  return reached
}

/** `*` is any text and `?` any character of one segment. Goes back to the last `*` alone, so it takes at most the product of both lengths. */
function matchesSegment(pattern: string, text: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0]
  while (at < text.length) {
    if (from < pattern.length && (pattern[from] === '?' || (pattern[from] === text[at] && pattern[from] !== '*'))) {
      at += 1
      from += 1
    } else if (pattern[from] === '*') {
      star = from
      retry = at
      from += 1
    } else if (star >= 0) {
      from = star + 1
      retry += 1
      at = retry
    } else return false
  }
  while (pattern[from] === '*') from += 1
  return from === pattern.length
}
