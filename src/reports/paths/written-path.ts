import { isAbsolutePath, parsePath, type Root } from './paths.js'

/** A path as a tool wrote it, taken apart. */
export type WrittenPath = Readable & {
  /** In one form on every system: `/a/b`, `c:/a/b`, `//server/share/a`, `a/b`, `../a`. */
  readonly normal: string
}

type Readable =
  /** Begins with `..` where it climbs. */
  | {
      readonly kind: 'relative'
      readonly segments: readonly string[]
      /** With the placeholder that the path begins with, as if it were a name: a folder may be called so. */
      readonly literal?: readonly string[]
      /** Templates of projects have folders called `{{name}}`. */
      readonly maybeName?: boolean
    }
  | { readonly kind: 'absolute'; readonly root: Root }
  /** Absolute, and climbs above the top of the file system. */
  | { readonly kind: 'nowhere' }

/**
 * Names that stand for a folder. `<project …>`: ECLAIR; `${workspaceFolder}`: VS Code; `$(SolutionDir)`: MSBuild; `%SRCROOT%`: Windows and
 * base ids of SARIF; `$PROJECT_DIR$`: JetBrains; `$SRCROOT`: Xcode; `{repo}`, `{{repo}}`: templates that nobody filled in.
 */
const PLACEHOLDER =
  /^(?:<[^<>\n]{1,1000}>|\$\{[^{}/\n]{1,100}\}|\$\([^()/\n]{1,100}\)|%[A-Za-z_][\w.]{0,99}%|\$[A-Za-z_]\w{0,99}\$?|\{\{?[^{}/\n]{1,100}\}\}?)(?=[\\/]|$)/

/** The placeholder that a text begins with, a `file:` before it included. */
export function placeholderIn(text: string): string | undefined {
  const scheme = /^file:\/{0,3}/i.exec(text)?.[0] ?? ''
  const found = PLACEHOLDER.exec(text.slice(scheme.length))?.[0]
  return found === undefined ? undefined : scheme + found
}

/** @param path not encoded; `\` and `/` both separate */
export function readWritten(path: string): WrittenPath {
  const slashed = path.replaceAll('\\', '/')
  const placeholder = placeholderIn(slashed)
  if (placeholder !== undefined) {
    const segments = relativeSegments(slashed.slice(placeholder.length))
    const normal = `${placeholder}/${segments.join('/')}`
    return { kind: 'relative', segments, normal, literal: relativeSegments(slashed), maybeName: placeholder.startsWith('{') }
  }
  const root = parsePath(slashed)
  if (root !== undefined && root.anchor !== '') return { kind: 'absolute', root, normal: textOf(root) }
  if (root === undefined && isAbsolutePath(slashed)) return { kind: 'nowhere', normal: slashed }
  const segments = relativeSegments(slashed)
  return { kind: 'relative', segments, normal: segments.join('/') }
}

function textOf({ anchor, segments }: Root): string {
  const top = anchor.endsWith('/') ? anchor : `${anchor}/`
  return top + segments.join('/')
}

/** Without `.` and empty segments; `..` stays where there is nothing to climb from. */
export function relativeSegments(path: string): readonly string[] {
  return joined([], path.split('/'))
}

/** Goes on from a folder. `..` in front of the result leads out of where the folder counts from. */
export function joined(folder: readonly string[], segments: readonly string[]): readonly string[] {
  const result = [...folder]
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue
    const last = result.at(-1)
    if (segment !== '..' || last === undefined || last === '..') result.push(segment)
    else result.pop()
  }
  return result
}

export function climbs(segments: readonly string[]): boolean {
  return segments[0] === '..'
}

/** Where a path that climbs comes down again, read from the top: `../../builds/shop/a.tf` was written from a deep working directory. */
export function landing(segments: readonly string[]): Root | undefined {
  const down = segments.findIndex((segment) => segment !== '..')
  return down <= 0 ? undefined : { anchor: '/', segments: segments.slice(down) }
}

/** First folders of machines, without the slash in front: what tools leave of an absolute path whose root they take off. */
const MACHINE_FOLDERS = /^(?:(?:home|Users|builds)\/[^/]+\/|(?:private\/)?(?:var\/folders|tmp)\/[^/]+\/|github\/workspace\/|__w\/)./

/** The absolute path that a relative one seems to have been. */
export function rootedMachinePath(segments: readonly string[]): Root | undefined {
  return MACHINE_FOLDERS.test(segments.join('/')) ? { anchor: '/', segments } : undefined
}
