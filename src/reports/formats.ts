import type { ReportRun } from '../finding.js'
import type { ReportDocument } from './document.js'
import type { Emptiness } from './emptiness.js'
import { reportFormat } from './native/report-format.js'
import { NATIVE_FORMATS } from './native-formats.js'
import { isSarif } from './sarif/log.js'
import { readSarif, type SarifOptions } from './sarif/read.js'

/** A way to read a document as a report. */
export interface ReportFormat {
  /** What the user writes for `format`. */
  readonly id: string
  readonly name: string
  /** Empty documents that mean a clean scan. They name no tool, so they are only taken when the user says which format it is. */
  readonly clean?: readonly Emptiness[]
  /** By content, never by name. Cheap: looks at the outer keys. */
  detect(document: ReportDocument): boolean
  /** @throws UserError when the document is of this format but cannot be read */
  read(document: ReportDocument, options: FormatOptions): readonly ReportRun[]
}

/** What a format may ask of the world around the report. */
export type FormatOptions = SarifOptions

/** In the order in which they are tried. */
export const FORMATS: readonly ReportFormat[] = [
  { id: 'sarif', name: 'SARIF 2.1.0', detect: ({ skeleton }) => isSarif(skeleton), read: readSarif },
  ...NATIVE_FORMATS.map(reportFormat),
]

export const FORMAT_IDS: readonly string[] = FORMATS.map(({ id }) => id)
