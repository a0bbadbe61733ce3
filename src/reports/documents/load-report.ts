import { closeSync, readSync } from 'node:fs'
import { UserError } from '../../errors.js'
import { hasChanged, readToSize } from '../../regular-file.js'
import { turn } from '../../turn.js'
import { fileChanged, openReport } from '../files/file-errors.js'
import { type LoadedDocument, type Loading, otherDocument, SIZES } from './document.js'
import { emptyReport } from './json-errors.js'
import { loadBehindText } from './load-behind-text.js'
import { loadDocument } from './load-document.js'
import { loadSequence } from './load-sequence.js'
import { loadXml } from './load-xml.js'
import { byteOrderMarkLength } from './utf8.js'

const LESS_THAN = 0x3c

/** Bytes of a stretch that is looked through for the first character. */
const CHUNK = 2 ** 16

/**
 * Parses a UTF-8 file, whatever it is written in: JSON, JSON values one after another, XML, or nothing at all.
 * @throws UserError as `loadDocument` does, but for an empty file; REPORT_NOT_JSON for XML that is not well-formed; file system errors; what
 *   the signal says
 */
export async function loadReport(path: string, loading: Loading = {}): Promise<LoadedDocument> {
  switch (await firstCharacter(path, loading.signal)) {
    case undefined:
      return { document: otherDocument('nothing', undefined, { refusal: emptyReport() }), validUtf8: true, needsFile: false }
    case LESS_THAN:
      return loadXml(path, loading)
    default:
      return loadJson(path, loading)
  }
}

async function loadJson(path: string, loading: Loading): Promise<LoadedDocument> {
  try {
    return await loadDocument(path, loading)
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'REPORT_NOT_JSON') throw error
    const bytes = readAll(path, (loading.sizes ?? SIZES).piece)
    const loaded = bytes && ((await loadSequence(bytes, error, loading)) ?? (await loadBehindText(bytes, loading)))
    if (loaded === undefined) throw error
    return loaded
  }
}

/** @returns `undefined` when it has more than so many bytes */
function readAll(path: string, most: number): Buffer | undefined {
  const opened = openReport(path)
  try {
    if (opened.stats.size > most) return undefined
    const content = readToSize(opened)
    if (hasChanged(opened)) throw fileChanged()
    return content.subarray(byteOrderMarkLength(content))
  } finally {
    closeSync(opened.file)
  }
}

/** Of the file's text, without white space as JSON and XML define it. */
async function firstCharacter(path: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  const { file, stats } = openReport(path)
  try {
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (let position = 0; position < stats.size; ) {
      const length = readSync(file, chunk, 0, chunk.length, position)
      if (length === 0) return undefined
      const bytes = chunk.subarray(0, length)
      const text = position === 0 ? bytes.subarray(byteOrderMarkLength(bytes)) : bytes
      const character = text.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
      if (character !== undefined) return character
      position += length
      await turn(signal)
    }
    return undefined
  } finally {
    closeSync(file)
  }
}
