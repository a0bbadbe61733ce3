import type { IncomingHttpHeaders } from 'node:http'

/** Everything the server knows how to answer. `Unknown`: no such route. */
export type Operation =
  | 'BatchImportFindings'
  | 'GetFindings'
  | 'BatchUpdateFindings'
  | 'DescribeHub'
  | 'CreateInsight'
  | 'GetInsightResults'
  | 'CreateAutomationRule'
  | 'GetCallerIdentity'
  | 'AssumeRoleWithWebIdentity'
  | 'GetIdToken'
  | 'Unknown'

/** One HTTP request, retries of the client included. */
export interface RecordedRequest {
  readonly method: string
  /** With the query string. */
  readonly path: string
  readonly operation: Operation
  readonly headers: IncomingHttpHeaders
  /** Parsed JSON, the fields of a form as an object, or the text. */
  readonly body: unknown
  /** Length of the body as received. */
  readonly bytes: number
  /** HTTP status of the answer; 0 while there is none and when the connection was cut. */
  status: number
  /** Error code of the answer. */
  error?: string
  /** When it arrived, milliseconds since the epoch by the service's clock. */
  readonly at: number
  /** How many requests were being answered when it arrived, itself included. */
  readonly inFlight: number
}
