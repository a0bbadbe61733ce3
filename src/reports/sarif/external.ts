import type { Problem } from '../../finding.js'
import { isAbsolutePath, isAbsoluteUri } from '../paths/paths.js'
import { asIndex, asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Run properties that may live in external property files and that are read here (§3.14.2, §3.15.3): arrays are appended, objects replace. */
const ARRAYS = ['artifacts', 'invocations', 'logicalLocations', 'taxonomies'] as const

/** Without these, results may be missing or it is unknown whether the scan succeeded. */
const DECISIVE: ReadonlySet<string> = new Set(['results', 'invocations'])

/** Standard taxonomies are referred to by their public address. Results carry the names themselves, so nothing is lost without them. */
const DISPENSABLE: ReadonlySet<string> = new Set(['taxonomies'])

export interface ExternalResults {
  /** Where they come from: `inlineExternalProperties[0]` or the file's URI. */
  readonly at: string
  readonly results: readonly unknown[]
}

export interface CompletedRun {
  /** The run with its externalised properties in place. */
  readonly run: JsonObject
  readonly results: readonly ExternalResults[]
  readonly problems: readonly Problem[]
  /** False when something that could not be had decides about completeness. */
  readonly complete: boolean
}

interface Source {
  readonly at: string
  readonly properties: JsonObject
}

type Resolve = (reference: JsonObject) => Source | string

/**
 * Brings back what a run keeps outside of itself: in `inlineExternalProperties` of the same log, or in files beside the report.
 * Nothing is ever fetched from a network.
 */
export function withExternalProperties(run: JsonObject, log: JsonObject, at: string, readExternal: (uri: string) => unknown): CompletedRun {
  const references = asObject(run['externalPropertyFileReferences'])
  if (references === undefined) return { run, results: [], problems: [], complete: true }
  const resolve: Resolve = (reference) => resolveReference(reference, log, readExternal)
  const read = [...ARRAYS, 'results', 'extensions', 'driver'].map((name) => ({ name, ...readAll(references[name], resolve) }))
  const failed = read.filter(({ name, failures }) => failures.length > 0 && !DISPENSABLE.has(name))
  return {
    run: merged(run, new Map(read.map(({ name, sources }) => [name, sources]))),
    results: read.flatMap(({ name, sources }) => (name === 'results' ? sources : []).map(resultsOf)),
    problems: failed.map(({ name, failures }) => ({ code: 'external-properties', message: told(name, failures), at })),
    complete: !failed.some(({ name }) => DECISIVE.has(name)),
  }
}

function told(name: string, failures: readonly string[]): string {
  const reasons = [...new Set(failures)].join('; ')
  return `External properties of \`${name}\` could not be read from ${failures.length} of their places: ${reasons}.`
}

/** A single reference stands where the property is an object, an array of them where it is an array. */
function readAll(references: unknown, resolve: Resolve): { readonly sources: readonly Source[]; readonly failures: readonly string[] } {
  const answers = objectsOf(Array.isArray(references) ? references : [references]).map(resolve)
  return {
    sources: answers.filter((answer) => typeof answer !== 'string'),
    failures: answers.filter((answer) => typeof answer === 'string'),
  }
}

function resolveReference(reference: JsonObject, log: JsonObject, readExternal: (uri: string) => unknown): Source | string {
  const guid = asText(reference['guid'])?.toLowerCase()
  const uri = asText(asObject(reference['location'])?.['uri'])
  const inline = inlineSource(uri, guid, log)
  if (inline !== undefined) return inline
  if (uri === undefined) return 'the reference has no location'
  if (isAbsoluteUri(uri) || isAbsolutePath(uri)) return 'only files beside the report are read'
  const properties = asObject(readExternal(uri))
  if (properties === undefined) return 'the file is missing, not readable, or not JSON'
  const actual = asText(properties['guid'])?.toLowerCase()
  if (guid !== undefined && actual !== undefined && guid !== actual) return 'the file has another GUID than the reference'
  return { at: uri, properties }
}

/** `sarif:/inlineExternalProperties/0` (§3.10.3; the specification's example leaves the last letters out), or a matching GUID (§3.13.5). */
function inlineSource(uri: string | undefined, guid: string | undefined, log: JsonObject): Source | undefined {
  const all = objectsOf(log['inlineExternalProperties'])
  const pointer = /^sarif:\/inlineExternalPropert(?:y|ies)\/(\d{1,9})$/.exec(uri ?? '')?.[1]
  const byPointer = pointer === undefined ? -1 : Number(pointer)
  const index = byPointer >= 0 ? byPointer : guid === undefined ? -1 : all.findIndex((item) => asText(item['guid'])?.toLowerCase() === guid)
  const properties = asIndex(index) === undefined ? undefined : all[index]
  return properties && { at: `inlineExternalProperties[${index}]`, properties }
}

function resultsOf({ at, properties }: Source): ExternalResults {
  const results = properties['results']
  return { at, results: Array.isArray(results) ? results : [] }
}

function merged(run: JsonObject, sources: ReadonlyMap<string, readonly Source[]>): JsonObject {
  const of = (name: string): readonly JsonObject[] => (sources.get(name) ?? []).map(({ properties }) => properties)
  const arrays = ARRAYS.filter((name) => of(name).length > 0).map((name) => [name, appended(run[name], of(name), name)])
  const tool = asObject(run['tool'])
  const driver = of('driver').findLast((properties) => asObject(properties['driver']) !== undefined)?.['driver']
  const extensions = of('extensions').length > 0 ? appended(tool?.['extensions'], of('extensions'), 'extensions') : tool?.['extensions']
  return { ...run, ...Object.fromEntries(arrays), tool: { ...tool, driver: driver ?? tool?.['driver'], extensions } }
}

function appended(inline: unknown, sources: readonly JsonObject[], name: string): readonly unknown[] {
  return [inline, ...sources.map((properties) => properties[name])].flatMap((items) => (Array.isArray(items) ? items : []))
}
