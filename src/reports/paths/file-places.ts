import { type BaseOptions, type Bases, decideBases, onBase, type PathSample } from './path-base.js'
import { parseMounts, parseRoots, type Root, segmentsBelow } from './paths.js'
import { temporaryFolder, writtenAs } from './written-as.js'
import { climbs, joined, landing, rootedMachinePath, type WrittenPath } from './written-path.js'

/** What is known of the checkout, for all reports of a run. */
export interface CheckoutOptions {
  /** Absolute directories that mean the repository root, most specific first. */
  readonly roots: readonly string[]
  /** Repository path of the folder that relative paths start from, where the user names one. */
  readonly sourceRoot?: string
  /** Repository path of the folder in which the report lies, `''` for the root; absent when it lies elsewhere. */
  readonly folder?: string
  /** The checkout's folder in the workspace, where it is not the workspace itself. */
  readonly checkoutFolder?: string
  /** Text of a file of the checkout by repository path. */
  readSource(path: string): string | undefined
  /** Whether there is such a file in the checkout. Without it a file exists when it can be read. */
  exists?(path: string): boolean
}

/** What one run of a tool says of its paths beside the paths themselves. */
export interface StatedPaths {
  /** Absolute directories that mean the repository: where version control has the checkout, where the scan ran. */
  readonly trusted?: readonly string[]
  /** Absolute directories that paths count from. */
  readonly bases?: readonly string[]
  /** Where the scan ran. */
  readonly working?: readonly string[]
  /** Where the tool's container expects the repository. */
  readonly mounts?: readonly string[]
}

/** Where a path leads. `writtenAs` tells files apart that nothing else does; absent when the tool wrote the repository path itself. */
export type FilePlace = { readonly path: string; readonly writtenAs?: string } | OutsideFile

export interface OutsideFile {
  readonly path?: never
  /** All that may be told of it: the name of the file. */
  readonly name?: string
  readonly writtenAs: string
}

export interface FilePlaces {
  /** @param written as the tool has it */
  of(written: WrittenPath): FilePlace
  exists(path: string): boolean
}

/** Distinct paths that the base of a run is decided by. */
export const SAMPLED_PATHS = 1000

/** Each relative path is tried on every folder that may be the base. */
const SAMPLED_RELATIVE = 300

/**
 * The files of one run.
 * @param sample gives the run's paths from the first on; asked once, when the first path is looked up
 */
export function createFilePlaces(options: CheckoutOptions, stated: StatedPaths, sample: () => Iterable<WrittenPath>): FilePlaces {
  const base = baseOptions(options, stated)
  let decided: Decided | undefined
  return {
    exists: base.exists,
    of(written) {
      decided ??= decide(sample(), base)
      const place = placeOf(written, decided.bases, base.exists)
      return place === undefined ? outside(written, decided) : inRepository(place, written, decided, options.sourceRoot !== undefined)
    },
  }
}

interface Decided {
  readonly bases: Bases
  /** The one temporary folder that the run's paths are in. */
  readonly temporary: string | undefined
}

function baseOptions(options: CheckoutOptions, { trusted = [], bases = [], working = [], mounts = [] }: StatedPaths): BaseOptions {
  const { roots, sourceRoot, folder, checkoutFolder, readSource, exists } = options
  const own = parseRoots(roots)
  return {
    own,
    names: new Set(own.flatMap(({ segments }) => segments.at(-1) ?? [])),
    stated: parseRoots([...trusted, ...bases, ...working]),
    trusted: parseRoots(trusted),
    working: parseRoots(working),
    mounts: parseMounts(mounts),
    ...(sourceRoot !== undefined && { sourceRoot }),
    ...(folder !== undefined && { folder }),
    ...(checkoutFolder !== undefined && checkoutFolder !== '' && { checkoutFolder }),
    exists: (path) => (exists === undefined ? readSource(path) !== undefined : exists(path)),
  }
}

function decide(paths: Iterable<WrittenPath>, base: BaseOptions): Decided {
  const seen = new Set<string>()
  const temporary = new Set<string>()
  const relative: (readonly string[])[] = []
  const absolute: Root[] = []
  for (const path of paths) {
    if (seen.has(path.normal)) continue
    seen.add(path.normal)
    const folder = temporaryFolder(path.normal)
    if (folder !== undefined) temporary.add(folder)
    if (path.kind === 'relative' && relative.length < SAMPLED_RELATIVE) relative.push(path.segments)
    const root = absoluteFormOf(path)
    if (root !== undefined) absolute.push(root)
    if (seen.size === SAMPLED_PATHS) break
  }
  const sample: PathSample = { relative, absolute }
  const [only] = temporary
  return { bases: decideBases(sample, base), temporary: temporary.size === 1 ? only : undefined }
}

/** A relative path may be an absolute one in disguise: it climbs to the top and down again, or has lost its first slash. */
function absoluteFormOf(path: WrittenPath): Root | undefined {
  if (path.kind === 'absolute') return path.root
  return path.kind === 'relative' ? (landing(path.segments) ?? rootedMachinePath(path.segments)) : undefined
}

function placeOf(written: WrittenPath, bases: Bases, exists: (path: string) => boolean): string | undefined {
  if (written.kind === 'nowhere') return undefined
  if (written.kind === 'absolute') return below(written.root, bases, exists)
  const { segments, literal } = written
  if (literal !== undefined) {
    const path = ofRelative(literal, bases, exists)
    if (path !== undefined && (exists(path) || (written.maybeName === true && !exists(ofRelative(segments, bases, exists) ?? ''))))
      return path
  }
  return ofRelative(segments, bases, exists)
}

function ofRelative(segments: readonly string[], bases: Bases, exists: (path: string) => boolean): string | undefined {
  const target = onBase(bases.relative, segments, exists)
  if (target !== undefined && target.length > 0 && !climbs(target)) {
    const path = target.join('/')
    const machine = rootedMachinePath(segments)
    return machine === undefined || exists(path) ? path : below(machine, bases, exists)
  }
  const root = landing(segments)
  return root && below(root, bases, exists)
}

function below(path: Root, { absolute }: Bases, exists: (path: string) => boolean): string | undefined {
  for (const { root, folder, mustExist } of absolute) {
    const way = segmentsBelow(path, root)
    if (way === undefined || way.length === 0) continue
    const target = joined(folder, way).join('/')
    if (!mustExist || exists(target)) return target
  }
  return undefined
}

/**
 * Reports in two folders may both write `src/a.c` and mean two files, so what counts from a report's own folder is taken with that folder.
 * One that the user names is the same for all reports.
 */
function inRepository(path: string, written: WrittenPath, { temporary }: Decided, byUser: boolean): FilePlace {
  if (path === written.normal) return { path }
  const isOwn = written.kind === 'relative' && written.literal === undefined && !byUser
  return { path, writtenAs: writtenAs(isOwn ? path : written.normal, temporary) }
}

function outside(written: WrittenPath, { temporary }: Decided): OutsideFile {
  const name = nameOf(written)
  return { ...(name !== undefined && { name }), writtenAs: writtenAs(written.normal, temporary) }
}

/** Of a placeholder alone its first word: `<project /home/x>` is `<project>`. */
function nameOf(written: WrittenPath): string | undefined {
  const segments = written.kind === 'relative' ? written.segments : written.normal.split('/')
  const name = segments.findLast((segment) => segment !== '' && segment !== '.' && segment !== '..')
  if (name !== undefined || written.kind !== 'relative' || written.literal === undefined) return name
  const word = /^<\s*([A-Za-z][\w.-]{0,40})/.exec(written.normal)?.[1]
  return word === undefined ? undefined : `<${word}>`
}
