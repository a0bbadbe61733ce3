/** HTTP messages as plain values, and errors in GitHub's words. */
import type { IncomingHttpHeaders } from 'node:http'

export interface Incoming {
  readonly method: string
  readonly path: string
  readonly search: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) }
}

/** What REST, and GraphQL before it looks at the query, answer instead. */
export function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return jsonReply({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) }, status, headers)
}

export const badCredentials = () => refusal(401, 'Bad credentials')
export const notFound = () => refusal(404, 'Not Found')
export const notAccessible = () => refusal(403, 'Resource not accessible by integration')

/** What stands in front of GitHub, when GitHub itself gives up. */
export function gatewayPage(status: number): Reply {
  return { status, headers: { 'content-type': 'text/html' }, body: '<html><body>We had issues producing the response.</body></html>' }
}
