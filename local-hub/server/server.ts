/** The HTTP server: reads, records, lets faults strike, answers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HubState } from '../state.js'
import { bodyOf, type Incoming, type Reply } from './http.js'
import { pause, suffer } from './misfortune.js'
import type { RecordedRequest } from './records.js'
import { answer, operationOf, refusal } from './router.js'

export interface RunningServer {
  readonly port: number
  close(): Promise<void>
}

/** Listens on the loopback interface only: nothing that it holds or accepts is meant for others. */
const HOST = '127.0.0.1'

/** Rejects when the port is taken. */
export async function serve(hub: HubState, port: number): Promise<RunningServer> {
  const closing = new AbortController()
  const server = createServer((message, response) => void handle(hub, message, response, closing.signal))
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

async function handle(hub: HubState, message: IncomingMessage, response: ServerResponse, closing: AbortSignal): Promise<void> {
  hub.inFlight += 1
  try {
    const request = await read(message)
    const record = recordOf(hub, message, request)
    hub.requests.push(record)
    await pause(hub.settings.latencyMs, closing)
    finish(hub, response, record, await replyTo(hub, request, record, closing))
  } catch {
    // The client went away while it was sending.
    response.destroy()
  } finally {
    hub.inFlight -= 1
  }
}

/** Undefined: the connection is to be cut. */
async function replyTo(hub: HubState, request: Incoming, record: RecordedRequest, closing: AbortSignal): Promise<Reply | undefined> {
  const fault = hub.faults.forRequest(record.operation, record.body)
  const misfortune = await suffer(hub, record.operation, fault, closing)
  if (misfortune.kind === 'cut') return undefined
  if (misfortune.kind === 'reply') return misfortune.reply
  if (misfortune.kind === 'error') return refusal(record.operation, request, misfortune.error)
  const reply = await answer(hub, record.operation, request)
  return misfortune.kind === 'cut-after' ? undefined : reply
}

function finish(hub: HubState, response: ServerResponse, record: RecordedRequest, reply: Reply | undefined): void {
  if (reply === undefined) {
    response.destroy()
  } else {
    record.status = reply.status
    if (reply.error !== undefined) record.error = reply.error
    // The SDK sets its clock by this one. Node.js would fill in the same, unless somebody has put other clocks into the process.
    const headers = { date: new Date().toUTCString(), ...reply.headers, 'content-length': Buffer.byteLength(reply.body) }
    response.writeHead(reply.status, headers).end(reply.body)
  }
  hub.settings.onRequest(record)
}

async function read(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  const url = new URL(message.url ?? '/', 'http://localhost')
  return {
    method: message.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    bytes: Buffer.concat(chunks),
  }
}

function recordOf(hub: HubState, message: IncomingMessage, request: Incoming): RecordedRequest {
  return {
    method: request.method,
    path: message.url ?? '/',
    operation: operationOf(request),
    headers: request.headers,
    body: bodyOf(request),
    bytes: request.bytes.length,
    status: 0,
    at: hub.clock.now(),
    inFlight: hub.inFlight,
  }
}
