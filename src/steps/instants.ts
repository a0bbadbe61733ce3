/** Times of a finding. All ISO 8601 with milliseconds and `Z`, the form that Security Hub's validator accepts. */

/** @returns now, or a millisecond after `stored` when the clock has not passed it: an update must be strictly later to count */
export function laterThan(stored: string | undefined, now: Date): string {
  const before = stored === undefined ? Number.NaN : Date.parse(stored)
  return new Date(Number.isNaN(before) ? now.getTime() : Math.max(now.getTime(), before + 1)).toISOString()
}

/** @returns the first usable time that does not lie in the future, else now */
export function firstTime(candidates: readonly (string | undefined)[], now: Date): string {
  const known = candidates.find((candidate) => candidate !== undefined && Date.parse(candidate) <= now.getTime())
  return known === undefined ? now.toISOString() : new Date(known).toISOString()
}
