import type { Location } from '../../finding.js'
import { nameOfImage } from '../shared/image-name.js'
import { asObject, asText, type JsonObject, objectsOf } from '../shared/json.js'
import {
  isAbsoluteUri,
  type Place,
  parseMounts,
  parseRoots,
  placeOfPath,
  type Root,
  remainderOf,
  toRepositoryPath,
} from '../shared/paths.js'
import { type ResolvedArtifact, resolveArtifact, statedRoots } from './artifacts.js'
import { logicalName } from './logical-locations.js'
import type { OffsetLines } from './offset-lines.js'
import { type Lines, regionLines } from './regions.js'

export interface LocationOptions {
  /** Absolute directories that mean the repository root, most specific first. */
  readonly roots: readonly string[]
  /** Where the tool's container expects the repository: tried last. */
  readonly mounts: readonly string[]
  readSource(path: string): string | undefined
  readonly lineAt: OffsetLines
}

export interface Places {
  /** The primary place (`locations[0]`, as code scanning takes it) and the others. */
  readonly location: Location | undefined
  readonly otherLocations: readonly Location[]
  /** The path of the primary place as the tool wrote it, for what lies inside an image or an archive. */
  readonly writtenPath: string | undefined
}

/** Reads the places of results. `image`: the results are about this container image, so their paths lie in it and not in the repository. */
export type PlaceReader = (result: JsonObject, image: string | undefined) => Places

interface Artifact {
  readonly path?: string
  readonly uri?: string
  readonly nested?: string
  readonly written?: string
}

/** Texts that tools write where they have no file. */
const NO_FILE: ReadonlySet<string> = new Set([
  'file://package-descriptor',
  'no file associated with this alert',
  'unknown-file',
  'unknown',
  'n/a',
  'none',
])

/** Bases that mean the repository, whatever directory they stand for on the machine that ran the scan. */
const SOURCE_BASE = /src|source|repo|project|solution|workspace|checkout|rootpath|scanroot|executionroot|^root$/i

export function createPlaceReader(run: JsonObject, options: LocationOptions): PlaceReader {
  const own = parseRoots(options.roots)
  const checkout: Checkout = {
    roots: [...own, ...parseRoots(statedRoots(run)), ...parseMounts(options.mounts)],
    names: new Set(own.map(({ segments }) => segments.at(-1)).filter((name) => name !== undefined)),
    has: (path) => options.readSource(path) !== undefined,
  }
  const artifacts = new Map<string, Artifact>()
  const artifactOf = (location: JsonObject): Artifact => {
    const key = `${location['uriBaseId']}\n${location['index']}\n${location['uri']}`
    const known = artifacts.get(key)
    if (known !== undefined) return known
    const artifact = readArtifact(run, location, checkout)
    artifacts.set(key, artifact)
    return artifact
  }
  const artifactAt = (location: JsonObject): Artifact =>
    artifactOf(asObject(asObject(location['physicalLocation'])?.['artifactLocation']) ?? NO_ARTIFACT)
  const read = (location: JsonObject, image: string | undefined): Location | undefined => {
    const logical = logicalName(run, location)
    if (image !== undefined) return toLocation({ uri: nameOfImage(image) }, NO_LINES, logical)
    const artifact = artifactAt(location)
    const lines = linesOf(location, artifact, (offset) => (artifact.path === undefined ? undefined : options.lineAt(artifact.path, offset)))
    return toLocation(artifact, lines, logical)
  }
  return (result, image) => {
    const [first, ...others] = objectsOf(result['locations'])
    if (first === undefined) return NO_PLACES
    const otherLocations = others.length === 0 ? NONE : others.map((other) => read(other, image)).filter((other) => other !== undefined)
    return { location: read(first, image), writtenPath: artifactAt(first).written, otherLocations }
  }
}

const NO_ARTIFACT: JsonObject = {}
const NO_LINES: Lines = {}
const NONE: readonly Location[] = []
const NO_PLACES: Places = { location: undefined, writtenPath: undefined, otherLocations: NONE }

/** A region is about the innermost artifact (§3.24.4), so inside a container the line says nothing about the file of the repository. */
function linesOf(location: JsonObject, artifact: Artifact, lineAt: (offset: number) => number | undefined): Lines {
  return artifact.nested === undefined ? regionLines(asObject(location['physicalLocation'])?.['region'], lineAt) : NO_LINES
}

/** Assigned one by one and not spread: this runs for every place of every result. */
function toLocation({ path, uri, nested }: Artifact, lines: Lines, logical: string | undefined): Location | undefined {
  if (path === undefined && uri === undefined && logical === undefined) return undefined
  const location: Draft<Location> = {}
  if (path !== undefined) location.path = path
  if (path !== undefined || uri !== undefined) addLines(location, lines)
  if (logical !== undefined) location.logicalName = logical
  const place = nested === undefined ? uri : `${path ?? uri ?? ''}!${nested}`
  if (place !== undefined) location.uri = place
  return location
}

type Draft<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function addLines(location: Draft<Location>, { startLine, endLine, startColumn, endColumn }: Lines): void {
  if (startLine !== undefined) location.startLine = startLine
  if (endLine !== undefined) location.endLine = endLine
  if (startColumn !== undefined) location.startColumn = startColumn
  if (endColumn !== undefined) location.endColumn = endColumn
}

/** The checked-out repository, as far as it takes to know its files in a report. */
interface Checkout {
  readonly roots: readonly Root[]
  /** What its own directory is called. */
  readonly names: ReadonlySet<string>
  has(path: string): boolean
}

function readArtifact(run: JsonObject, location: JsonObject, checkout: Checkout): Artifact {
  const resolved = resolveArtifact(run, location)
  if (resolved === undefined || NO_FILE.has((resolved.relative ?? resolved.uri).toLowerCase())) return {}
  const nested = resolved.nested.length === 0 ? undefined : resolved.nested.join('!')
  const place = asWritten(resolved, checkout) ?? elsewhere(inRepository(resolved, checkout.roots), checkout)
  return { ...(ofOtherRoot(location, place) ?? placed(place)), ...(nested && { nested }), ...writtenPath(location, resolved) }
}

/**
 * A relative URI is percent-encoded (§3.4.3), but Semgrep and Gitleaks write bare paths, and a name may hold a `%`. Where a file of exactly
 * that name is checked out, it is meant.
 */
function asWritten({ uri, relative, base }: ResolvedArtifact, checkout: Checkout): Place | undefined {
  const bare = relative ?? uri
  if (!bare.includes('%') || (base === undefined && isAbsoluteUri(uri))) return undefined
  const literal = bare.replaceAll('%', '%25')
  const place = inRepository(
    { uri: base === undefined ? literal : base.uri + literal, relative: literal, ...(base && { base }), nested: [] },
    checkout.roots,
  )
  return 'path' in place && checkout.has(place.path) ? place : undefined
}

/**
 * A path of another machine is in the repository when a directory of it is called like ours and what follows is a file of the checkout:
 * the scan ran in another clone. Without such a directory `/usr/src/x/setup.py` would be taken for our `setup.py`.
 */
function elsewhere(place: Place, { names, has }: Checkout): Place {
  if (!('outside' in place)) return place
  const segments = place.outside.split('/')
  const below = segments.flatMap((segment, index) => (names.has(segment) ? [segments.slice(index + 1).join('/')] : []))
  return below.map((path) => placeOfPath(path, [])).find((candidate) => 'path' in candidate && has(candidate.path)) ?? place
}

/**
 * A base that lies outside every root still means the repository when its name says so, or when it is the root of a file system
 * (which tools write for "no base"): the scan ran on another machine, or in a container.
 */
function inRepository(resolved: ResolvedArtifact, roots: readonly Root[]): Place {
  const place = toRepositoryPath(resolved.uri, roots)
  const { base, relative } = resolved
  if ('path' in place || base === undefined || relative === undefined) return place
  const meansRepository = SOURCE_BASE.test(base.id.replaceAll('%', '')) || /^file:\/*$/i.test(base.uri)
  return meansRepository ? toRepositoryPath(relative.replace(/^[\\/]+/, ''), roots) : place
}

/** `/shop/index.aspx` on the base `SITE_ROOT` is a place in a web site: a path on no machine. */
function ofOtherRoot(location: JsonObject, place: Place): Artifact | undefined {
  const base = asText(location['uriBaseId'])
  if (base === undefined || SOURCE_BASE.test(base.replaceAll('%', '')) || !('outside' in place)) return undefined
  return asText(location['uri'])?.startsWith('/') ? { uri: place.outside.replace(/^\/+/, '') } : undefined
}

/** Of a path outside the repository only the name is kept, of one that climbs out the part below. */
function placed(place: Place): Artifact {
  if ('path' in place) return { path: place.path }
  if ('external' in place) return /^data:/i.test(place.external) ? {} : { uri: place.external }
  const remainder = remainderOf(place)
  return remainder === undefined ? {} : { uri: remainder }
}

function writtenPath(location: JsonObject, resolved: ResolvedArtifact): Artifact {
  const written = asText(location['uri']) ?? resolved.relative ?? resolved.uri
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(written) ? {} : { written: written.replace(/^\/+/, '') }
}
