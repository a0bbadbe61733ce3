import type { Location } from '../../finding.js'
import { type CheckoutOptions, createFilePlaces, type FilePlaces } from '../paths/file-places.js'
import { readWritten, type WrittenPath } from '../paths/written-path.js'
import { asText } from '../vocabulary/json.js'
import { stated } from '../vocabulary/stated.js'

/** What a tool says of a place, as it stands in the report. */
export interface PlaceFacts {
  /** A file: relative, absolute, of another machine. Not encoded. A `file:` prefix is taken off. */
  readonly path?: unknown
  /** 1-based; a number, digits, or a range in digits (`10-12`). What is no line is left out. */
  readonly startLine?: unknown
  readonly endLine?: unknown
  /** 1-based. */
  readonly startColumn?: unknown
  /** 1-based, exclusive: one more than the column of the last character. */
  readonly endColumn?: unknown
  /** A function, a resource address, an ARN. */
  readonly logicalName?: unknown
  /** A place that is no file: a URL, an image, an ARN. A file's path wins over it. */
  readonly uri?: unknown
}

/** Turns what a tool says of a place into a location; `undefined` when it says nothing. */
export type Places = (facts: PlaceFacts) => Location | undefined

export interface PlacesOptions extends CheckoutOptions {
  /** Where the tool's container expects the repository. */
  readonly mounts: readonly string[]
  /** The paths of the report, from the first on; asked once, when the first path is looked up. */
  sample(): Iterable<unknown>
  /** Whether a path is one of the repository as it stands, because a reader has looked it up there. */
  isRepositoryPath?(path: string): boolean
}

type File = Pick<Location, 'path' | 'uri' | 'writtenAs'>

export function createPlaces(options: PlacesOptions): Places {
  const files = createFilePlaces(options, { mounts: options.mounts }, () => writtenPaths(options.sample()))
  const known = new Map<string, File>()
  const fileOf = (text: string): File => {
    const file = known.get(text) ?? (options.isRepositoryPath?.(text) === true ? { path: text } : placeOf(text, files))
    known.set(text, file)
    return file
  }
  return (facts) => {
    const text = stated(facts.path)
    const file = text === undefined ? {} : fileOf(text)
    const named = file.path === undefined ? stated(facts.uri) : undefined
    const { uri, ...place } = named === undefined ? file : { uri: named }
    const logicalName = asText(facts.logicalName)
    if (place.path === undefined && uri === undefined && logicalName === undefined) return undefined
    return { ...place, ...(uri !== undefined && { uri }), ...regionOf(facts), ...(logicalName !== undefined && { logicalName }) }
  }
}

function* writtenPaths(texts: Iterable<unknown>): Generator<WrittenPath> {
  for (const value of texts) {
    const text = asText(value)
    if (text !== undefined) yield readWritten(withoutScheme(text))
  }
}

/** Of a file outside the repository only the name is kept. A `file:` URI may be encoded, and need not be. */
function placeOf(text: string, files: FilePlaces): File {
  const bare = withoutScheme(text)
  const decoded = bare === text || !bare.includes('%') ? undefined : decodedPath(bare)
  const encoded = files.of(readWritten(bare))
  const place =
    decoded === undefined || (encoded.path !== undefined && files.exists(encoded.path)) ? encoded : files.of(readWritten(decoded))
  if (place.path !== undefined) return place
  return place.name === undefined ? {} : { uri: place.name, writtenAs: place.writtenAs }
}

function withoutScheme(text: string): string {
  return text.replace(/^file:(?:\/\/(?:localhost(?=\/))?)?(?=[/\\A-Za-z.$<{%])/i, '').replace(/^\/(?=[A-Za-z]:[\\/])/, '')
}

function decodedPath(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function regionOf({ startLine, endLine, startColumn, endColumn }: PlaceFacts): Location {
  const [first, last] = range(startLine)
  if (first === undefined) return {}
  const end = number(endLine) ?? last
  const [from, to] = [number(startColumn), number(endColumn)]
  return {
    startLine: first,
    ...(end !== undefined && end >= first && { endLine: end }),
    ...(from !== undefined && { startColumn: from }),
    ...(from !== undefined && to !== undefined && (to > from || (end ?? first) > first) && { endColumn: to }),
  }
}

/** gosec writes `10-12` where a line is meant. */
function range(value: unknown): readonly [number | undefined, number | undefined] {
  if (typeof value !== 'string') return [number(value), undefined]
  const [start, end] = value.split('-', 2)
  return [number(start), number(end)]
}

function number(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value
  return typeof parsed === 'number' && Number.isSafeInteger(parsed) && parsed > 0 ? parsed : undefined
}
