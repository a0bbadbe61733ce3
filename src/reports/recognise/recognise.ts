import { UserError } from '../../errors.js'
import type { ReportDocument } from '../documents/document.js'
import { emptinessOf } from '../documents/emptiness.js'
import type { ReportFormat } from '../documents/report-format.js'
import { isXmlElement } from '../documents/xml.js'
import { excerpt } from '../vocabulary/excerpt.js'
import { isObject } from '../vocabulary/json.js'
import { billOfMaterials } from './bill-of-materials.js'
import { formatInEnvelope } from './envelope.js'
import { FORMATS } from './formats.js'
import { refuseOwnOutput } from './own-output.js'
import { scannerFailure } from './scanner-failure.js'
import { testResults } from './test-results.js'

const MAX_KEYS_SHOWN = 6

/**
 * Finds out which format a document has.
 * @param wanted a format id, or `auto`
 * @throws UserError REPORT_UNRECOGNISED: no known format, or another one than is wanted, or a bill of materials; REPORT_IS_OWN_OUTPUT;
 *   SCANNER_FAILED for an error in place of a report; REPORT_EMPTY for an empty file, unless the wanted format has those; INVALID_INPUT for
 *   an unknown id; what the document itself says
 */
export function recognise(document: ReportDocument, wanted: string): ReportFormat {
  refuseOwnOutput(document)
  if (wanted === 'auto') {
    const detected = FORMATS.find((format) => format.detect(document)) ?? formatInEnvelope(document, FORMATS)
    if (detected === undefined) throw unrecognised(document)
    return detected
  }
  const format = FORMATS.find(({ id }) => id === wanted)
  if (format === undefined) throw new UserError('INVALID_INPUT', `format: ${excerpt(wanted)} is not one of ${known()}`)
  if (format.detect(document) || isClean(document, format)) return format
  const inside = formatInEnvelope(document, [format])
  if (inside !== undefined) return inside
  throw noReport(document) ?? document.refusal ?? otherFormat(format, document)
}

/** What the document is, where it is known to be no report of any format. */
function noReport(document: ReportDocument): UserError | undefined {
  if (FORMATS.some((format) => format.detect(document))) return undefined
  return billOfMaterials(document) ?? scannerFailure(document) ?? testResults(document)
}

function isClean(document: ReportDocument, { clean = [] }: ReportFormat): boolean {
  const emptiness = emptinessOf(document)
  return emptiness !== undefined && clean.includes(emptiness)
}

function unrecognised(document: ReportDocument): UserError {
  const emptiness = emptinessOf(document)
  const candidates = emptiness === undefined ? [] : FORMATS.filter(({ clean = [] }) => clean.includes(emptiness))
  if (candidates.length > 0) return ambiguous(document, candidates)
  return noReport(document) ?? document.refusal ?? unknown(document)
}

/** Nothing in the file says which scanner has found nothing. */
function ambiguous(document: ReportDocument, candidates: readonly ReportFormat[]): UserError {
  const ids = candidates.map(({ id }) => id).join(', ')
  const hint = `If that means a clean scan, set the input format to the scanner's: ${ids}.`
  const { refusal } = document
  if (refusal === undefined) return new UserError('REPORT_UNRECOGNISED', `no known report format: ${describe(document)}`, { hint })
  return new UserError(refusal.code, refusal.message, { hint: refusal.hint === undefined ? hint : `${refusal.hint} ${hint}` })
}

function unknown(document: ReportDocument): UserError {
  return new UserError('REPORT_UNRECOGNISED', `no known report format: ${describe(document)}`, {
    hint: `Formats that can be read: ${known()}.`,
  })
}

function otherFormat(wanted: ReportFormat, document: ReportDocument): UserError {
  const detected = FORMATS.find((format) => format.detect(document))
  const found = detected?.name ?? describe(document)
  return new UserError('REPORT_UNRECOGNISED', `the input format is ${wanted.id}, but this is no ${wanted.name}: it looks like ${found}`, {
    hint: 'Remove the input format to let every report be recognised by its content, or leave this file out of reports.',
  })
}

function known(): string {
  return FORMATS.map(({ id }) => id).join(', ')
}

function describe({ skeleton: root }: ReportDocument): string {
  if (isXmlElement(root)) return `XML with the root element ${excerpt(root.name)}`
  if (Array.isArray(root)) return root.length === 0 ? 'an empty JSON array' : `a JSON array that starts with ${describeElement(root[0])}`
  return describeElement(root)
}

function describeElement(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (!isObject(value)) return value === null ? 'null' : `a ${typeof value}`
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an empty object'
  const more = keys.length > MAX_KEYS_SHOWN ? ` and ${keys.length - MAX_KEYS_SHOWN} more` : ''
  return `an object with the keys ${keys.slice(0, MAX_KEYS_SHOWN).map(excerpt).join(', ')}${more}`
}
