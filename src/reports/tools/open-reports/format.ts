import type { Reading } from '../../../finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { memberAt, NOT_A_PROBLEM, readEach, readOne, toReading, unreadable } from '../../native/readings.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readPolicyResult } from './result.js'

/**
 * Source of the members: github.com/openreports/reports-api, apis/openreports.io/v1alpha1/report_types.go, and before it had a name of its own
 * the policy reports of the Kubernetes working group (wgpolicyk8s.io).
 */
export const openReports: DocumentFormat = {
  shape: 'document',
  id: 'open-reports',
  name: 'OpenReports',
  tool: { name: 'OpenReports' },
  covers: 'reports of OpenReports and policy reports: Kyverno, image scanners and others; one or a list, as kubectl gives them',
  command: 'kubectl get reports.openreports.io --all-namespaces --output json > open-reports.json',
  detect: (value) => isReport(value) || isTypedList(value) || beginsWithReport(value),
  read: readValue,
}

function isOfApi({ apiVersion }: JsonObject): boolean {
  const version = asText(apiVersion) ?? ''
  return version.startsWith('openreports.io/') || version.startsWith('wgpolicyk8s.io/')
}

/** A report without results may have no list of them, but has a summary. */
function isReport(value: JsonObject): boolean {
  return isOfApi(value) && (Array.isArray(value['results']) || isObject(value['summary']))
}

function isTypedList(value: JsonObject): boolean {
  return isOfApi(value) && Array.isArray(value['items']) && (asText(value['kind']) ?? '').endsWith('ReportList')
}

function beginsWithReport({ items }: JsonObject): boolean {
  const first = asArray(items).find(isObject)
  return first !== undefined && isReport(first)
}

/** A run for each engine: what one of them does not say says nothing of another. */
function readValue(value: JsonObject, context: NativeContext): readonly NativeRun[] {
  const reports = isReport(value) ? [value] : asArray(value['items'])
  const at = (index: number) => (isReport(value) ? '' : `items[${index}]`)
  const { engines, engineOf } = enginesIn(objectsOf(reports))
  return engines.map((engine, first) => ({
    tool: { name: engine },
    failures: objectsOf(reports).flatMap(cutOff),
    *readings() {
      for (const [index, report] of reports.entries())
        yield* readReport(report, at(index), { engine, engineOf, isFirst: first === 0, context })
    },
  }))
}

type Engine = string | undefined

/** A cluster has a handful. Each has a run, which reads the report once more: those beyond share one, under the name of the format. */
const MOST_ENGINES = 20

function enginesIn(reports: readonly JsonObject[]): { readonly engines: readonly Engine[]; readonly engineOf: (source: Engine) => Engine } {
  const all = [...new Set(reports.flatMap(sourcesIn))]
  const known = new Set(all.slice(0, MOST_ENGINES))
  const engines = all.length === known.size && all.length > 0 ? known : new Set([...known, undefined])
  return { engines: [...engines], engineOf: (source) => (known.has(source) ? source : undefined) }
}

/** Of a report without results the engine that has found none. */
function sourcesIn(report: JsonObject): readonly (string | undefined)[] {
  const results = objectsOf(report['results'])
  return results.length === 0 ? [sourceOf(report)] : results.map((result) => sourceIn(result, report))
}

function sourceIn(result: JsonObject, report: JsonObject): string | undefined {
  return asText(result['source']) ?? sourceOf(report)
}

/** The engine that manages a report; who has made the object where it does not say. */
function sourceOf(report: JsonObject): string | undefined {
  const labels = asObject(asObject(report['metadata'])?.['labels'])
  return asText(report['source']) ?? asText(labels?.['app.kubernetes.io/managed-by'])
}

/** An engine may be told how many results to write at most. */
function cutOff({ configuration, results }: JsonObject): NonNullable<NativeRun['failures']> {
  const most = asObject(asObject(configuration)?.['limits'])?.['maxResults']
  if (typeof most !== 'number' || most <= 0 || asArray(results).length < most) return []
  return [{ code: 'truncated', message: `A report holds ${most} results, as many as it may, so some may be missing.`, at: 'configuration' }]
}

interface Asked {
  readonly engine: Engine
  engineOf(source: Engine): Engine
  /** Tells what is of no engine. */
  readonly isFirst: boolean
  readonly context: NativeContext
}

function* readReport(report: unknown, at: string, { engine, engineOf, isFirst, context: { places } }: Asked): Generator<Reading> {
  if (!isObject(report) || !isReport(report)) {
    if (isFirst) yield toReading(unreadable('is no report'), at)
    return
  }
  const { results } = report
  const list = memberAt(at, 'results')
  if (!Array.isArray(results)) {
    if (isFirst) yield* readEach(results, list, () => NOT_A_PROBLEM)
    return
  }
  for (const [index, result] of results.entries()) {
    const isAsked = isObject(result) ? engineOf(sourceIn(result, report)) === engine : isFirst
    if (isAsked) yield readOne(result, `${list}[${index}]`, (entry) => readPolicyResult(entry, report, places))
  }
}
