/** How much of a report is held in memory. Beyond a limit a report is refused, because a process without memory tells nobody anything. */
import { UserError } from '../errors.js'

/**
 * Values that one JSON document may have when it is held as a whole, counted by brackets and commas. Bytes say little: `{}` and a comma are
 * three bytes of text and 64 of memory, an object with a name of its own takes 184, one whose name is a large number 208. Both are two values
 * here, so a value takes up to 104 bytes: 0.8 GB at the worst, of the 2 GB that Node.js has on a runner of 8 GB. (Half a million of each,
 * parsed, heap compared after a full collection: the same in Node.js 20.20 with V8 11.3 and in Node.js 24.19 with V8 13.6.) Reports of scanners
 * have a value for every 30 to 100 bytes, so 8 million are 250 MB.
 */
export const MAX_VALUES = 8_000_000

/** Values of one result of a SARIF log, or of a stretch of small ones: they are parsed in one go, which nothing can interrupt. */
export const MAX_VALUES_AT_ONCE = 1_000_000

/** Values of all the reports of a job that are held as a whole: twice the largest. */
export const MAX_VALUES_IN_ALL = 2 * MAX_VALUES

/** Bytes of the texts of the same. */
export const MAX_BYTES_IN_ALL = 1024 * 2 ** 20

/** Runs of one SARIF log. The most that is known of is one for each project of a solution, some thousands. */
export const MAX_RUNS = 50_000

/**
 * Results of one SARIF log whose results are read from the file: each takes some microseconds in each of the passes. A log that is held as a
 * whole can have no more either. The most that is known of are some hundred thousand.
 */
export const MAX_RESULTS = MAX_VALUES

/** Brackets and equals signs of an XML text: each element and attribute takes 500 to 900 bytes (measured with parse-xml 4.2). */
export const MAX_XML_PARTS = 1_000_000

/** Characters of an entry's name in an archive, together. An artifact has some thousands of short ones; one name may have 64 KB. */
export const MAX_NAME_CHARACTERS = 16_000_000

/** What a job holds of its reports as a whole. */
export interface Memory {
  /** @throws UserError REPORT_UNREADABLE when it would be more than a job can hold */
  take(values: number, bytes: number): void
}

export function createMemory(limits = { values: MAX_VALUES_IN_ALL, bytes: MAX_BYTES_IN_ALL }): Memory {
  const held = { values: 0, bytes: 0 }
  return {
    take(values, bytes) {
      if (held.values + values > limits.values) throw tooMuch(`with it the reports hold more than ${inMillions(limits.values)} values`)
      if (held.bytes + bytes > limits.bytes) throw tooMuch(`with it the reports hold more than ${limits.bytes / 2 ** 20} MB`)
      held.values += values
      held.bytes += bytes
    },
  }
}

/** @param what has how many of what: `the report has more than 8 million values` */
export function tooMuch(what: string): UserError {
  return new UserError('REPORT_UNREADABLE', `${what}, which is more than can be held in memory`, {
    hint: 'Check what the step before writes. If the report is right, let the scanner write SARIF or several smaller reports, and publish them in several jobs.',
  })
}

export function inMillions(count: number): string {
  return count < 1_000_000 ? `${count}` : `${count / 1_000_000} million`
}
