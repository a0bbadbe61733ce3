import { REDACTED } from './mark.js'

const BEGIN = '-----BEGIN '
const END = '-----END '

/** `-----BEGIN RSA PRIVATE KEY-----` and its kin. Source: RFC 7468; OpenPGP adds BLOCK, SSH2 writes four hyphens. */
const HEADER = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y
const FOOTER = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y

/** Lines of base64 may be divided by line breaks, real or escaped, and by the marks of strings that are put together. */
const GAP = /(?:[\s"',|>]|\\{1,4}[nrt]|\\{1,4}(?=["'\n])){1,64}/y
const LINE = /[A-Za-z0-9+/=]{16,}/y
const LAST_LINE = /(?=[A-Za-z+/]{0,15}[0-9=])[A-Za-z0-9+/]{1,15}={0,2}(?![A-Za-z0-9])/y
/** `Proc-Type: 4,ENCRYPTED`. */
const ATTRIBUTE = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID): ?[^\n\\]{0,200}/y

/** Replaces private keys, also those that are cut off at either end. A header or a footer that only is mentioned stays as it is. */
export function redactKeyBlocks(text: string): string {
  if (!text.includes('PRIVATE KEY')) return text
  return withoutTails(withoutBlocks(text.replaceAll('---- BEGIN SSH2', '-----BEGIN SSH2').replace(/(?<!-)(---- END SSH2)/g, '-$1')))
}

function withoutBlocks(text: string): string {
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
  const end = endOfBody(text, body)
  return end === body ? undefined : end
}

/** Where what was cut off before its end ends. */
function endOfBody(text: string, body: number): number {
  let end = body
  for (;;) {
    const start = matchEnd(GAP, text, end) ?? end
    const next =
      matchEnd(ATTRIBUTE, text, start) ?? matchEnd(LINE, text, start) ?? (end > body ? matchEnd(LAST_LINE, text, start) : undefined)
    if (next === undefined) return end
    end = next
  }
}

/** The end of a block whose beginning was cut off. */
function withoutTails(text: string): string {
  let result = ''
  let done = 0
  for (let footer = text.indexOf(END); footer !== -1; footer = text.indexOf(END, footer + 1)) {
    const end = matchEnd(FOOTER, text, footer)
    if (end === undefined) continue
    const start = startOfBody(text, footer, done)
    if (start === footer) continue
    result += `${text.slice(done, start)}${REDACTED}`
    done = end
  }
  return result + text.slice(done)
}

/** Words of base64 in front of the footer; the last one may be short. */
function startOfBody(text: string, footer: number, from: number): number {
  let start = footer
  for (;;) {
    const wordEnd = backWhile(text, start, from, isGap)
    const wordStart = backWhile(text, wordEnd, from, isBase64)
    // The n of an escaped line break looks like base64: `\nMIIE`.
    const length = wordEnd - wordStart
    if (length < (start === footer ? 4 : 16)) return start
    start = wordStart
  }
}

function backWhile(text: string, from: number, least: number, holds: (character: string) => boolean): number {
  let at = from
  while (at > least && holds(text.charAt(at - 1))) at--
  return at
}

function isGap(character: string): boolean {
  return /[\s"',|>\\]/.test(character)
}

function isBase64(character: string): boolean {
  return /[A-Za-z0-9+/=]/.test(character)
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  const sticky = new RegExp(pattern)
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : undefined
}
