import { UserError } from '../../errors.js'
import { beginningOf } from '../vocabulary/beginning.js'
import { asObject, asText, isObject, type JsonObject } from '../vocabulary/json.js'

/** The only SARIF version with this object model. Everything before it, pre-releases of 2.1.0 included, names things differently. */
const VERSION = '2.1.0'

/** So that a hostile or absurd version does not fill the log. */
const SHOWN_VERSION = 40

export interface SarifLog {
  readonly log: JsonObject
  /** Null when the producer tried and failed to find runs (§3.13.4). Elements are not yet looked at. */
  readonly runs: readonly unknown[] | null
}

/** Whether a JSON document is a SARIF log of any version, by what is in it. */
export function isSarif(document: unknown): boolean {
  const log = asObject(document)
  if (log === undefined) return false
  const schema = asText(log['$schema'])?.toLowerCase() ?? ''
  if (schema.includes('sarif') && !schema.includes('external-propert')) return true
  if (!Object.hasOwn(log, 'runs')) return false
  const runs = log['runs']
  if (Array.isArray(runs) && runs.some((run) => isObject(run) && isObject(run['tool']))) return true
  return log['version'] === VERSION || (typeof log['version'] === 'string' && (runs === null || Array.isArray(runs)))
}

/** Checks what must be right before anything can be read. Throws UserError SARIF_VERSION_UNSUPPORTED or SARIF_MALFORMED. */
export function openLog(document: unknown): SarifLog {
  const log = asObject(document)
  if (log === undefined)
    throw new UserError('SARIF_MALFORMED', 'The report is not a SARIF log: its root is not a JSON object.', {
      hint: 'Check that the scanner writes SARIF 2.1.0 into the file, and nothing else.',
    })
  const version = log['version']
  if (version !== VERSION) throw unsupported(version)
  const runs = log['runs']
  if (runs !== null && !Array.isArray(runs)) {
    throw new UserError('SARIF_MALFORMED', `The SARIF log has no \`runs\` array (it is ${kindOf(runs)}).`, {
      hint: 'A scan without results is written as a run with `"results": []`. Check that the scanner finished and that the file is whole.',
    })
  }
  return { log, runs }
}

function unsupported(version: unknown): UserError {
  const found = typeof version === 'string' ? JSON.stringify(beginningOf(version, SHOWN_VERSION)) : 'no version'
  return new UserError('SARIF_VERSION_UNSUPPORTED', `Only SARIF ${VERSION} can be read; the report has ${found}.`, {
    hint: `Let the scanner write SARIF ${VERSION}, or convert the report: \`npx @microsoft/sarif-multitool transform report.sarif --output report-2.1.0.sarif\`.`,
  })
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
