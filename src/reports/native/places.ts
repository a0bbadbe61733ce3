import type { Location } from '../../finding.js'
import { asText } from '../shared/json.js'
import { parseMounts, parseRoots, placeOfPath, remainderOf } from '../shared/paths.js'
import { stated } from '../shared/stated.js'

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

/**
 * @param directories absolute directories that mean the repository root, most specific first
 * @param mounts where the tool's container expects the repository
 */
export function createPlaces(directories: readonly string[], mounts: readonly string[]): Places {
  const roots = [...parseRoots(directories), ...parseMounts(mounts)]
  const known = new Map<string, Pick<Location, 'path' | 'uri'>>()
  const fileOf = (text: string): Pick<Location, 'path' | 'uri'> => {
    const file = known.get(text) ?? placeOf(text, roots)
    known.set(text, file)
    return file
  }
  return (facts) => {
    const text = stated(facts.path)
    const file = text === undefined ? {} : fileOf(text)
    const uri = file.path === undefined ? (stated(facts.uri) ?? file.uri) : undefined
    const logicalName = asText(facts.logicalName)
    if (file.path === undefined && uri === undefined && logicalName === undefined) return undefined
    return { ...file, ...(uri !== undefined && { uri }), ...regionOf(facts), ...(logicalName !== undefined && { logicalName }) }
  }
}

/** Of a file outside the repository only the name is kept. */
function placeOf(text: string, roots: ReturnType<typeof parseRoots>): Pick<Location, 'path' | 'uri'> {
  const path = text.replace(/^file:(?:\/\/)?(?=[/\\A-Za-z.])/, '').replaceAll('\\', '/')
  const place = placeOfPath(path, roots)
  if ('path' in place) return { path: place.path }
  const name = 'external' in place ? undefined : remainderOf(place)
  return name === undefined ? {} : { uri: name }
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
