import type { ReportRun } from '../../finding.js'
import type { CheckoutOptions } from '../paths/file-places.js'
import type { ReportDocument } from './document.js'
import type { Emptiness } from './emptiness.js'

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
export interface FormatOptions extends CheckoutOptions {
  /** JSON of a file beside the report by relative URI (contained, bounded in size by the caller); `undefined` when it cannot be had. */
  readExternal(uri: string): unknown
}
