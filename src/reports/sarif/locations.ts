import type { Location } from '../../finding.js'
import { type ResolvedArtifact, resolveArtifact, statedRoots } from './artifacts.js'
import { asObject, asText, type JsonObject, objectsOf } from './json.js'
import { logicalName } from './logical-locations.js'
import { type Place, parseMounts, parseRoots, type Root, toRepositoryPath } from './paths.js'
import { type Lines, regionLines } from './regions.js'

export interface LocationOptions {
  /** Absolute directories that mean the repository root, most specific first. */
  readonly roots: readonly string[]
  /** Where the tool's container expects the repository: tried last. */
  readonly mounts: readonly string[]
  readSource(path: string): string | undefined
}

export interface Places {
  /** The primary place (`locations[0]`, as code scanning takes it) and the others. */
  readonly location?: Location
  readonly otherLocations: readonly Location[]
  /** The path of the primary place as the tool wrote it, for what lies inside an image or an archive. */
  readonly writtenPath?: string
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
  const roots = [...parseRoots([...options.roots, ...statedRoots(run)]), ...parseMounts(options.mounts)]
  const artifacts = new Map<string, Artifact>()
  const artifactOf = (location: JsonObject): Artifact => {
    const key = `${location['uriBaseId']}\n${location['index']}\n${location['uri']}`
    const known = artifacts.get(key)
    if (known !== undefined) return known
    const artifact = readArtifact(run, location, roots)
    artifacts.set(key, artifact)
    return artifact
  }
  const read = (location: JsonObject, image: string | undefined): Location | undefined => {
    const physical = asObject(location['physicalLocation'])
    const artifact = artifactOf(asObject(physical?.['artifactLocation']) ?? {})
    const lines = linesOf(physical, artifact, () => (artifact.path === undefined ? undefined : options.readSource(artifact.path)))
    const logical = logicalName(run, location)
    return image === undefined ? toLocation(artifact, lines, logical) : toLocation({ uri: image }, {}, logical)
  }
  return (result, image) => {
    const [first, ...others] = objectsOf(result['locations'])
    const location = first && read(first, image)
    const written = first && artifactOf(asObject(asObject(first['physicalLocation'])?.['artifactLocation']) ?? {}).written
    const otherLocations = others.map((other) => read(other, image)).filter((other) => other !== undefined)
    return { ...(location && { location }), ...(written !== undefined && { writtenPath: written }), otherLocations }
  }
}

/** A region is about the innermost artifact (§3.24.4), so inside a container the line says nothing about the file of the repository. */
function linesOf(physical: JsonObject | undefined, artifact: Artifact, readText: () => string | undefined): Lines {
  return artifact.nested === undefined ? regionLines(physical?.['region'], readText) : {}
}

function toLocation({ path, uri, nested }: Artifact, lines: Lines, logical: string | undefined): Location | undefined {
  if (path === undefined && uri === undefined && logical === undefined) return undefined
  const inside = nested === undefined ? uri : `${path ?? uri ?? ''}!${nested}`
  return {
    ...(path !== undefined && { path }),
    ...(path !== undefined || uri !== undefined ? lines : undefined),
    ...(logical !== undefined && { logicalName: logical }),
    ...(inside !== undefined && { uri: inside }),
  }
}

function readArtifact(run: JsonObject, location: JsonObject, roots: readonly Root[]): Artifact {
  const resolved = resolveArtifact(run, location)
  if (resolved === undefined || NO_FILE.has((resolved.relative ?? resolved.uri).toLowerCase())) return {}
  const nested = resolved.nested.length === 0 ? undefined : resolved.nested.join('!')
  const place = inRepository(resolved, roots)
  return { ...(ofOtherRoot(location, place) ?? placed(place)), ...(nested && { nested }), ...writtenPath(location, resolved) }
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
  const remainder =
    'outside' in place ? place.outside.split('/').findLast((segment) => segment !== '') : place.escapes.replace(/^(?:\.{1,2}(?:\/|$))+/, '')
  return remainder ? { uri: remainder } : {}
}

function writtenPath(location: JsonObject, resolved: ResolvedArtifact): Artifact {
  const written = asText(location['uri']) ?? resolved.relative ?? resolved.uri
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(written) ? {} : { written: written.replace(/^\/+/, '') }
}
