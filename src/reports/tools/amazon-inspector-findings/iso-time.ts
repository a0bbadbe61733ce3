import { asText } from '../../vocabulary/json.js'

/** How far from 1970 a date can be, in milliseconds. Source: ECMA-262, "Time Values and Time Range". */
const FURTHEST = 8.64e15

/**
 * A time as AWS writes it: in ISO 8601, in seconds since 1970 (AWS CLI 1), or in events as `Wed Sep 04 16:59:44.356 UTC 2024` and
 * `Dec 3, 2021, 6:02:30 PM`, which is in UTC without saying so.
 */
export function isoTime(value: unknown): string | undefined {
  const time = typeof value === 'number' ? value * 1000 : millisecondsOf(asText(value))
  return Math.abs(time) <= FURTHEST ? new Date(time).toISOString() : undefined
}

function millisecondsOf(text: string | undefined): number {
  if (text === undefined) return Number.NaN
  const startsWithYear = text.charAt(4) === '-'
  return Date.parse(startsWithYear ? text : `${text} UTC`)
}
