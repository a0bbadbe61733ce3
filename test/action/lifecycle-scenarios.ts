/**
 * What becomes of findings from run to run: one row of the table in docs/lifecycle.md and one test each. The runs of a row follow one
 * another against the same Security Hub; what is expected is expected after the last of them.
 */
import type { Row } from './lifecycle-row.js'
import { FINDING_ROWS } from './lifecycle-rows-of-findings.js'
import { GUARD_ROWS } from './lifecycle-rows-of-runs.js'
import { EVIDENCE_ROWS, WRITER_ROWS } from './lifecycle-rows-of-writers.js'

export type { Row }

export const ROWS: readonly Row[] = [...FINDING_ROWS, ...EVIDENCE_ROWS, ...GUARD_ROWS, ...WRITER_ROWS]
