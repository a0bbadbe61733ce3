/** The endpoint that gives a job its ID tokens: `GET <url>&audience=…` with the request token as Bearer. */
import type { Incoming, Reply } from '../server/http.js'
import type { HubState } from '../state.js'
import { mintIdToken } from './id-token.js'

export const OIDC_PATH = '/oidc/token'
/** What `ACTIONS_ID_TOKEN_REQUEST_TOKEN` is here. */
export const OIDC_REQUEST_TOKEN = 'example-id-token-request-token'

export function answerIdToken(hub: HubState, request: Incoming): Reply {
  if (request.headers.authorization !== `Bearer ${OIDC_REQUEST_TOKEN}`) return oidcError(403, 'Forbidden')
  // Without an audience GitHub names the repository's owner.
  const audience = request.query.get('audience') ?? 'https://github.com/acme'
  return oidcReply(200, { value: mintIdToken(hub, audience) })
}

export function oidcError(status: number, message: string): Reply {
  return { ...oidcReply(status, { message }), error: message }
}

function oidcReply(status: number, body: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}
