/** ASFF's timestamps as points in time. */

/** Source: the pattern that the service quotes in its errors; API reference, Welcome, "Timestamps": offsets `+HH:MM`, `-HHMM`. */
const TIMESTAMP =
  /^(?<date>\d{4}-\d\d-\d\d)[Tt](?<time>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d+))?(?:[Zz]|(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?)$/

/** Nanoseconds since the epoch; undefined when the text is no timestamp or names a moment that does not exist. */
export function instantOf(text: string): bigint | undefined {
  const groups = TIMESTAMP.exec(text)?.groups
  if (groups === undefined) return undefined
  const { date = '', time = '', fraction = '', sign, hours = '0', minutes = '0' } = groups
  const local = localMilliseconds(date, time)
  if (local === undefined) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return BigInt(local - offset) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'))
}

/** Milliseconds since the epoch; undefined as above. */
export function millisecondsOf(text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : instantOf(text)
  return instant === undefined ? undefined : Number(instant / 1_000_000n)
}

function localMilliseconds(date: string, time: string): number | undefined {
  const leapSecond = time === '23:59:60'
  const parsed = Date.parse(`${date}T${leapSecond ? '23:59:59' : time}.000Z`)
  if (Number.isNaN(parsed) || !new Date(parsed).toISOString().startsWith(date)) return undefined
  return leapSecond ? parsed + 1000 : parsed
}
