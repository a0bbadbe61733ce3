import type { Problem, Reading, ReportRun, Tool } from '../../finding.js'
import type { ReportDocument } from '../documents/document.js'
import type { FormatOptions, ReportFormat } from '../documents/report-format.js'
import { isXmlElement } from '../documents/xml.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'
import { createContext, type NativeRuns } from './context.js'
import type { DocumentFormat, NativeContext, NativeFormat, NativeRun } from './format.js'

/** Makes a native format one that reports can be read with. */
export function reportFormat(format: NativeFormat): ReportFormat {
  const { id, name, clean } = format
  return {
    id,
    name,
    ...(clean !== undefined && { clean }),
    detect: (document) => detects(format, document),
    read: (document, options) => readDocument(format, document, options),
  }
}

function detects(format: NativeFormat, { syntax, skeleton }: ReportDocument): boolean {
  if (format.shape === 'xml') return isXmlElement(skeleton) && format.detect(skeleton)
  if (syntax !== 'json' && syntax !== 'sequence') return false
  if (format.shape === 'document') {
    const first = isObject(skeleton) ? skeleton : firstObject(skeleton)
    return first !== undefined && format.detect(first)
  }
  const records = recordsOf(skeleton)
  const first = firstObject(records)
  return first !== undefined && format.detect(first, records)
}

function firstObject(values: unknown): JsonObject | undefined {
  return Array.isArray(values) ? values.find(isObject) : undefined
}

/** A lone object in a file is JSON Lines with one line. */
function recordsOf(skeleton: unknown): readonly unknown[] {
  if (!Array.isArray(skeleton)) return skeleton === null || skeleton === undefined ? [] : [skeleton]
  // Lists in a list: pages of an API, what `jq -s` or a scan per folder leaves behind.
  return skeleton.every(Array.isArray) ? skeleton.flat() : skeleton
}

function readDocument(format: NativeFormat, document: ReportDocument, options: FormatOptions): readonly ReportRun[] {
  const runs = runsOf(format, document, options)
  return document.cutOff === true
    ? runs.map((run) => ({ ...run, complete: () => false, problems: () => [CUT_OFF, ...run.problems()] }))
    : runs
}

const CUT_OFF: Problem = {
  code: 'truncated',
  message: 'The report ends in the middle of an entry: the scanner was probably stopped while it wrote.',
}

function runsOf(format: NativeFormat, { skeleton }: ReportDocument, options: FormatOptions): readonly ReportRun[] {
  const read = (reader: (context: NativeContext) => NativeRuns) => reportRuns(format, reader(createContext(format, reader, options)), '')
  switch (format.shape) {
    case 'xml':
      return isXmlElement(skeleton) ? read((context) => format.read(skeleton, context)) : [cleanRun(format)]
    case 'records': {
      const records = recordsOf(skeleton)
      return records.length === 0 ? [cleanRun(format)] : read((context) => format.read(records, context))
    }
    case 'document':
      if (isObject(skeleton)) return read((context) => format.read(skeleton, context))
      return Array.isArray(skeleton) && skeleton.length > 0 ? readSeveral(format, skeleton, options) : [cleanRun(format)]
  }
}

/** Reports in an array. What is no report of this format among them may hide results. */
function readSeveral(format: DocumentFormat, values: readonly unknown[], options: FormatOptions): readonly ReportRun[] {
  return values.flatMap((value, index) => {
    const at = `[${index}]`
    if (isObject(value) && format.detect(value)) {
      const reader = (context: NativeContext) => format.read(value, context)
      return reportRuns(format, reader(createContext(format, reader, options)), `${at}.`)
    }
    const problem: Problem = { code: 'unreadable-run', message: `This is no ${format.name}.`, at }
    return reportRuns(format, { failures: [problem], readings: () => [] }, '')
  })
}

/** Of a document that says nothing but that nothing was found. */
function cleanRun(format: NativeFormat): ReportRun {
  return { tool: format.tool, complete: () => true, problems: () => [], readings: () => [] }
}

/** @param at what the positions of the readings start with */
function reportRuns(format: NativeFormat, runs: NativeRuns, at: string): readonly ReportRun[] {
  return [runs].flat().map((run: NativeRun) => reportRun(format, run, at))
}

function reportRun({ tool }: NativeFormat, run: NativeRun, at: string): ReportRun {
  const { category, failures = [], remarks = [], partlyScanned = [], partlyScannedPackages = [], skippedRules = [] } = run
  // Until the readings have been read to their end nobody knows.
  let readable = false
  return {
    tool: { ...tool, ...present(run.tool) },
    ...(category !== undefined && { category }),
    complete: () => failures.length === 0 && readable,
    problems: () => [...failures, ...remarks],
    partlyScanned,
    partlyScannedPackages,
    skippedRules,
    *readings() {
      let all = true
      for (const reading of run.readings()) {
        all &&= reading.verdict !== 'unreadable'
        yield at === '' ? reading : below(reading, at)
      }
      readable = all
    },
  }
}

/** The reading of something that stands in something else. @param at what its position starts with */
export function below(reading: Reading, at: string): Reading {
  const moved = { ...reading, at: `${at}${reading.at}` }
  return moved.verdict === 'unreadable' ? { ...moved, problem: { ...moved.problem, at: moved.at } } : moved
}

/** What the report says of the tool. */
function present(said: NativeRun['tool']): Partial<Tool> {
  return Object.fromEntries(Object.entries(said ?? {}).filter(([, text]) => text !== undefined))
}
