import type { Location } from '../../../finding.js'
import { isObject, type JsonObject } from '../../vocabulary/json.js'

export type Lines = Pick<Location, 'startLine' | 'endLine' | 'startColumn' | 'endColumn'>

const NO_LINES: Lines = {}

/**
 * The lines of a region (§3.30). Lines and columns start at 1, the end column is exclusive. `lineAt` gives the line of the file for
 * regions that only say a character offset; binary regions and offsets into unreadable files have no lines.
 */
export function regionLines(region: unknown, lineAt: (offset: number) => number | undefined): Lines {
  if (!isObject(region)) return NO_LINES
  const startLine = asLine(region['startLine'])
  if (startLine === undefined) return linesOfOffset(region['charOffset'], lineAt)
  return linesFrom(region, startLine, asLine(region['startColumn']))
}

/** A region that ends before the first column of a line ends with the line above. */
function linesFrom(region: JsonObject, startLine: number, startColumn: number | undefined): Lines {
  const stated = Math.max(asLine(region['endLine']) ?? startLine, startLine)
  const endColumn = asLine(region['endColumn'])
  const atStart = stated > startLine && endColumn === 1
  const lines: { startLine: number; endLine: number; startColumn?: number; endColumn?: number } = {
    startLine,
    endLine: atStart ? stated - 1 : stated,
  }
  if (startColumn !== undefined) lines.startColumn = startColumn
  const backwards = stated === startLine && endColumn !== undefined && endColumn < (startColumn ?? 1)
  if (endColumn !== undefined && !atStart && !backwards) lines.endColumn = endColumn
  return lines
}

/** A positive whole number; the specification's own examples write it as a string. */
function asLine(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : undefined
}

/** Offsets count UTF-16 code units from 0 and ignore a byte order mark (§3.30.9). */
function linesOfOffset(offset: unknown, lineAt: (offset: number) => number | undefined): Lines {
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) return NO_LINES
  const line = lineAt(offset)
  return line === undefined ? NO_LINES : { startLine: line, endLine: line }
}
