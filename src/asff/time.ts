/** A moment with a zone, seconds included, as all of Security Hub's validators take it. Source: API reference, "Timestamps". */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/** A tool's time as ASFF takes it, in UTC; `undefined` when it is no moment. A time without a zone is one of no known moment. */
export function asffTime(text: string | undefined): string | undefined {
  if (text === undefined || !TIMESTAMP.test(text)) return undefined
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString()
}
