/** Links as ASFF takes them. */
import { URL_LENGTH } from './limits.js'

/** An http(s) URL of nothing but the characters of RFC 3986, no `@` before the path: no parser is needed to know that it is fine. */
const PLAIN_URL = /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*)?$/

/** A public link, encoded and without credentials; `undefined` for anything else and for what is too long, since half a link is none. */
export function publicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > URL_LENGTH) return undefined
  if (PLAIN_URL.test(text)) return text
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  url.username = ''
  url.password = ''
  return url.href.length <= URL_LENGTH ? url.href : undefined
}
