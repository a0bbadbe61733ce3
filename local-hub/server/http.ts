/** HTTP messages as plain values. */
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isObject, type JsonObject, parseJson } from './json.js'
import type { ServiceError } from './service-error.js'

export interface Incoming {
  readonly method: string
  /** Without the query string. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly bytes: Uint8Array
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Error code, when it is an error. */
  readonly error?: string
}

export function jsonReply(body: unknown): Reply {
  return { status: 200, headers: gatewayHeaders(), body: JSON.stringify(body) }
}

/** Source: an answer of API Gateway carries the name in a header, and `Message` and `Code` in the body. */
export function errorReply(error: ServiceError): Reply {
  return {
    status: error.status,
    headers: { ...gatewayHeaders(), 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Message: error.message, Code: error.code }),
    error: error.code,
  }
}

/** The body as a program sees it: JSON, the fields of a form, else the text; undefined when there is none. */
export function bodyOf({ bytes, headers }: Incoming): unknown {
  if (bytes.length === 0) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  return parseJson(text) ?? text
}

/** A request body that must be a JSON object; an empty one stands for `{}`. */
export function objectBodyOf(body: unknown): JsonObject | undefined {
  if (body === undefined) return {}
  return isObject(body) ? body : undefined
}

function gatewayHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    'x-amz-apigw-id': randomUUID().slice(0, 16),
    'x-amzn-trace-id': `Root=1-${randomUUID().slice(0, 8)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
  }
}
