/** Asks GitHub for an ID token of the job, which STS takes for the credentials of a role. One request: what is tried again stands in sign-in.ts. */
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent, request as secureRequest } from 'node:https'
import { text } from 'node:stream/consumers'

/** What a job with `id-token: write` is given, and `HTTPS_PROXY` and `NO_PROXY` as for the requests to AWS. */
export interface IdTokenEndpoint {
  readonly url: string
  readonly requestToken: string
  readonly environment: NodeJS.ProcessEnv
}

/** GitHub gave no ID token. */
export class NoIdToken extends Error {
  override readonly name = 'NoIdToken'
  /** HTTP status; `undefined` where there was no answer. */
  readonly status: number | undefined

  constructor(message: string, status: number | undefined, cause?: unknown) {
    super(message, { cause })
    this.status = status
  }
}

/** Milliseconds for one request, its answer included. The end point answers within a second, or not at all. */
const PATIENCE = 10_000

/**
 * Source: docs.github.com, "OpenID Connect reference", "Methods for requesting the OIDC token".
 * @throws NoIdToken
 */
export async function requestIdToken(endpoint: IdTokenEndpoint, audience: string, patience: number = PATIENCE): Promise<string> {
  const { status, body } = await answerOf(endpoint, audience, AbortSignal.timeout(patience))
  if (status !== 200) throw new NoIdToken(`HTTP ${status}`, status)
  const token = tokenIn(body)
  if (token === undefined) throw new NoIdToken('the answer holds none', status)
  return token
}

async function answerOf(
  endpoint: IdTokenEndpoint,
  audience: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  try {
    const answer = await send(urlOf(endpoint, audience), endpoint, signal)
    return { status: answer.statusCode ?? 0, body: await text(answer) }
  } catch (error) {
    throw new NoIdToken(signal.aborted ? 'no answer in time' : 'no answer', undefined, error)
  }
}

function urlOf({ url }: IdTokenEndpoint, audience: string): URL {
  const asked = new URL(url)
  asked.searchParams.set('audience', audience)
  return asked
}

function send(url: URL, { requestToken, environment }: IdTokenEndpoint, signal: AbortSignal): Promise<IncomingMessage> {
  const options = { signal, headers: { authorization: `Bearer ${requestToken}`, accept: 'application/json' } }
  return new Promise((resolve, reject) => {
    // Each request has a connection of its own: one that hangs is not used again.
    const request =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, agent: new Agent({ proxyEnv: environment }) }, resolve)
        : plainRequest(url, { ...options, agent: false }, resolve)
    request.on('error', reject).end()
  })
}

function tokenIn(body: string): string | undefined {
  try {
    const { value } = JSON.parse(body) as { readonly value?: unknown }
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}
