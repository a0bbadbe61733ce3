/** Sends requests one after the other, within limits. */
import type { SourceLimits } from './limits.js'
import { type Refusal, refusalOf, type Trouble } from './trouble.js'

export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Pick<Refusal, 'trouble'>)

/** One request; `signal` ends it. Throws what octokit throws; a refusal that stands in an answer is returned. */
export type Request<T> = (signal: AbortSignal) => Promise<T | Refusal>

export interface Sender {
  /** Never throws. Sends again where that may help. After a trouble that all further requests would have, none is sent any more. */
  send<T extends object>(request: Request<T>): Promise<Answer<T>>
}

export interface SenderOptions {
  readonly limits: Pick<SourceLimits, 'requests' | 'milliseconds' | 'requestMilliseconds'>
  /** Milliseconds of a clock that never goes back. */
  ticks(): number
  /** Ends early when `signal` is aborted. */
  sleep(milliseconds: number): Promise<void>
  readonly signal: AbortSignal
  /** Told of each request, and what came of it. */
  onRequest?(milliseconds: number, trouble: Trouble | undefined): void
}

/** How often a request is sent. An API that is down must not keep the run waiting, and source is only part of the evidence. */
const TRIES = 2

/** What is no matter of the one request. */
const LASTING: ReadonlySet<Trouble> = new Set<Trouble>([
  'bad-credentials',
  'not-allowed',
  'rate-limited',
  'unreachable',
  'limit',
  'cancelled',
])

export function createSender({ limits, ticks, sleep, signal, onRequest }: SenderOptions): Sender {
  const end = ticks() + limits.milliseconds
  let sent = 0
  let stopped: Trouble | undefined
  const why = (): Trouble | undefined => {
    if (signal.aborted) return 'cancelled'
    if (ticks() >= end) return 'too-slow'
    return sent >= limits.requests ? 'limit' : undefined
  }
  const answerOf = async <T extends object>(request: Request<T>): Promise<T | Refusal> => {
    try {
      return await request(AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(Math.min(limits.requestMilliseconds, end - ticks())))]))
    } catch (error) {
      return signal.aborted ? { trouble: 'cancelled' } : refusalOf(error)
    }
  }
  const once = async <T extends object>(request: Request<T>): Promise<T | Refusal> => {
    const trouble = why()
    if (trouble !== undefined) return { trouble }
    sent += 1
    const began = ticks()
    const answer = await answerOf(request)
    onRequest?.(ticks() - began, isRefusal(answer) ? answer.trouble : undefined)
    return answer
  }
  return {
    async send<T extends object>(request: Request<T>): Promise<Answer<T>> {
      if (stopped !== undefined) return { ok: false, trouble: stopped }
      for (let tries = 1; ; tries++) {
        const answer = await once(request)
        if (!isRefusal(answer)) return { ok: true, value: answer }
        const { trouble, retryAfter } = answer
        if (tries < TRIES && retryAfter !== undefined && ticks() + retryAfter < end) await sleep(retryAfter)
        else {
          if (LASTING.has(trouble)) stopped = trouble
          return { ok: false, trouble }
        }
      }
    },
  }
}

function isRefusal(answer: object): answer is Refusal {
  return Object.hasOwn(answer, 'trouble')
}
