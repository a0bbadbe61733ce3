import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { checkJson } from './check-json.js'
import { type LoadedDocument, type Sizes, wholeDocument } from './document.js'
import { jsonError } from './json-errors.js'
import { loadLargeDocument } from './large-document.js'
import { byteOrderMarkLength } from './utf8.js'

const MEGABYTE = 2 ** 20

export const SIZES: Sizes = { whole: 64 * MEGABYTE, chunk: MEGABYTE, block: MEGABYTE / 16, piece: 256 * MEGABYTE }

/**
 * Checks and parses a file of UTF-8 JSON.
 * @throws UserError REPORT_EMPTY, REPORT_NOT_JSON with line and column, or REPORT_UNREADABLE (nests or weighs too much); file system errors
 */
export function loadDocument(path: string, sizes: Sizes = SIZES): LoadedDocument {
  const file = openSync(path, 'r')
  try {
    return fstatSync(file).size <= sizes.whole ? loadWholeDocument(file) : loadLargeDocument(file, path, sizes)
  } finally {
    closeSync(file)
  }
}

function loadWholeDocument(file: number): LoadedDocument {
  const content = readFileSync(file)
  const bytes = content.subarray(byteOrderMarkLength(content))
  const { failure, validUtf8 } = checkJson([bytes])
  if (failure !== undefined) throw jsonError(failure, [bytes])
  return { document: wholeDocument(JSON.parse(bytes.toString('utf8'))), validUtf8, needsFile: false }
}
