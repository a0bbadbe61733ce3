/** Links as ASFF takes them: http(s), strictly by RFC 3986. */
import { URL_LENGTH } from './limits.js'

/** An http(s) URL of nothing but what RFC 3986 allows in each part, without user: no parser is needed to know that it is fine. */
const PLAIN_URL =
  /^https?:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z])?(?::\d{1,4})?(?:\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\dA-Fa-f]{2})*)?(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[\dA-Fa-f]{2})*)?(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[\dA-Fa-f]{2})*)?$/

/** RFC 3986, 3.2.2: a registered name, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(?:(?:[\w\-.~!$&'()*+,;=]|%[\dA-Fa-f]{2})+|\[[\dA-Fa-f:.]+\])$/

/** What a path, a query or a fragment may hold only percent-encoded: RFC 3986, 3.3 to 3.5. A percent sign begins an encoding or is encoded itself. */
const FOREIGN = /%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/gu

/**
 * A public link, percent-encoded where it needs to be and without credentials; `undefined` for anything else and for what is too long, since half a
 * link is none.
 */
export function publicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > URL_LENGTH) return undefined
  if (PLAIN_URL.test(text)) return text
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || !HOST.test(url.hostname)) return undefined
  const { protocol, host, pathname, search, hash } = url
  const link = `${protocol}//${host}${encode(pathname)}${part('?', search)}${part('#', hash)}`
  return link.length <= URL_LENGTH ? link : undefined
}

function part(mark: '?' | '#', text: string): string {
  return text === '' ? '' : `${mark}${encode(text.slice(1))}`
}

function encode(text: string): string {
  return text.toWellFormed().replace(FOREIGN, encodeURIComponent)
}
