/** Members that stand beside a report, by names that do not depend on how an API writes them. */
import { isObject, type JsonObject } from '../vocabulary/json.js'

/** Names are in lower case and without what separates words. */
export type Members = readonly (readonly [name: string, value: unknown])[]

/** Deeper than `meta.pagination.page.next` no API says where a page is. */
const MAX_DEPTH = 3

/** Objects that say where a page is. */
const PAGES: ReadonlySet<string> = new Set([
  ...['meta', 'metadata', 'links', 'link', 'page', 'pages', 'pageable', 'paging', 'pagination', 'pageinfo', 'pagemeta', 'paginationinfo'],
  ...['cursors', 'resultinfo', 'responsemetadata'],
])

/** @param name leads to the report, and is none of them */
export function membersBeside(frame: JsonObject, name: string): Members {
  return withInside(
    Object.entries(frame).filter(([other]) => other !== name),
    MAX_DEPTH,
  )
}

function withInside(entries: readonly (readonly [string, unknown])[], depth: number): Members {
  return entries.flatMap(([name, value]) => {
    const member = [folded(name), value] as const
    return depth > 0 && PAGES.has(member[0]) ? [member, ...withInside(insideOf(value), depth - 1)] : [member]
  })
}

/** Links may be a list, too: `[{"rel": "next", "href": "…"}]`. */
function insideOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (isObject(value)) return Object.entries(value)
  const links: readonly unknown[] = Array.isArray(value) ? value : []
  return links.filter(isObject).flatMap(({ rel, href }) => (typeof rel === 'string' ? [[rel, href] as const] : []))
}

function folded(name: string): string {
  return name.replaceAll('_', '').replaceAll('-', '').toLowerCase()
}

/** The values of the members that have one of the names. */
export function valuesOf(members: Members, names: ReadonlySet<string>): readonly unknown[] {
  return members.filter(([name]) => names.has(name)).map(([, value]) => value)
}

/** Numbers of them; some APIs write them as text. */
export function numbersOf(members: Members, names: ReadonlySet<string>): readonly number[] {
  return valuesOf(members, names).flatMap((value) => numberIn(value) ?? [])
}

/** A number, or a text that is nothing else. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

const NOTHING: ReadonlySet<string> = new Set(['', '0', 'false', 'null', 'none'])

/** Whether a member says anything: not `null`, `0`, `"false"`, `[]`, `{"href": null}`. */
export function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isObject(value)) return Object.values(value).some(isSomething)
  return value !== undefined && value !== null && value !== false && !NOTHING.has(String(value).trim().toLowerCase())
}

/** `false`, also as text. */
export function isFalse(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.trim().toLowerCase() === 'false')
}
