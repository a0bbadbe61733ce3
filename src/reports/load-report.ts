import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { UserError } from '../errors.js'
import { type LoadedDocument, otherDocument, type Sizes } from './document.js'
import { emptyReport } from './json-errors.js'
import { loadDocument, SIZES } from './load-document.js'
import { loadSequence } from './load-sequence.js'
import { loadXml } from './load-xml.js'
import { byteOrderMarkLength } from './utf8.js'

const LESS_THAN = 0x3c

/**
 * Parses a UTF-8 file, whatever it is written in: JSON, JSON values one after another, XML, or nothing at all.
 * @throws UserError as `loadDocument` does, but for an empty file; REPORT_NOT_JSON for XML that is not well-formed; file system errors
 */
export function loadReport(path: string, sizes: Sizes = SIZES): LoadedDocument {
  switch (firstCharacter(path)) {
    case undefined:
      return { document: otherDocument('nothing', undefined, { refusal: emptyReport() }), validUtf8: true, needsFile: false }
    case LESS_THAN:
      return loadXml(path)
    default:
      return loadJson(path, sizes)
  }
}

function loadJson(path: string, sizes: Sizes): LoadedDocument {
  try {
    return loadDocument(path, sizes)
  } catch (error) {
    const mayBeSequence = error instanceof UserError && error.code === 'REPORT_NOT_JSON' && statSync(path).size <= sizes.piece
    const sequence = mayBeSequence ? loadSequence(readAll(path), error) : undefined
    if (sequence === undefined) throw error
    return sequence
  }
}

function readAll(path: string): Buffer {
  const content = readFileSync(path)
  return content.subarray(byteOrderMarkLength(content))
}

/** Of the file's text, without white space as JSON and XML define it. */
function firstCharacter(path: string): number | undefined {
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.allocUnsafe(4096)
    for (let position = 0; ; ) {
      const length = readSync(file, chunk, 0, chunk.length, position)
      if (length === 0) return undefined
      const bytes = chunk.subarray(0, length)
      const text = position === 0 ? bytes.subarray(byteOrderMarkLength(bytes)) : bytes
      const character = text.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
      if (character !== undefined) return character
      position += length
    }
  } finally {
    closeSync(file)
  }
}
