import type { IncomingHttpHeaders } from 'node:http'

/** Everything the server knows how to answer. `unknown`: no such route. */
export type Operation =
  | 'get-repository'
  | 'get-tree'
  | 'get-blob'
  | 'list-pull-files'
  | 'list-comments'
  | 'create-comment'
  | 'update-comment'
  | 'graphql'
  | 'unknown'

/** One HTTP request, retries of the client included. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly headers: IncomingHttpHeaders
  /** Of a query; `''` otherwise. */
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** HTTP status of the answer; 0 while there is none and when the connection was cut. */
  status: number
  /** Length of the answer. */
  bytes: number
}
