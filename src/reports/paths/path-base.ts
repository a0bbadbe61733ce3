/**
 * Where the paths of a run count from. Decided once for the run as a whole, from what it says and from which files are in the checkout:
 * a guess for one result alone would take a library's `src/index.js` for the repository's.
 */
import { type Evidence, isEnough } from './path-evidence.js'
import { type Root, segmentsBelow } from './paths.js'
import { joined } from './written-path.js'

type Segments = readonly string[]

/** What is known before any path is looked at. */
export interface BaseOptions {
  /** The checkout, here and where runners have it. */
  readonly own: readonly Root[]
  /** What the checkout's own directory is called. */
  readonly names: ReadonlySet<string>
  /** Directories that the run says are the sources: its working directory, its base URIs. */
  readonly stated: readonly Root[]
  /** Those of them that mean the repository even where no file of it is checked out. */
  readonly trusted: readonly Root[]
  /** Where the scan ran. */
  readonly working: readonly Root[]
  /** Where the tool's container expects the repository. */
  readonly mounts: readonly Root[]
  /** Repository path that the user says relative paths start from. */
  readonly sourceRoot?: string
  /** Repository path of the report's own folder. */
  readonly folder?: string
  /** The checkout's folder in the workspace, when it is not the workspace itself. */
  readonly checkoutFolder?: string
  exists(path: string): boolean
}

/** The first distinct paths of a run. */
export interface PathSample {
  readonly relative: readonly Segments[]
  readonly absolute: readonly Root[]
}

export interface Bases {
  readonly relative: RelativeBase
  /** In the order in which they are tried. */
  readonly absolute: readonly MappedRoot[]
}

/** Relative paths count from `folder` of the repository, or from a folder above it that has the repository in `checkout`. */
export type RelativeBase = { readonly folder: Segments } | { readonly checkout: Segments }

/** A directory of the machine that ran the scan, and the folder of the repository that it is. */
export interface MappedRoot {
  readonly root: Root
  readonly folder: Segments
  /** It says too little of a path by itself: only files of the checkout are taken. */
  readonly mustExist: boolean
}

/** Paths of which every possible root is tried; of the others only roots that fitted these. */
const PROBED = 100

/** Deeper roots are not tried. */
const DEEPEST_ROOT = 24

export function decideBases(sample: PathSample, options: BaseOptions): Bases {
  return { relative: relativeBase(sample.relative, options), absolute: absoluteBases(sample.absolute, options) }
}

function absoluteBases(paths: readonly Root[], options: BaseOptions): readonly MappedRoot[] {
  const { own, trusted, mounts, sourceRoot } = options
  const foreign = paths.filter((path) => !own.some((root) => segmentsBelow(path, root) !== undefined))
  const best = foreign.length === 0 ? undefined : bestRoot(foreign, options)
  const known = (root: Root, folder: Segments): MappedRoot => ({ root, folder, mustExist: false })
  return [
    ...own.map((root) => known(root, [])),
    ...(best === undefined ? [] : [best]),
    ...[...trusted, ...mounts].map((root) => known(root, segmentsOf(sourceRoot))),
  ]
}

interface Candidate {
  readonly root: Root
  readonly folder: Segments
  /** Sampled paths that are files of the checkout when this is their root. */
  readonly hits: number
  /** Most segments of a path that matched. */
  readonly matched: number
}

/**
 * The root with which most paths are files of the checkout. Of several the one that explains most of each path: `lib/src/a.c` and `src/a.c`
 * may both be files, and the longer one fits by chance less often. A path that fits without taking anything off is another matter: whether
 * `/src/a.c` is `src/a.c` or the `a.c` of a container's `/src` cannot be told.
 */
function bestRoot(paths: readonly Root[], options: BaseOptions): MappedRoot | undefined {
  const enough = candidatesOf(paths, options)
    .map((candidate) => ({ ...candidate, ...evidenceOf(candidate, paths, options) }))
    .filter(isEnough)
    .sort((left, right) => right.hits - left.hits || left.root.segments.length - right.root.segments.length)
  const top = enough.find(({ root }) => root.segments.length === 0)
  const best = enough.find(({ root }) => root.segments.length > 0)
  if (top === undefined || (best !== undefined && best.hits > top.hits)) return best && { ...best, mustExist: false }
  if (best !== undefined && best.hits === top.hits) return best.isNamed ? { ...best, mustExist: false } : undefined
  return { ...top, mustExist: true }
}

function evidenceOf({ root, hits, matched }: Candidate, paths: readonly Root[], { names, stated, mounts }: BaseOptions): Evidence {
  const ignoreCase = root.anchor.endsWith(':')
  const last = root.segments.at(-1) ?? ''
  const isCalled = [...names].some((name) => name === last || (ignoreCase && name.toLowerCase() === last.toLowerCase()))
  const said = [...stated, ...mounts].map((directory) => segmentsBelow(directory, root)).filter((way) => way !== undefined)
  return {
    root,
    hits,
    matched,
    below: paths.filter((path) => segmentsBelow(path, root) !== undefined).length,
    isNamed: isCalled || said.some((way) => way.length === 0),
    isAboveNamed: said.length > 0,
  }
}

function candidatesOf(paths: readonly Root[], options: BaseOptions): readonly Candidate[] {
  const found = new Map<string, Candidate>()
  const count = (root: Root, folder: Segments, rest: Segments): void => {
    if (!options.exists([...folder, ...rest].join('/'))) return
    const key = keyOf(root, folder)
    const known = found.get(key)
    found.set(key, {
      root: known?.root ?? root,
      folder,
      hits: (known?.hits ?? 0) + 1,
      matched: Math.max(known?.matched ?? 0, rest.length),
    })
  }
  const folders = foldersToTry(options)
  for (const { anchor, segments } of paths.slice(0, PROBED)) {
    for (let depth = 0; depth < Math.min(segments.length, DEEPEST_ROOT); depth++) {
      for (const folder of folders) count({ anchor, segments: segments.slice(0, depth) }, folder, segments.slice(depth))
    }
  }
  for (const path of paths.slice(PROBED)) {
    for (const { root, folder } of [...found.values()]) {
      const rest = segmentsBelow(path, root)
      if (rest !== undefined && rest.length > 0) count(root, folder, rest)
    }
  }
  return [...found.values()]
}

function keyOf({ anchor, segments }: Root, folder: Segments): string {
  const root = segments.join('/')
  return `${anchor}${anchor.endsWith(':') ? root.toLowerCase() : root}\n${folder.join('/')}`
}

/** A container may have only a folder of the repository: the one that the user names, or the one that has the report. */
function foldersToTry({ sourceRoot, folder }: BaseOptions): readonly Segments[] {
  const all = [...(sourceRoot === undefined ? [] : [sourceRoot]), '', ...withParents(segmentsOf(folder)).map((one) => one.join('/'))]
  return [...new Set(all)].map(segmentsOf)
}

/** A folder and those around it, the innermost first, without the top. */
function withParents(folder: Segments): readonly Segments[] {
  return folder.map((_, index) => folder.slice(0, folder.length - index))
}

function relativeBase(paths: readonly Segments[], options: BaseOptions): RelativeBase {
  const checkout = segmentsOf(options.checkoutFolder)
  const hits = (base: RelativeBase) => paths.filter((path) => existsOn(base, path, options)).length
  const candidates = relativeCandidates(options).map((base) => ({ base, hits: hits(base) }))
  const most = Math.max(...candidates.map((candidate) => candidate.hits))
  if (most > 0) return candidates.find((candidate) => candidate.hits === most)?.base ?? AT_TOP
  const allInCheckout = checkout.length > 0 && paths.length > 0 && paths.every((path) => startsWith(path, checkout))
  if (options.sourceRoot === undefined) return allInCheckout ? { checkout } : AT_TOP
  return { folder: segmentsOf(options.sourceRoot) }
}

const AT_TOP: RelativeBase = { folder: [] }

/** What the user says goes. */
function relativeCandidates(options: BaseOptions): readonly RelativeBase[] {
  const { sourceRoot, checkoutFolder, folder } = options
  const inWorkspace = checkoutFolder === undefined ? [] : [{ checkout: segmentsOf(checkoutFolder) }]
  if (sourceRoot !== undefined) return [{ folder: segmentsOf(sourceRoot) }, ...inWorkspace]
  const working = options.working.flatMap((directory) => workingFolders(directory, options))
  return [...working, [], ...withParents(segmentsOf(folder))]
    .map((one): RelativeBase => ({ folder: one }))
    .toSpliced(working.length + 1, 0, ...inWorkspace)
}

/** The folders of the repository that a working directory may be: certain below the checkout, elsewhere every end of it. */
function workingFolders(directory: Root, { own, names }: BaseOptions): readonly Segments[] {
  const certain = own.map((root) => segmentsBelow(directory, root)).find((way) => way !== undefined)
  if (certain !== undefined) return [certain]
  const { segments } = directory
  const named = segments.flatMap((segment, index) => (names.has(segment) ? [segments.slice(index + 1)] : []))
  return [...named.toReversed(), ...segments.slice(-DEEPEST_ROOT).map((_, index, all) => all.slice(index))]
}

function existsOn(base: RelativeBase, path: Segments, { exists }: BaseOptions): boolean {
  const target = onBase(base, path, exists)
  return target !== undefined && target.length > 0 && target[0] !== '..' && exists(target.join('/'))
}

/**
 * The repository path, `..` in front where it leads out; `undefined` for what lies beside the checkout. A path that begins with the very
 * folder it should count from, and is a file as it stands, already counts from the repository.
 */
export function onBase(base: RelativeBase, path: Segments, exists: (path: string) => boolean): Segments | undefined {
  if ('checkout' in base) return startsWith(path, base.checkout) ? path.slice(base.checkout.length) : undefined
  const target = joined(base.folder, path)
  const whole = base.folder.length > 0 && startsWith(path, base.folder) && !exists(target.join('/')) && exists(path.join('/'))
  return whole ? path : target
}

export function startsWith(path: Segments, folder: Segments): boolean {
  return path.length > folder.length && folder.every((segment, index) => segment === path[index])
}

export function segmentsOf(path: string | undefined): Segments {
  return path === undefined || path === '' ? [] : path.split('/')
}
