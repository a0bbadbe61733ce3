import type { UserError } from '../../errors.js'
import { MAX_RESULTS, MAX_RUNS, MAX_VALUES, MAX_VALUES_AT_ONCE, type Memory } from '../limits.js'

/** How a report is written. `sequence`: JSON values one after another, as in JSON Lines. `nothing`: white space at most. */
export type Syntax = 'json' | 'sequence' | 'xml' | 'nothing'

/** A parsed report. The results of a SARIF log may still be in the file. */
export interface ReportDocument {
  readonly syntax: Syntax
  /**
   * JSON: the parsed document in which every array `runs[i].results` is empty; keys such as `__proto__` are plain own properties.
   * A sequence: the array of its values. XML: the root as `XmlElement`. Nothing: `undefined`.
   */
  readonly skeleton: unknown
  /**
   * The elements of `runs[i].results` in order, as often as it is asked for; `undefined` where that is no array.
   * While a large report is read, it throws UserError REPORT_UNREADABLE when the file has changed since it was opened.
   */
  results(runIndex: number): Iterable<unknown> | undefined
  /** What to tell when no format knows the document, where the way in which it is written says more than its content. */
  readonly refusal?: UserError
  /** The file ends in the middle of a value, so results are missing. */
  readonly cutOff?: boolean
}

/** How much of a report is in memory at once, in bytes. */
export interface Sizes {
  /** Up to this size a report is parsed as a whole and kept; beyond it its results are read from the file each time they are asked for. */
  readonly whole: number
  /** How much is read from the file at a time. */
  readonly chunk: number
  /** How much of a large report's results is parsed at a time. */
  readonly block: number
  /** The largest piece that is parsed at once: a large report without its results, or a single result. V8's strings end at 512 MB. */
  readonly piece: number
  /** Values that are held, those of a large log's results aside; counted as `JsonScan.values` does. */
  readonly values: number
  /** Values of a stretch of results that is parsed at a time. */
  readonly valuesAtOnce: number
  /** Runs of a log. */
  readonly runs: number
  /** Results of a log, a small one's being values like others. */
  readonly results: number
}

const MEGABYTE = 2 ** 20

export const SIZES: Sizes = {
  whole: 64 * MEGABYTE,
  chunk: MEGABYTE,
  block: MEGABYTE / 16,
  piece: 256 * MEGABYTE,
  values: MAX_VALUES,
  valuesAtOnce: MAX_VALUES_AT_ONCE,
  runs: MAX_RUNS,
  results: MAX_RESULTS,
}

/** What loading a document asks of the world around it. */
export interface Loading {
  readonly sizes?: Sizes
  /** Ends the loading: what it throws is the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** What is held of all reports. */
  readonly memory?: Memory
  /** Told how many bytes have been looked through, bit by bit. Of what is looked through twice, once. */
  onBytes?(count: number): void
}

/** Text that is no part of the report stood around it in the file. */
export interface TextAround {
  /** The line of it that says that something failed. */
  readonly failure: string | undefined
}

export interface LoadedDocument {
  readonly document: ReportDocument
  readonly textAround?: TextAround
  /** False when there were bytes that are no UTF-8; U+FFFD stands for them. */
  readonly validUtf8: boolean
  /** The file has to stay: the results are read from it later. */
  readonly needsFile: boolean
}

/** A document that is in memory as a whole. */
export function wholeDocument(value: unknown): ReportDocument & { readonly runs: number } {
  const runs = runsOf(value)
  if (runs === undefined) return { syntax: 'json', skeleton: value, results: () => undefined, runs: 0 }
  const results = runs.map(resultsOf)
  return {
    syntax: 'json',
    skeleton: { ...(value as object), runs: runs.map(withoutResults) },
    results: (runIndex) => results[runIndex],
    runs: runs.length,
  }
}

/** A document that is no JSON text. */
export function otherDocument(
  syntax: Exclude<Syntax, 'json'>,
  skeleton: unknown,
  more: Pick<ReportDocument, 'refusal' | 'cutOff'> = {},
): ReportDocument {
  return { syntax, skeleton, results: () => undefined, ...more }
}

/** `runs` of a log, when it is an array. */
export function runsOf(value: unknown): readonly unknown[] | undefined {
  return isObject(value) && Array.isArray(value['runs']) ? value['runs'] : undefined
}

/** `results` of a run, when it is an array. */
export function resultsOf(run: unknown): readonly unknown[] | undefined {
  return isObject(run) && Array.isArray(run['results']) ? run['results'] : undefined
}

function withoutResults(run: unknown): unknown {
  return resultsOf(run) === undefined ? run : { ...(run as object), results: [] }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
