import { UserError } from '../errors.js'
import type { ReportDocument } from './document.js'
import { excerpt } from './excerpt.js'
import { FORMATS, type ReportFormat } from './formats.js'
import { plannedFormatOf } from './planned-formats.js'
import { isObject } from './sarif/json.js'

const MAX_KEYS_SHOWN = 6

/**
 * Finds out which format a document has.
 * @param wanted a format id, or `auto`
 * @throws UserError REPORT_UNRECOGNISED: no known format, or another one than is wanted; INVALID_INPUT for an unknown id
 */
export function recognise(document: ReportDocument, wanted: string): ReportFormat {
  const detected = FORMATS.find((format) => format.detect(document))
  if (wanted === 'auto') {
    if (detected === undefined) throw unrecognised(document)
    return detected
  }
  const format = FORMATS.find(({ id }) => id === wanted)
  if (format === undefined) throw new UserError('INVALID_INPUT', `format: ${excerpt(wanted)} is not one of ${known()}`)
  if (detected?.id !== wanted) throw otherFormat(format, detected, document)
  return format
}

function unrecognised({ skeleton }: ReportDocument): UserError {
  const planned = plannedFormatOf(skeleton)
  if (planned === undefined) {
    return new UserError('REPORT_UNRECOGNISED', `no known report format: ${describe(skeleton)}`, {
      hint: `Formats that can be read: ${known()}.`,
    })
  }
  const instead = planned.sarif === undefined ? 'Convert it to SARIF 2.1.0.' : `Let the scanner write SARIF: ${planned.sarif}.`
  return new UserError('REPORT_UNRECOGNISED', `this looks like ${planned.name}, which cannot be read yet`, {
    hint: `${instead} Formats that can be read: ${known()}.`,
  })
}

function otherFormat(wanted: ReportFormat, detected: ReportFormat | undefined, { skeleton }: ReportDocument): UserError {
  const found = detected?.name ?? plannedFormatOf(skeleton)?.name ?? describe(skeleton)
  return new UserError('REPORT_UNRECOGNISED', `the input format is ${wanted.id}, but this is no ${wanted.name}: it looks like ${found}`, {
    hint: 'Remove the input format to let every report be recognised by its content, or leave this file out of reports.',
  })
}

function known(): string {
  return FORMATS.map(({ id, name }) => `${id} (${name})`).join(', ')
}

function describe(root: unknown): string {
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
