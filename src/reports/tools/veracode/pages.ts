import type { Problem } from '../../../finding.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** Where a page of the Findings API comes from: api.veracode.com, .eu or .us. `undefined` for what is no such page. */
export function addressIn(page: JsonObject): URL | undefined {
  const link = asText(asObject(asObject(page['_links'])?.['self'])?.['href'])
  // `{?page,size}` behind it is a template.
  const [address = ''] = (link ?? '').split('{', 1)
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  return url.hostname.startsWith('api.veracode.') && url.pathname.startsWith('/appsec/') && url.pathname.endsWith('/findings')
    ? url
    : undefined
}

/** The API gives findings in pages: of each list that the file has pages of, all have to be there. */
export function missingPages(pages: readonly JsonObject[]): readonly Problem[] {
  const lists = new Map<string, { readonly there: Set<number>; total: number }>()
  for (const page of pages) {
    const facts = asObject(page['page'])
    const [number, total] = [facts?.['number'], facts?.['total_pages']]
    if (typeof number !== 'number' || typeof total !== 'number') continue
    const list = lists.get(listOf(page)) ?? { there: new Set<number>(), total: 0 }
    list.there.add(number)
    list.total = Math.max(list.total, total)
    lists.set(listOf(page), list)
  }
  return [...lists.values()]
    .filter(({ there, total }) => there.size < total)
    .map(({ there, total }) => ({
      code: 'truncated',
      message: `The report holds ${there.size} of ${total} pages of findings.`,
      at: 'page',
    }))
}

/** Pages of one list have one address but for the number of the page. */
function listOf(page: JsonObject): string {
  const address = addressIn(page)
  if (address === undefined) return ''
  address.searchParams.delete('page')
  return address.href
}
