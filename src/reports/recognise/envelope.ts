/** Reports in the answer of an API, in an event or in a page of either: `{"data": …}`, `{"data": {"findings": […]}}`. */
import type { Problem, ReportRun } from '../../finding.js'
import { type ReportDocument, wholeDocument } from '../documents/document.js'
import type { ReportFormat } from '../documents/report-format.js'
import { MAX_RUNS } from '../limits.js'
import { below } from '../native/report-format.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'
import { type Around, MORE, missingInFrames, resultsAskedFor } from './envelope-rest.js'
import { refuseOwnOutput } from './own-output.js'

/** What APIs, events and pages put a report below. */
const NAMES = [
  'data',
  'detail',
  'result',
  'results',
  'report',
  'reports',
  'response',
  'body',
  'payload',
  'findings',
  'items',
  'content',
] as const

const MAX_DEPTH = 3
/** Places that are looked at: more than any answer has. */
const MAX_PLACES = 200

/** The same place in all frames: one object, or so many pages. */
interface Place {
  readonly frames: readonly JsonObject[]
  readonly at: string
  readonly value: unknown
  /** What stands around it, the outermost first, with the member that leads to it. */
  readonly around: readonly Around[]
}

/**
 * Finds the report that lies in a document of no format. What else the document says of it counts: further pages, errors, other lists.
 * @param formats those that are wanted
 * @returns the format, reading the report; `undefined` unless there is exactly one report in it and exactly one format that takes it
 * @throws UserError REPORT_IS_OWN_OUTPUT when this action made it
 */
export function formatInEnvelope({ syntax, skeleton, cutOff }: ReportDocument, formats: readonly ReportFormat[]): ReportFormat | undefined {
  if (syntax !== 'json' && syntax !== 'sequence') return undefined
  const pages: readonly unknown[] = Array.isArray(skeleton) ? skeleton : [skeleton]
  if (pages.length === 0 || !pages.every(isObject)) return undefined
  const [hit, ...others] = hitsIn(pages, formats)
  if (hit === undefined || others.length > 0) return undefined
  const [format, ...further] = hit.takers
  if (format === undefined || further.length > 0) return undefined
  refuseOwnOutput(hit.document)
  const failures = missingInFrames(hit.place.around, hit.place.value)
  const read: ReportFormat['read'] = (_, options) =>
    countedTogether(
      format.read({ ...hit.document, ...(cutOff && { cutOff }) }, options).map((run) => inEnvelope(run, hit.place.at, failures)),
      failures.length > 0 ? 0 : resultsAskedFor(hit.place.around),
    )
  return { ...format, read }
}

interface Hit {
  readonly place: Place
  readonly document: ReportDocument
  readonly takers: readonly ReportFormat[]
}

/** Breadth first; what lies in a report is no report of its own. */
function hitsIn(pages: readonly JsonObject[], formats: readonly ReportFormat[]): readonly Hit[] {
  const hits: Hit[] = []
  let level: readonly Place[] = [{ frames: pages, at: '', value: pages, around: [] }]
  let left = MAX_PLACES
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = level.flatMap(placesIn).slice(0, left)
    left -= next.length
    const looked = next.map((place) => ({ place, ...takersOf(place.value, formats) }))
    hits.push(...looked.filter(({ takers }) => takers.length > 0))
    level = looked.filter(({ takers }) => takers.length === 0).map(({ place }) => place)
  }
  return hits
}

function takersOf(value: unknown, formats: readonly ReportFormat[]): Pick<Hit, 'document' | 'takers'> {
  const document = wholeDocument(value)
  const takers = document.runs > MAX_RUNS ? [] : formats.filter((format) => format.detect(document))
  return { document, takers }
}

/** Where all frames have something of one kind under one name. An empty list says nothing of whose it is. */
function placesIn({ frames, at, around }: Place): readonly Place[] {
  return NAMES.flatMap((name) => {
    const values = frames.map((frame) => (Object.hasOwn(frame, name) ? frame[name] : undefined))
    const inside = insideOf(values)
    if (inside === undefined) return []
    return [{ ...inside, at: at === '' ? name : `${at}.${name}`, around: [...around, { frames, name }] }]
  })
}

function insideOf(values: readonly unknown[]): Pick<Place, 'frames' | 'value'> | undefined {
  if (values.every(isObject)) return { frames: values, value: values.length === 1 ? values[0] : values }
  if (!values.every(Array.isArray)) return undefined
  const list: readonly unknown[] = values.flat()
  return list.length === 0 ? undefined : { frames: list.every(isObject) ? list : [], value: list }
}

/** @param at where the report lies */
function inEnvelope(run: ReportRun, at: string, failures: readonly Problem[]): ReportRun {
  return {
    ...run,
    complete: () => failures.length === 0 && run.complete(),
    problems: () => [...failures, ...run.problems()],
    *readings() {
      for (const reading of run.readings()) yield below(reading, reading.at === '' || reading.at.startsWith('[') ? at : `${at}.`)
    },
  }
}

/** Runs that are not complete when all of them together have fewer results than were asked for. What each has is known when it has been read. */
function countedTogether(runs: readonly ReportRun[], asked: number): readonly ReportRun[] {
  if (asked === 0) return runs
  const counts = runs.map(() => 0)
  const isShort = () => counts.reduce((sum, count) => sum + count, 0) < asked
  return runs.map((run, index) => ({
    ...run,
    complete: () => !isShort() && run.complete(),
    problems: () => [...(isShort() ? [MORE] : []), ...run.problems()],
    *readings() {
      let count = 0
      for (const reading of run.readings()) {
        count += 1
        yield reading
      }
      counts[index] = count
    },
  }))
}
