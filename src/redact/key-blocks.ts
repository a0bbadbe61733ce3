import { REDACTED } from './mark.js'

const BEGIN = '-----BEGIN '
const END = '-----END '

/** `-----BEGIN RSA PRIVATE KEY-----` and its kin. Source: RFC 7468; OpenPGP adds BLOCK. */
const HEADER = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y
const FOOTER = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y

/** Lines of base64, divided by line breaks, real or escaped: a block that was cut off before its end. */
const BODY = /(?:(?:\s|\\[nr])*[A-Za-z0-9+/=]{16,})*(?:\s|\\[nr])*/y

/** Replaces private keys. A header that only is mentioned stays as it is. */
export function redactKeyBlocks(text: string): string {
  let begin = text.indexOf(BEGIN)
  if (begin === -1) return text
  let result = ''
  let done = 0
  // Looked for once it is passed only, so that many headers without an end cost no more than one.
  let footer = text.indexOf(END, begin)
  for (; begin !== -1; begin = text.indexOf(BEGIN, Math.max(done, begin + 1))) {
    const body = matchEnd(HEADER, text, begin)
    if (body === undefined) continue
    if (footer !== -1 && footer < body) footer = text.indexOf(END, body)
    const end = endOfBlock(text, body, footer)
    if (end === undefined) continue
    result += `${text.slice(done, begin)}${REDACTED}`
    done = end
  }
  return result + text.slice(done)
}

/** `undefined` when nothing of a key follows. */
function endOfBlock(text: string, body: number, footer: number): number | undefined {
  const closed = footer === -1 ? undefined : matchEnd(FOOTER, text, footer)
  if (closed !== undefined) return closed
  const end = matchEnd(BODY, text, body) ?? body
  return text.slice(body, end).trim() === '' ? undefined : end
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  const sticky = new RegExp(pattern)
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : undefined
}
