/** Tells how far long work has come, while it goes on: a step that says nothing for minutes looks as if it hung. */

/** Milliseconds between two lines. Less would be noise in a log that people read afterwards. */
const TELL_EVERY = 5000

export interface LongWork {
  readonly work: keyof typeof WORDS
  readonly done: number
  readonly of?: number
}

const WORDS = {
  reading: { doing: 'Reading', what: 'results' },
  'looking-up': { doing: 'Looking up', what: 'findings' },
  importing: { doing: 'Importing', what: 'findings' },
  archiving: { doing: 'Archiving', what: 'findings' },
} as const

/**
 * @param options.ticks milliseconds of a clock that never goes back
 * @returns what is to be called as often as there is something to say; it says it every five seconds
 */
export function createProgressTeller({ ticks, say }: { ticks(): number; say(line: string): void }): (progress: LongWork) => void {
  let told = ticks()
  return (progress) => {
    const now = ticks()
    if (now - told < TELL_EVERY) return
    told = now
    say(inWords(progress))
  }
}

function inWords({ work, done, of }: LongWork): string {
  const { doing, what } = WORDS[work]
  const number = (value: number) => value.toLocaleString('en-US')
  return of === undefined ? `${doing}: ${number(done)} ${what} so far.` : `${doing}: ${number(done)} of ${number(of)} ${what}.`
}
