import { httpUrl } from '../../vocabulary/http-url.js'
import type { JsonObject } from '../../vocabulary/json.js'
import { markupOf } from '../../vocabulary/plain-text.js'
import type { Product } from '../rules/products.js'

/** How much of a rule's help is searched for links, in UTF-16 code units. */
const SEARCHED = 100_000

/**
 * The page of an advisory: the rule's own link, the page that Snyk has for each of its ids, a link of the rule's help that names the advisory.
 * Grype's own link leads to Grype, so it comes last. A link that names something else (a CWE, another advisory) is none.
 *
 * @param names of the advisory, the tool's own first
 */
export function advisoryPage(descriptor: JsonObject | undefined, product: Product, names: readonly string[]): string | undefined {
  const own = httpUrl(descriptor?.['helpUri'])
  if (own !== undefined && product.key !== 'grype') return own
  const links = linksIn(markupOf(descriptor?.['help']) ?? '')
  for (const name of names) {
    const url = snykPage(name) ?? httpUrl(links.find((link) => mentions(link.label, name) || mentions(link.url, name))?.url)
    if (url !== undefined) return url
  }
  return own
}

interface Link {
  readonly label: string
  readonly url: string
}

function linksIn(markup: string): readonly Link[] {
  const found = markup.slice(0, SEARCHED).matchAll(/\[([^[\]\n]{1,200})\]\((https?:\/\/[^()\s]{1,500})\)/g)
  return Array.from(found, ([, label = '', url = '']) => ({ label, url }))
}

/** As a whole: `CVE-2024-1` does not stand in `CVE-2024-12`. */
function mentions(text: string, name: string): boolean {
  const at = text.toLowerCase().indexOf(name.toLowerCase())
  return at >= 0 && !/^[\w-]/.test(text.slice(at + name.length))
}

/** docs.snyk.io, "Snyk Vulnerability Database": every vulnerability has a page under its id. */
function snykPage(name: string): string | undefined {
  return /^SNYK-[A-Z0-9-]{1,120}$/i.test(name) ? `https://security.snyk.io/vuln/${name.toUpperCase()}` : undefined
}
