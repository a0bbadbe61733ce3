import type { Finding, Reading, ReportRun } from '../../../src/finding.js'
import type { FormatOptions } from '../../../src/reports/documents/report-format.js'
import { readSarif, type SarifSource } from '../../../src/reports/sarif/read.js'
import { asShown } from '../as-shown.js'

export const ROOTS = ['/home/runner/work/r/r', '/github/workspace', 'D:\\a\\r\\r']

export const OPTIONS: FormatOptions = { roots: ROOTS, readSource: () => undefined, readExternal: () => undefined }

export type Json = { readonly [key: string]: unknown }

/** A parsed log as the loader hands it over: results apart from the rest. */
export function sourceOf(log: Json): SarifSource {
  const runs = Array.isArray(log['runs']) ? (log['runs'] as unknown[]) : []
  const results = runs.map((run) => (run as { results?: unknown } | null)?.results)
  return {
    skeleton: {
      ...log,
      ...(runs.length > 0 && { runs: runs.map((run, index) => (Array.isArray(results[index]) ? { ...(run as Json), results: [] } : run)) }),
    },
    results: (index) => (Array.isArray(results[index]) ? (results[index] as unknown[]) : undefined),
  }
}

export function readLog(log: Json, options: Partial<FormatOptions> = {}): readonly ReportRun[] {
  return readSarif(sourceOf({ version: '2.1.0', ...log }), { ...OPTIONS, ...options })
}

/** The only run of a log. */
export function readOnly(run: Json, options: Partial<FormatOptions> = {}): ReportRun {
  const [only] = readLog({ runs: [run] }, options)
  if (only === undefined) throw new Error('the log has no run')
  return only
}

export function readingsOf(run: Json, options: Partial<FormatOptions> = {}): readonly Reading[] {
  return [...readOnly(run, options).readings()]
}

/** The finding of the only result of a run by this tool. */
export function findingOf(result: Json, driver: Json = {}, run: Json = {}, options: Partial<FormatOptions> = {}): Finding {
  const [reading] = readingsOf(
    { tool: { driver: { name: 'Test', ...driver } }, results: [{ message: { text: 'Text' }, ...result }], ...run },
    options,
  )
  if (reading === undefined || !('finding' in reading)) throw new Error(`no finding but ${JSON.stringify(reading)}`)
  return asShown(reading.finding)
}

/** `locations` with one file and region. */
export function at(uri: string, region?: Json, more: Json = {}): readonly Json[] {
  return [{ physicalLocation: { artifactLocation: { uri, ...more }, ...(region && { region }) } }]
}
