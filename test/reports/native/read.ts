/** Reads values as reports, without files. */
import type { Finding, Reading, ReportRun } from '../../../src/finding.js'
import { otherDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { parseReportXml } from '../../../src/reports/documents/xml.js'
import type { NativeFormat } from '../../../src/reports/native/format.js'
import { reportFormat } from '../../../src/reports/native/report-format.js'
import { asShown } from '../as-shown.js'
import { ROOTS } from './fixtures.js'

/** Text of files of the checkout by repository path. */
export type Sources = Readonly<Record<string, string>>

/** @param value parsed JSON, or the text of an XML report */
export function runsOf(format: NativeFormat, value: unknown, sources: Sources = {}): readonly ReportRun[] {
  const document = format.shape === 'xml' ? otherDocument('xml', parseReportXml(String(value))) : wholeDocument(value)
  const readSource = (path: string) => (Object.hasOwn(sources, path) ? sources[path] : undefined)
  return reportFormat(format).read(document, { roots: ROOTS, readSource, readExternal: () => undefined })
}

export function readingsOf(format: NativeFormat, value: unknown, sources?: Sources): readonly Reading[] {
  return runsOf(format, value, sources).flatMap((run) => [...run.readings()])
}

export function findingsOf(format: NativeFormat, value: unknown, sources?: Sources): readonly Finding[] {
  return readingsOf(format, value, sources).flatMap((reading) => ('finding' in reading ? [asShown(reading.finding)] : []))
}

/** Whether the format takes it for its own. */
export function detects(format: NativeFormat, value: unknown): boolean {
  return reportFormat(format).detect(wholeDocument(value))
}
