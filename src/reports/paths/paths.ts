/**
 * Where a URI of a report leads: into the repository, or not. Decided on the normalised path, because `..` must not lead out;
 * the caller never sees an absolute path of a machine.
 */
export type Place =
  | { readonly path: string }
  /** A relative path that climbs out of the repository, or names its root. */
  | { readonly escapes: string }
  /** An absolute path that lies under no root. */
  | { readonly outside: string }
  /** Another scheme than `file`. */
  | { readonly external: string }

/** A directory that means the repository root, taken apart once. */
export interface Root {
  readonly anchor: string
  readonly segments: readonly string[]
}

/**
 * Takes absolute directories (`/home/r/w`, `C:\w`, `file:///w/`) apart. What is not absolute is left out, and so is the root of a file
 * system: a report that names it as its working directory must not turn every file of a machine into one of the repository.
 */
export function parseRoots(directories: readonly string[]): readonly Root[] {
  return parseDirectories(directories).filter(({ segments }) => segments.length > 0)
}

/** Where a tool is known to count its paths from; `/` stands for tools whose paths begin at the scanned directory. */
export function parseMounts(directories: readonly string[]): readonly Root[] {
  return parseDirectories(directories)
}

function parseDirectories(directories: readonly string[]): readonly Root[] {
  const paths = directories.map((directory) => (/^file:/i.test(directory) ? fileUriPath(directory) : directory.replaceAll('\\', '/')))
  return paths.map(parsePath).filter((path): path is Root => path !== undefined && path.anchor !== '')
}

export function toRepositoryPath(uri: string, roots: readonly Root[]): Place {
  return isOtherScheme(uri) ? { external: uri } : placeOfPath(localPath(uri), roots)
}

/** The place of a path that is not encoded. @param path with `/` */
export function placeOfPath(path: string, roots: readonly Root[]): Place {
  const parsed = parsePath(path)
  if (parsed === undefined) return climbing(path, roots)
  if (parsed.anchor === '') return parsed.segments.length === 0 ? { escapes: path } : { path: parsed.segments.join('/') }
  return below(parsed, roots) ?? { outside: path }
}

/**
 * What may be told of a place outside the repository: the name of the file. A path that climbs out and down again (`../home/somebody/a.kt`)
 * says as much of a machine as an absolute one.
 */
export function remainderOf(place: Exclude<Place, { readonly path: string } | { readonly external: string }>): string | undefined {
  const path = 'outside' in place ? place.outside : place.escapes
  return path.split('/').findLast((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** A scheme has two letters or more: `C:` is a drive. */
export function isAbsoluteUri(uri: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(uri)
}

export function isAbsolutePath(uri: string): boolean {
  return /^(?:[A-Za-z]:)?[\\/]/.test(uri)
}

export function isOtherScheme(uri: string): boolean {
  return isAbsoluteUri(uri) && !/^file:/i.test(uri)
}

/** The path of a URI that is a `file:` URI or has no scheme: decoded, `/`-separated. */
export function localPath(uri: string): string {
  if (/^file:/i.test(uri)) return fileUriPath(uri)
  return (/^[A-Za-z]:[\\/]/.test(uri) ? uri : decoded(uri)).replaceAll('\\', '/')
}

/**
 * The path of a `file:` URI, `/`-separated. `localhost` is this machine (RFC 8089), another host makes a UNC path, and the malformed but
 * common `file://C:/x` means a drive.
 */
function fileUriPath(uri: string): string {
  const [, host = '', rest = ''] = /^file:(?:\/\/([^/\\]*))?(.*)$/is.exec(uri) ?? []
  const path = decoded(rest.replace(/[?#].*$/s, '')).replaceAll('\\', '/')
  if (/^[A-Za-z]:$/.test(host)) return host + path
  if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${path}`
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path
}

/** Some tools percent-encode, some do not: what cannot be decoded is taken as it is. */
function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Undefined when `..` leads above the start. The anchor is `''`, `/`, `//` (UNC) or a drive in lower case. */
export function parsePath(path: string): Root | undefined {
  // `\\\\?\\C:\\x` says that a long path follows: learn.microsoft.com, "Maximum Path Length Limitation".
  if (/^\/\/[?.]\/[A-Za-z]:/.test(path)) return parsePath(path.slice(4))
  const drive = /^[A-Za-z]:/.exec(path)?.[0]
  const anchor = drive?.toLowerCase() ?? (path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '')
  const segments: string[] = []
  for (const segment of path.slice(drive?.length ?? 0).split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return { anchor, segments }
}

function below(path: Root, roots: readonly Root[]): Place | undefined {
  for (const root of roots) {
    const segments = segmentsBelow(path, root)
    if (segments !== undefined && segments.length > 0) return { path: segments.join('/') }
  }
  return undefined
}

/**
 * The way from a root down to a path, none for the root itself; `undefined` when the path lies elsewhere. Windows does not tell upper from
 * lower case, so paths on a drive are compared without it.
 */
export function segmentsBelow(path: Root, { anchor, segments }: Root): readonly string[] | undefined {
  if (!sameAnchor(path.anchor, anchor) || path.segments.length < segments.length) return undefined
  const under = segments.every((segment, index) => sameSegment(segment, path.segments[index] ?? '', anchor.endsWith(':')))
  return under ? path.segments.slice(segments.length) : undefined
}

/** `file:////src/a` is written for `/src/a`. */
function sameAnchor(path: string, root: string): boolean {
  return path === root || (path === '//' && root === '/')
}

function sameSegment(left: string, right: string, ignoreCase: boolean): boolean {
  return left === right || (ignoreCase && left.toLowerCase() === right.toLowerCase())
}

/** `../../github/workspace/a.tf`: written from a deep working directory, it climbs to the top of the file system and down into a root. */
function climbing(path: string, roots: readonly Root[]): Place {
  const landing = /^(?:\.\.\/)+(?!\.\.(?:\/|$))(.+)$/s.exec(path)?.[1]
  const parsed = landing === undefined ? undefined : parsePath(`/${landing}`)
  return (parsed && below(parsed, roots)) ?? (isAbsolutePath(path) ? { outside: path } : { escapes: path })
}
