/** The files that artifact locations name (§3.4): of the repository, or of nowhere that may be told. */

import { type CheckoutOptions, createFilePlaces, type FilePlaces } from '../../paths/file-places.js'
import { isAbsoluteUri, isOtherScheme, localPath } from '../../paths/paths.js'
import { inSourceFolder } from '../../paths/source-folders.js'
import { placeholderIn, readWritten, type WrittenPath } from '../../paths/written-path.js'
import { isCertainImage, isImageReference, isTaggedImage } from '../../vocabulary/image-name.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import type { Product } from '../rules/products.js'
import { basesOf, type ResolvedArtifact, resolveArtifact, statedRoots, workingDirectories } from './artifacts.js'

export interface FileOptions extends CheckoutOptions {
  readonly product: Pick<Product, 'key' | 'mounts' | 'scans' | 'kind' | 'place'>
  /** The run's results from the first on. */
  results(): Iterable<unknown>
}

export interface Artifact {
  readonly path?: string
  readonly uri?: string
  readonly writtenAs?: string
  readonly nested?: string
  /** As the tool wrote it. */
  readonly written?: string
  /** The image that it names instead of a file. */
  readonly image?: string
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

/** Results that are looked through beforehand for the paths of a run. */
const SAMPLED_RESULTS = 1000

/** Every artifact location is worked out once. */
export function createArtifactReader(run: JsonObject, options: FileOptions): (location: JsonObject) => Artifact {
  const stated = { trusted: statedRoots(run), working: workingDirectories(run), bases: basesOf(run), mounts: options.product.mounts }
  const files = createFilePlaces(options, stated, () => pathsOf(run, options.results()))
  const artifacts = new Map<string, Artifact>()
  const known = { ...options, product: visitsPages(options) ? { ...options.product, scans: 'hosts' as const } : options.product }
  return (location) => {
    const key = `${location['uriBaseId']}\n${location['index']}\n${location['uri']}`
    const read = artifacts.get(key)
    if (read !== undefined) return read
    const artifact = readArtifact(run, location, files, known)
    artifacts.set(key, artifact)
    return artifact
  }
}

/** Results by which it is decided whether a tool visits pages. */
const SAMPLED_PAGES = 100

/** A tool that is not known and most of whose places are addresses has no files: what else it names is a host without its scheme. */
function visitsPages({ product, results }: FileOptions): boolean {
  if (product.key !== undefined || product.kind !== undefined) return false
  let [pages, others] = [0, 0]
  for (const result of results()) {
    const [first] = isObject(result) ? objectsOf(result['locations']) : []
    const uri = asText(asObject(asObject(first?.['physicalLocation'])?.['artifactLocation'])?.['uri'])
    if (uri !== undefined && /^https?:\/\//i.test(uri)) pages += 1
    else others += 1
    if (pages + others === SAMPLED_PAGES) break
  }
  return pages > 0 && pages >= others
}

/** The paths of the first results, as absolute as the run says. */
function* pathsOf(run: JsonObject, results: Iterable<unknown>): Generator<WrittenPath> {
  let read = 0
  for (const result of results) {
    for (const location of isObject(result) ? [...objectsOf(result['locations']), ...objectsOf(result['relatedLocations'])] : []) {
      const artifact = asObject(asObject(location['physicalLocation'])?.['artifactLocation'])
      const resolved = artifact && resolveArtifact(run, artifact)
      if (resolved === undefined || isNoFile(resolved) || isOtherScheme(resolved.uri)) continue
      const { uri, base, relative } = resolved
      if (base === undefined || !isTop(base)) yield fromUri(uri)
      if (base !== undefined && relative !== undefined && meansRepository(base)) yield fromUri(relative.replace(/^[\\/]+/, ''))
    }
    read += 1
    if (read === SAMPLED_RESULTS) return
  }
}

function isNoFile({ relative, uri }: ResolvedArtifact): boolean {
  return NO_FILE.has((relative ?? uri).toLowerCase())
}

function readArtifact(run: JsonObject, location: JsonObject, files: FilePlaces, { product }: FileOptions): Artifact {
  const resolved = resolveArtifact(run, location)
  if (resolved === undefined || isNoFile(resolved)) return {}
  const nested = resolved.nested.length === 0 ? undefined : resolved.nested.join('!')
  const place = asWritten(resolved, files) ?? placeOf(resolved, files)
  const other = placeOfOtherSort(resolved, place, files, product) ?? placeOnSite(location, place)
  const source = place.path === undefined || other !== undefined ? undefined : inSourceFolder(place.path, files.exists)
  return { ...(other ?? place), ...(source && { path: source }), ...(nested && { nested }), ...writtenPath(location, resolved) }
}

/** @param uri a `file:` URI or one without a scheme; encoded, as far as the tool encodes */
function fromUri(uri: string): WrittenPath {
  const placeholder = placeholderIn(uri)
  return readWritten(
    placeholder === undefined ? localPath(uri) : placeholder.replace(/^file:\/*/i, '') + localPath(uri.slice(placeholder.length)),
  )
}

/**
 * A relative URI is percent-encoded (§3.4.3), but Semgrep and Gitleaks write bare paths, and a name may hold a `%`. Where a file of exactly
 * that name is checked out, it is meant.
 */
function asWritten({ uri, relative, base }: ResolvedArtifact, files: FilePlaces): Artifact | undefined {
  const bare = relative ?? uri
  if (!bare.includes('%') || placeholderIn(bare) !== undefined || (base === undefined && isAbsoluteUri(uri))) return undefined
  const literal = bare.replaceAll('%', '%25')
  const place = placeOf(
    { uri: base === undefined ? literal : base.uri + literal, relative: literal, ...(base && { base }), nested: [] },
    files,
  )
  return place.path !== undefined && files.exists(place.path) ? place : undefined
}

/**
 * A base that lies outside the checkout still means the repository when its name says so, or when it is the root of a file system (which
 * tools write for "no base"): the scan ran on another machine, or in a container.
 */
function placeOf({ uri, relative, base }: ResolvedArtifact, files: FilePlaces): Artifact {
  if (isOtherScheme(uri)) return ofOtherScheme(uri, files)
  const below = relative === undefined || base === undefined || !meansRepository(base) ? undefined : relative.replace(/^[\\/]+/, '')
  if (below !== undefined && base !== undefined && isTop(base)) return artifactOf(files, fromUri(below))
  const place = artifactOf(files, fromUri(uri))
  if (place.path !== undefined || below === undefined) return place
  const own = artifactOf(files, fromUri(below))
  // Two bases may have a file of the same name each.
  return own.path === undefined || place.writtenAs === undefined ? place : { ...own, writtenAs: place.writtenAs }
}

/** `jar:file:/home/x/a.jar!/b.class` and its like: a file, and what is in it. */
const IN_FILE = /^[a-z][a-z0-9+.-]{1,20}:(file:[^!]*)(?:!(.*))?$/is

function ofOtherScheme(uri: string, files: FilePlaces): Artifact {
  const [, file, nested] = IN_FILE.exec(uri) ?? []
  if (file !== undefined) return { ...artifactOf(files, fromUri(file)), ...(nested && { nested }) }
  return /^data:/i.test(uri) ? {} : { uri }
}

function meansRepository(base: { readonly id: string; readonly uri: string }): boolean {
  return SOURCE_BASE.test(base.id.replaceAll('%', '')) || isTop(base)
}

function isTop({ uri }: { readonly uri: string }): boolean {
  return /^file:\/*$/i.test(uri)
}

/** Of a path outside the repository only the name is kept. */
function artifactOf(files: FilePlaces, written: WrittenPath): Artifact {
  const place = files.of(written)
  if (place.path !== undefined) return place
  return place.name === undefined ? {} : { uri: place.name, writtenAs: place.writtenAs }
}

/** What an image is made of is the one file that its scanners know: Snyk's `--file=Dockerfile`. */
const IMAGE_SOURCE = /(?:^|\.)(?:docker|container)file/i

/** `shop:8443/login`, `127.0.0.1/login`, `[::1]:3000/login` */
const HOST = /^(?:[\w.-]{1,253}:\d{1,5}|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|\[[0-9a-f:.]{2,45}\](?::\d{1,5})?)(?:\/|$)/i

/** What a tool that scans no files writes where others have one: a host with its page, an image. Unless it is a file of the checkout. */
function placeOfOtherSort({ uri, relative }: ResolvedArtifact, place: Artifact, files: FilePlaces, product: FileOptions['product']) {
  const written = relative ?? uri
  if (place.path !== undefined && files.exists(place.path)) return undefined
  if (product.scans === 'hosts' && /^\/\/[^/\\]/.test(written)) return { uri: written }
  if (/^\/|^file:|\\/i.test(written)) return undefined
  if (isImage(written, product)) return { uri: written, image: written }
  const isSource = product.scans === 'images' && IMAGE_SOURCE.test(written.slice(written.lastIndexOf('/') + 1))
  return (product.scans !== undefined && !isSource) || HOST.test(written) ? { uri: written } : undefined
}

function isImage(written: string, { scans, kind }: FileOptions['product']): boolean {
  if (scans === 'hosts') return false
  if (scans === 'images') return isImageReference(written) && !IMAGE_SOURCE.test(written.slice(written.lastIndexOf('/') + 1))
  return kind === 'vulnerability' ? isTaggedImage(written) : isCertainImage(written)
}

/** `/shop/index.aspx` on the base `SITE_ROOT` is a place in a web site: a path on no machine. */
function placeOnSite(location: JsonObject, place: Artifact): Artifact | undefined {
  const base = asText(location['uriBaseId'])
  const uri = asText(location['uri'])
  if (base === undefined || SOURCE_BASE.test(base.replaceAll('%', '')) || place.path !== undefined) return undefined
  return uri?.startsWith('/') ? { uri: localPath(uri).replace(/^\/+/, '') } : undefined
}

function writtenPath(location: JsonObject, resolved: ResolvedArtifact): Artifact {
  const written = asText(location['uri']) ?? resolved.relative ?? resolved.uri
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(written) ? {} : { written: written.replace(/^\/+/, '') }
}
