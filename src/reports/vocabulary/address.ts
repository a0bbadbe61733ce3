/**
 * An http(s) address without what scanners of running applications put into it or find in it: attacks in the query, sessions in path
 * parameters (`;jsessionid=…`), credentials. `undefined` for anything else.
 */
export function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return undefined
  const { origin, pathname } = new URL(value)
  const path = pathname.replace(/;[^/]*/g, '')
  return path === '/' ? origin : `${origin}${path}`
}
