/** Things that go wrong on purpose. */
import type { Operation } from './records.js'

interface FaultScope {
  /** Which requests; every one of Security Hub, STS and the ID token provider when absent. */
  readonly operation?: Operation
  /** How many of them. Default 1; without a limit for the kinds that have a predicate. */
  readonly times?: number
  /** How many matching requests pass before the first. Default 0. */
  readonly afterRequests?: number
}

/**
 * `throttle`: 429 TooManyRequestsException · `throttling-exception`: 429 ThrottlingException · `throttle-unnamed`: 429 without an error type ·
 * `reset`: the connection is cut before anything is done · `reset-after`: the request is carried out, then the connection is cut ·
 * `internal`: 500 InternalException · `unavailable`: 503 · `access-denied` and `expired-token`: 403 · `not-enabled`: 401 InvalidAccessException ·
 * `too-large`: 413 · `not-json`: HTTP 200 with a proxy's HTML page.
 */
export const PLAIN_FAULTS = [
  'throttle',
  'throttling-exception',
  'throttle-unnamed',
  'reset',
  'reset-after',
  'internal',
  'unavailable',
  'access-denied',
  'expired-token',
  'not-enabled',
  'too-large',
  'not-json',
] as const
export type PlainFaultKind = (typeof PLAIN_FAULTS)[number]

export interface PlainFault extends FaultScope {
  readonly kind: PlainFaultKind
}

/** The answer comes later; cut short when the server closes. */
export interface SlowFault extends FaultScope {
  readonly kind: 'slow'
  readonly milliseconds: number
}

/** The answer comes when something else has happened: what comes after what shows without looking at the time. */
export interface HoldFault extends FaultScope {
  readonly kind: 'hold'
  readonly until: Promise<unknown>
}

/** Any error of the service. */
export interface ErrorFault extends FaultScope {
  readonly kind: 'error'
  readonly status: number
  readonly code: string
  readonly message: string
}

/** The whole request is refused, 400 InvalidInputException, while the predicate holds for its body. */
export interface RefuseRequestFault extends FaultScope {
  readonly kind: 'refuse-request-if'
  readonly predicate: (body: unknown) => boolean
  readonly message?: string
}

/** Single findings of BatchImportFindings land in FailedFindings. `times` and `afterRequests` count findings that match. */
export interface RefuseFindingFault extends FaultScope {
  readonly kind: 'refuse-finding-if'
  readonly predicate: (finding: unknown) => boolean
  /** Default `InternalFailure`. */
  readonly code?: string
  readonly message?: string
}

export type Fault = PlainFault | SlowFault | HoldFault | ErrorFault | RefuseRequestFault | RefuseFindingFault
export type RequestFault = Exclude<Fault, RefuseFindingFault>

export interface FaultBook {
  add(fault: Fault): void
  /** Forgets every fault. */
  clear(): void
  /** The fault that befalls this request, used up by asking. */
  forRequest(operation: Operation, body: unknown): RequestFault | undefined
  /** The same for one finding of an import. */
  forFinding(finding: unknown): RefuseFindingFault | undefined
}

interface Pending<F extends Fault> {
  readonly fault: F
  toPass: number
  left: number
}

export function createFaultBook(): FaultBook {
  const requests: Pending<RequestFault>[] = []
  const findings: Pending<RefuseFindingFault>[] = []
  return {
    add(fault) {
      if (fault.kind === 'refuse-finding-if') findings.push(pending(fault))
      else requests.push(pending(fault))
    },
    clear() {
      requests.length = 0
      findings.length = 0
    },
    forRequest: (operation, body) => take(requests, (fault) => befalls(fault, operation, body)),
    forFinding: (finding) => take(findings, (fault) => fault.predicate(finding)),
  }
}

function pending<F extends Fault>(fault: F): Pending<F> {
  const unlimited = fault.kind === 'refuse-request-if' || fault.kind === 'refuse-finding-if'
  return { fault, toPass: fault.afterRequests ?? 0, left: fault.times ?? (unlimited ? Number.POSITIVE_INFINITY : 1) }
}

function befalls(fault: RequestFault, operation: Operation, body: unknown): boolean {
  const concerned = fault.operation === undefined || fault.operation === operation
  return concerned && (fault.kind !== 'refuse-request-if' || fault.predicate(body))
}

/** Every matching fault counts the request as passed; the first one that is due befalls it. */
function take<F extends Fault>(book: Pending<F>[], matches: (fault: F) => boolean): F | undefined {
  for (const entry of book) {
    if (entry.left <= 0 || !matches(entry.fault)) continue
    if (entry.toPass > 0) {
      entry.toPass -= 1
      continue
    }
    entry.left -= 1
    return entry.fault
  }
  return undefined
}
