/** What each request to AWS came to, for the log of a run with debug logging. */
import { factsOf } from './error-kind.js'

/** One attempt. */
export interface RequestTrace {
  /** `BatchImportFindings`, … */
  readonly operation: string
  /** From 1. */
  readonly attempt: number
  readonly milliseconds: number
  /** HTTP status; absent where there was no answer. */
  readonly status?: number | undefined
  readonly requestId?: string | undefined
  /** The service's code, or that of the network. */
  readonly error?: string | undefined
}

export interface Tracing {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  onRequest(trace: RequestTrace): void
}

/** `BatchImportFindings: HTTP 200, 134 ms, request 7f0c…`; from the second attempt on, which one it is. */
export function traceInWords({ operation, attempt, milliseconds, status, requestId, error }: RequestTrace): string {
  return [
    `${operation}: ${status === undefined ? 'no answer' : `HTTP ${status}`}`,
    ...(error === undefined ? [] : [error]),
    `${Math.round(milliseconds).toLocaleString('en-US')} ms`,
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...(attempt === 1 ? [] : [`attempt ${attempt}`]),
  ].join(', ')
}

/** Inside of the SDK's retry, so that every attempt is seen. */
export const TRACE_ATTEMPTS = { name: 'traceAttempts', step: 'finalizeRequest', priority: 'low' } as const

/** A middleware of the SDK that tells of each attempt. Nothing of what is sent or answered is told but status, id and code. */
export function tracing(operation: string, { now, onRequest }: Tracing) {
  const attempts = new WeakMap<object, number>()
  return <Args, Answer>(next: (args: Args) => Promise<Answer>, context: object) =>
    async (args: Args): Promise<Answer> => {
      const attempt = (attempts.get(context) ?? 0) + 1
      attempts.set(context, attempt)
      const began = now()
      const tell = (outcome: Partial<RequestTrace>) => onRequest({ operation, attempt, milliseconds: now() - began, ...outcome })
      try {
        const answer = await next(args)
        tell(metadataOf(answer))
        return answer
      } catch (error) {
        const { name, status, networkCode, requestId } = factsOf(error)
        tell({ error: networkCode ?? name, status, requestId })
        throw error
      }
    }
}

/** As the SDK leaves it beside the answer. */
function metadataOf(answer: unknown): Pick<RequestTrace, 'status' | 'requestId'> {
  const { output } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    readonly output?: { readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string } }
  }
  return { status: output?.$metadata?.httpStatusCode, requestId: output?.$metadata?.requestId }
}
