import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { UserError } from '../errors.js'
import { type LoadedDocument, otherDocument } from './document.js'
import { byteOrderMarkLength } from './utf8.js'
import { parseReportXml } from './xml.js'

/** XML is parsed as a whole, into about ten times its size. */
const MAX_XML_BYTES = 64 * 2 ** 20

/** @throws UserError as `parseReportXml` does, REPORT_UNREADABLE when it is too large; file system errors */
export function loadXml(path: string): LoadedDocument {
  if (statSync(path).size > MAX_XML_BYTES) {
    throw new UserError('REPORT_UNREADABLE', `the XML has more than ${MAX_XML_BYTES / 2 ** 20} MB`, {
      hint: 'Let the scanner write JSON, or several smaller reports.',
    })
  }
  const content = readFileSync(path)
  const bytes = content.subarray(byteOrderMarkLength(content))
  const encoding = declaredEncoding(bytes)
  const document = otherDocument('xml', parseReportXml(new TextDecoder(encoding).decode(bytes)))
  return { document, validUtf8: encoding !== 'utf-8' || isUtf8(bytes), needsFile: false }
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
