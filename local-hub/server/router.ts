/** Which operation a request is for, and what answers it. */

import type { Caller } from '../access/credentials.js'
import { answerIdToken, OIDC_PATH, oidcError } from '../access/oidc.js'
import { authenticate } from '../access/sigv4.js'
import { assumeRoleWithWebIdentity, getCallerIdentity, stsErrorReply } from '../access/sts.js'
import { applyRules, createAutomationRule } from '../customer/automation-rules.js'
import { createInsight, getInsightResults } from '../customer/insights.js'
import { describeHub } from '../findings/describe-hub.js'
import { getFindings } from '../findings/get-findings.js'
import { importFindings } from '../findings/import-findings.js'
import { updateFindings } from '../findings/update-findings.js'
import type { HubState } from '../state.js'
import { bodyOf, errorReply, type Incoming, jsonReply, objectBodyOf, type Reply } from './http.js'
import type { JsonObject } from './json.js'
import type { Operation } from './records.js'
import { invalidInput, requestTooLarge, ServiceError, tooManyRequests, unknownOperation } from './service-error.js'

/** Source: API references, the request syntax of each operation. */
const ROUTES: ReadonlyMap<string, Operation> = new Map([
  ['POST /findings/import', 'BatchImportFindings'],
  ['POST /findings', 'GetFindings'],
  ['PATCH /findings/batchupdate', 'BatchUpdateFindings'],
  ['GET /accounts', 'DescribeHub'],
  ['POST /insights', 'CreateInsight'],
  ['POST /automationrules/create', 'CreateAutomationRule'],
  [`GET ${OIDC_PATH}`, 'GetIdToken'],
])
/** The ARN of the insight follows, with its slashes. */
const INSIGHT_RESULTS = '/insights/results/'
/** STS has one path; the form says which action is meant. */
const STS_ACTIONS: readonly Operation[] = ['GetCallerIdentity', 'AssumeRoleWithWebIdentity']

export function operationOf(request: Incoming): Operation {
  if (request.method === 'POST' && request.path === '/') {
    const action = formOf(request).get('Action')
    return STS_ACTIONS.find((name) => name === action) ?? 'Unknown'
  }
  if (request.method === 'GET' && request.path.startsWith(INSIGHT_RESULTS)) return 'GetInsightResults'
  return ROUTES.get(`${request.method} ${request.path}`) ?? 'Unknown'
}

/** The answer, refusals included. Never throws. */
export async function answer(hub: HubState, operation: Operation, request: Incoming): Promise<Reply> {
  hub.store.sweep(hub.clock.now())
  try {
    return await dispatch(hub, operation, request)
  } catch (error) {
    if (error instanceof ServiceError) return refusal(operation, request, error)
    return refusal(operation, request, new ServiceError(500, 'InternalException', `The local Security Hub failed: ${String(error)}`))
  }
}

/** An error in the words of the service that was asked. */
export function refusal(operation: Operation, request: Incoming, error: ServiceError): Reply {
  if (operation === 'GetIdToken') return oidcError(error.status, error.message)
  return request.path === '/' ? stsErrorReply(error) : errorReply(error)
}

async function dispatch(hub: HubState, operation: Operation, request: Incoming): Promise<Reply> {
  if (operation === 'GetIdToken') return answerIdToken(hub, request)
  if (operation === 'GetCallerIdentity') return getCallerIdentity(hub, request)
  if (operation === 'AssumeRoleWithWebIdentity') return assumeRoleWithWebIdentity(hub, formOf(request))
  if (operation === 'Unknown') throw unknownOperation(request.path)
  return jsonReply(await securityHub(hub, operation, request))
}

/** Source: partner integration guide, guidelines-batchimportfindings: "The maximum batch size is 6 MB". */
const MAX_REQUEST_BYTES = 6_000_000

/** The order of the checks is inferred: signature, throttle, size, then what the operation itself checks. */
async function securityHub(hub: HubState, operation: Operation, request: Incoming): Promise<unknown> {
  const caller = await authenticate(hub, request, 'securityhub')
  if (!hub.quotas.admit(operation)) throw tooManyRequests()
  if (request.bytes.length > MAX_REQUEST_BYTES) throw requestTooLarge()
  if (operation === 'DescribeHub') return describeHub(hub, caller, request.query)
  if (operation === 'GetInsightResults')
    return getInsightResults(hub, caller, decodeURIComponent(request.path.slice(INSIGHT_RESULTS.length)))
  const body = objectBodyOf(bodyOf(request))
  if (body === undefined) throw invalidInput('The request body is not a JSON object')
  return withBody(hub, operation, { caller, body })
}

function withBody(hub: HubState, operation: Operation, { caller, body }: { readonly caller: Caller; readonly body: JsonObject }): unknown {
  if (operation === 'GetFindings') return getFindings(hub, caller, body)
  if (operation === 'CreateInsight') return createInsight(hub, caller, body)
  if (operation === 'CreateAutomationRule') return createAutomationRule(hub, caller, body)
  if (operation === 'BatchUpdateFindings') return updateFindings(hub, caller, body)
  const answer = importFindings(hub, caller, body)
  applyRules(hub, body)
  return answer
}

function formOf({ bytes }: Incoming): URLSearchParams {
  return new URLSearchParams(Buffer.from(bytes).toString('utf8'))
}
