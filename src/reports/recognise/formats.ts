import type { ReportFormat } from '../documents/report-format.js'
import { reportFormat } from '../native/report-format.js'
import { isSarif } from '../sarif/log.js'
import { readSarif } from '../sarif/read.js'
import { NATIVE_FORMATS } from './native-formats.js'

/** In the order in which they are tried. */
export const FORMATS: readonly ReportFormat[] = [
  { id: 'sarif', name: 'SARIF 2.1.0', detect: ({ skeleton }) => isSarif(skeleton), read: readSarif },
  ...NATIVE_FORMATS.map(reportFormat),
]

export const FORMAT_IDS: readonly string[] = FORMATS.map(({ id }) => id)
