import { REDACTED } from './mark.js'

/** A part of a text, `end` exclusive. In UTF-16 code units. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** The text with one mark for each part; parts that overlap or touch are one. */
export function withoutRanges(text: string, ranges: readonly Range[]): string {
  let result = ''
  let done = 0
  for (const { start, end } of merged(ranges)) {
    result += `${text.slice(done, start)}${REDACTED}`
    done = end
  }
  return result + text.slice(done)
}

export function merged(ranges: readonly Range[]): readonly Range[] {
  const all: Range[] = []
  for (const range of ranges.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    if (last !== undefined && range.start <= last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else all.push(range)
  }
  return all
}
