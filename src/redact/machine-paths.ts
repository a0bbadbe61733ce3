/** Absolute paths of the machine that scanned say nothing to a reader and name its users. */

/** Stands for the directory of a file outside the checkout. */
const ELSEWHERE = '[path]'

const SEPARATOR = String.raw`[\\/]{1,2}`
/** Not in the middle of a path or of a URL. `file://` goes with the path. */
const START = String.raw`(?:file:\/{2,3}|(?<![A-Za-z0-9_.~%@/\\-]))`
const SEGMENT = String.raw`[^\s\\/"'<>|:*?,;()\[\]{}\x60]{1,255}`

/** What follows a root: something in it, or nothing. */
const END = String.raw`(?:${SEPARATOR}|(?=["'\s),;:\x60]|$))`

/**
 * The checkout on GitHub's runners, whose directory is named twice after the repository, and in their containers.
 * Source: docs.github.com, "Variables reference", GITHUB_WORKSPACE; actions/runner, ContainerInfo.cs, for `/__w`.
 */
const CHECKOUT = new RegExp(
  `${START}(?:(?:/home/runner/work|/Users/runner/work|/__w|[A-Za-z]:${SEPARATOR}a)${SEPARATOR}(${SEGMENT})${SEPARATOR}\\1|/github/workspace)${END}`,
  'g',
)

/** Windows: a name may hold spaces when a backslash says where it ends. */
const SPACED_SEGMENT = String.raw`(?:[^\\/\r\n"'<>|:*?]{1,64}(?=\\)|${SEGMENT})`

/** Homes of users, and what else a runner keeps: tools, temporary files, other checkouts. At least one name follows the user's. */
const HOME = new RegExp(
  `${START}(?:(?:/(?:home|Users)/${SEGMENT}|/__[wte])((?:${SEPARATOR}${SEGMENT})+)|[A-Za-z]:${SEPARATOR}(?:a|Users${SEPARATOR}${SPACED_SEGMENT})((?:${SEPARATOR}${SPACED_SEGMENT})+))`,
  'g',
)

const HINT = /\/(?:home|Users|__[wte])\/|\/github\/workspace|(?<![A-Za-z])[A-Za-z]:[\\/]{1,2}(?:a|Users)[\\/]/

/**
 * Paths in the checkout become relative to it, paths in a user's home lose everything but the file's name.
 * @param roots absolute directories that are the repository's root
 */
export function createPathShortener(roots: readonly string[]): (text: string) => string {
  const checkouts = roots.filter((root) => /[^\\/:]/.test(root)).map(rootPattern)
  return (text) => {
    let result = text
    for (const { hint, pattern } of checkouts) if (result.includes(hint)) result = result.replace(pattern, toRelative)
    return HINT.test(result) ? result.replace(CHECKOUT, toRelative).replace(HOME, toFileName) : result
  }
}

/** Roots come from the run's environment, not from a report. */
function rootPattern(root: string): { hint: string; pattern: RegExp } {
  const segments = root.split(/[\\/]+/).filter((segment) => segment !== '')
  const lead = /^[\\/]/.test(root) ? SEPARATOR : ''
  const source = segments.map((segment) => segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(SEPARATOR)
  return { hint: segments.at(-1) ?? root, pattern: new RegExp(`${START}${lead}${source}${END}`, 'g') }
}

/** The root itself is the directory `.`. */
function toRelative(match: string): string {
  return /[\\/]$/.test(match) ? '' : '.'
}

function toFileName(_match: string, underRoot: string | undefined, underDrive: string | undefined): string {
  const name = (underRoot ?? underDrive ?? '').split(/[\\/]/).at(-1) ?? ''
  return `${ELSEWHERE}/${name}`
}
