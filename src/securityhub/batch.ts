import type { AwsSecurityFinding } from './port.js'

/** BatchImportFindings, API reference: `Findings`, "Maximum number of 100 items". */
export const MAX_BATCH_FINDINGS = 100

/**
 * The partner guide ("Guidelines for using BatchImportFindings") allows 6 MB. Security Hub does not say how it measures; one
 * megabyte is left for that.
 */
export const MAX_BATCH_BYTES = 5_000_000

const ENVELOPE_BYTES = Buffer.byteLength('{"Findings":[]}')
const SEPARATOR_BYTES = Buffer.byteLength(',')

export interface Batcher {
  /** The batch that has no room for `finding`, when there is one; `finding` then opens the next. */
  add(finding: AwsSecurityFinding): readonly AwsSecurityFinding[] | undefined
  /** What is left, when anything is. */
  rest(): readonly AwsSecurityFinding[] | undefined
}

/**
 * Groups findings into requests, in order. A finding that is too large for any batch makes one of its own: Security Hub
 * refuses it by name, which is worth more than our guess.
 */
export function createBatcher(limits: { readonly findings: number; readonly bytes: number }): Batcher {
  let batch: AwsSecurityFinding[] = []
  let bytes = ENVELOPE_BYTES
  const take = () => {
    const taken = batch
    batch = []
    bytes = ENVELOPE_BYTES
    return taken.length > 0 ? taken : undefined
  }
  return {
    add(finding) {
      const size = Buffer.byteLength(JSON.stringify(finding)) + SEPARATOR_BYTES
      const full = batch.length >= limits.findings || bytes + size > limits.bytes ? take() : undefined
      batch.push(finding)
      bytes += size
      return full
    },
    rest: take,
  }
}
