import { closeSync } from 'node:fs'
import { hasChanged, type RegularFile, readToSize } from '../../regular-file.js'
import { fileChanged, openReport } from '../files/file-errors.js'
import { inMillions, tooMuch } from '../limits.js'
import { checkJson } from './check-json.js'
import { type LoadedDocument, type Loading, SIZES, wholeDocument } from './document.js'
import { jsonError } from './json-errors.js'
import { loadLargeDocument } from './large-document.js'
import { chunksOf, parseJson } from './parse-json.js'
import { byteOrderMarkLength } from './utf8.js'

/**
 * Checks and parses a file of UTF-8 JSON.
 * @throws UserError REPORT_EMPTY, REPORT_NOT_JSON with line and column, or REPORT_UNREADABLE (nests or weighs too much); file system errors
 */
export async function loadDocument(path: string, loading: Loading = {}): Promise<LoadedDocument> {
  const opened = openReport(path)
  try {
    const small = opened.stats.size <= (loading.sizes ?? SIZES).whole
    return small ? await loadWholeDocument(opened, loading) : await loadLargeDocument(opened, path, loading)
  } finally {
    closeSync(opened.file)
  }
}

async function loadWholeDocument(opened: RegularFile, loading: Loading): Promise<LoadedDocument> {
  const content = readToSize(opened)
  if (hasChanged(opened)) throw fileChanged()
  const loaded = await loadBytes(content.subarray(byteOrderMarkLength(content)), loading)
  loading.onBytes?.(content.length)
  return loaded
}

/**
 * The same of a text in memory.
 * @param bytes UTF-8 without a byte order mark
 */
export async function loadBytes(bytes: Buffer, { sizes = SIZES, signal, memory }: Loading): Promise<LoadedDocument> {
  const { failure, validUtf8, values } = await checkJson(chunksOf(bytes), signal)
  if (failure !== undefined) throw jsonError(failure, [bytes])
  if (values > sizes.values) throw tooMuch(`the report has more than ${inMillions(sizes.values)} values`)
  memory?.take(values, bytes.length)
  const document = wholeDocument(await parseJson(bytes, sizes.block, signal))
  if (document.runs > sizes.runs) throw tooMuch(`the log has more than ${sizes.runs} runs`)
  return { document, validUtf8, needsFile: false }
}
