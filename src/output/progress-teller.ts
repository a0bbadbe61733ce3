/** Tells how far long work has come, while it goes on: a step that says nothing for minutes looks as if it hung. */
import { count } from './in-words.js'

/** Milliseconds between two lines. Less would be noise in a log that people read afterwards. */
const TELL_EVERY = 5000

export interface LongWork {
  readonly work: keyof typeof WORDS
  readonly done: number
  readonly of?: number
  readonly requests?: number
}

/** What is told at a time, and what the one before was. */
interface Moment extends LongWork {
  readonly at: number
}

const WORDS = {
  opening: (now: LongWork) => `Read ${inMegabytes(now)}`,
  reading: ({ done }: LongWork) => `Read ${count(done, 'result')}`,
  'looking-up': ({ done, requests }: LongWork) =>
    `Looked up ${count(done, 'finding')}${requests === undefined ? '' : ` (${count(requests, 'request')})`}`,
  importing: (now: LongWork) => `Sent ${ofAll(now)}`,
  archiving: (now: LongWork) => `Archived ${ofAll(now)}`,
} as const

/**
 * @param options.ticks milliseconds of a clock that never goes back
 * @returns what is to be called as often as there is something to say; it says it every five seconds of each sort of work
 */
export function createProgressTeller({ ticks, say }: { ticks(): number; say(line: string): void }): (progress: LongWork) => void {
  // Work of two sorts goes on at a time. Each begins with the first that is heard of it.
  const told = new Map<LongWork['work'], Moment>()
  return (progress) => {
    const now = { ...progress, at: ticks() }
    const before = told.get(now.work) ?? now
    if (before === now) told.set(now.work, now)
    if (now.at - before.at < TELL_EVERY) return
    told.set(now.work, now)
    say([WORDS[now.work](now), ...paceInWords(now, before)].join(' · '))
  }
}

/** Since the last line; nothing of what cannot be told from it. */
function paceInWords(now: Moment, before: Moment): string[] {
  if (now.requests === undefined || now.of === undefined) return []
  const seconds = (now.at - before.at) / 1000
  const [requests, done] = [now.requests - (before.requests ?? 0), now.done - before.done]
  if (seconds <= 0 || requests <= 0) return []
  const left = now.of - now.done
  return [`${(requests / seconds).toFixed(1)} requests/s`, ...(done > 0 && left > 0 ? [timeLeft((left * seconds) / done)] : [])]
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`
}

function ofAll({ done, of }: LongWork): string {
  return of === undefined ? done.toLocaleString('en-US') : `${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')}`
}

/** Millions of bytes: a file of 600 MB is one of 600. */
function inMegabytes({ done, of }: LongWork): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000).toLocaleString('en-US')
  return of === undefined ? `${megabytes(done)} MB` : `${megabytes(done)} of ${megabytes(of)} MB`
}
