/** The HTTP server: reads, records, lets faults strike, answers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { nextFault, suffer } from './faults.js'
import { answerGraphQl, queryIn } from './graphql.js'
import { badCredentials, type Incoming, jsonReply, notFound, type Reply, refusal } from './http.js'
import { useQuota } from './rate-limit.js'
import type { Operation, RecordedRequest } from './records.js'
import { answerRest, restOperation } from './rest.js'
import type { ApiState } from './state.js'

export interface RunningServer {
  readonly port: number
  close(): Promise<void>
}

/** Listens on the loopback interface only: nothing that it holds or accepts is meant for others. */
const HOST = '127.0.0.1'

export async function serve(state: ApiState, port: number): Promise<RunningServer> {
  const closing = new AbortController()
  const server = createServer((message, response) => void handle(state, message, response, closing.signal))
  await listen(server, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => {
      closing.abort()
      return close(server)
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function handle(state: ApiState, message: IncomingMessage, response: ServerResponse, closing: AbortSignal): Promise<void> {
  try {
    const request = await read(message, state.settings.enterprise)
    const record = recordOf(request)
    state.requests.push(record)
    const reply = await replyTo(state, request, record.operation, closing)
    finish(state, response, record, reply)
  } catch {
    // The client went away while it was sending.
    response.destroy()
  }
}

function finish(state: ApiState, response: ServerResponse, record: RecordedRequest, reply: Reply | 'cut'): void {
  if (reply === 'cut') response.destroy()
  else {
    record.status = reply.status
    record.bytes = Buffer.byteLength(reply.body)
    response.writeHead(reply.status, { ...reply.headers, 'content-length': record.bytes }).end(reply.body)
  }
  state.settings.onRequest(record)
}

async function replyTo(state: ApiState, request: Incoming, operation: Operation, closing: AbortSignal): Promise<Reply | 'cut'> {
  const fault = nextFault(state.faults, operation)
  const reply = (await suffer(fault, closing)) ?? (await answer(state, request, operation, fault))
  return fault?.kind === 'lost-answer' ? 'cut' : reply
}

/** Source: docs.github.com, "Getting started with the REST API", "User agent", and "Troubleshooting the REST API". */
async function answer(state: ApiState, request: Incoming, operation: Operation, fault: ReturnType<typeof nextFault>): Promise<Reply> {
  if (!request.headers['user-agent']) return refusal(403, 'Request forbidden by administrative rules.')
  const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined && !state.tokens.has(token)) return badCredentials()
  if (operation === 'graphql' && token === undefined) return refusal(401, 'This endpoint requires you to be authenticated.')
  if (operation === 'unknown') return notFound()
  const quota = useQuota(state, token ?? '', operation === 'graphql' ? 'graphql' : 'core')
  const reply = quota.exceeded
    ? exceeded(operation)
    : operation === 'graphql'
      ? await answerGraphQl(state, { body: request.body, token: token ?? '', fault })
      : answerRest(state, request, token ?? '')
  return { ...reply, headers: { ...reply.headers, ...quota.headers } }
}

function exceeded(operation: Operation): Reply {
  const message = 'API rate limit exceeded for installation.'
  return operation === 'graphql' ? jsonReply({ errors: [{ type: 'RATE_LIMITED', message }] }) : refusal(403, message)
}

async function read(message: IncomingMessage, enterprise: boolean): Promise<Incoming> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  const url = new URL(message.url ?? '/', 'http://localhost')
  return {
    method: message.method ?? '',
    path: enterprise ? url.pathname.replace(/^\/api(?:\/v3)?(?=\/)/, '') : url.pathname,
    search: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function recordOf(request: Incoming): RecordedRequest {
  const operation = request.method === 'POST' && request.path === '/graphql' ? 'graphql' : restOperation(request)
  const { query, variables } = (operation === 'graphql' ? queryIn(request.body) : undefined) ?? { query: '', variables: {} }
  return { method: request.method, path: request.path, operation, headers: request.headers, query, variables, status: 0, bytes: 0 }
}
