import { isUtf8 } from 'node:buffer'
import { closeSync } from 'node:fs'
import { UserError } from '../../errors.js'
import { hasChanged, readToSize } from '../../regular-file.js'
import { turn } from '../../turn.js'
import { fileChanged, openReport } from '../files/file-errors.js'
import { inMillions, MAX_XML_PARTS, tooMuch } from '../limits.js'
import { type LoadedDocument, type Loading, otherDocument } from './document.js'
import { byteOrderMarkLength } from './utf8.js'
import { parseReportXml } from './xml.js'

/** XML is parsed as a whole, into about ten times its size. */
const MAX_XML_BYTES = 64 * 2 ** 20

/** @throws UserError as `parseReportXml` does, REPORT_UNREADABLE when it is too large or has too many elements; file system errors */
export async function loadXml(path: string, { signal, memory }: Loading = {}): Promise<LoadedDocument> {
  const content = readAll(path)
  const bytes = content.subarray(byteOrderMarkLength(content))
  const parts = partsIn(bytes)
  if (parts > MAX_XML_PARTS) throw tooMuch(`the XML has more than ${inMillions(MAX_XML_PARTS)} elements and attributes`)
  memory?.take(parts * VALUES_PER_PART, bytes.length)
  await turn(signal)
  const encoding = declaredEncoding(bytes)
  const document = otherDocument('xml', parseReportXml(new TextDecoder(encoding).decode(bytes)))
  return { document, validUtf8: encoding !== 'utf-8' || isUtf8(bytes), needsFile: false }
}

/** In memory an element of XML is as large as so many of JSON. */
const VALUES_PER_PART = 4

function readAll(path: string): Buffer {
  const opened = openReport(path)
  try {
    if (opened.stats.size > MAX_XML_BYTES) {
      throw new UserError('REPORT_UNREADABLE', `the XML has more than ${MAX_XML_BYTES / 2 ** 20} MB`, {
        hint: 'Let the scanner write JSON, or several smaller reports.',
      })
    }
    const content = readToSize(opened)
    if (hasChanged(opened)) throw fileChanged()
    return content
  } finally {
    closeSync(opened.file)
  }
}

/** No element or attribute is without one of these; those in texts are counted too. */
function partsIn(bytes: Buffer): number {
  let parts = 0
  for (const byte of bytes) if (byte === 0x3c || byte === 0x3d) parts++
  return parts
}

/** The declaration is ASCII and stands at the very beginning (XML 1.0, section 2.8). UTF-16 has become UTF-8 before this. */
function declaredEncoding(bytes: Buffer): string {
  const label = /^<\?xml[^>]{1,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(bytes.toString('latin1', 0, 200))?.[1]
  if (label === undefined || /^utf-?16/i.test(label)) return 'utf-8'
  try {
    return new TextDecoder(label).encoding
  } catch {
    return 'utf-8'
  }
}
