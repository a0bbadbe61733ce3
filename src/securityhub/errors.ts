import { type ErrorCode, UserError } from '../errors.js'
import * as help from './error-help.js'
import { type ErrorFacts, type ErrorKind, factsOf, kindOf } from './error-kind.js'
import type { Target } from './port.js'
import { type RoleRequest, refusalInWords, roleHelp } from './role-help.js'
import { type RoleRefusal, roleRefusalOf } from './role-refusal.js'

/** What was being tried. */
export type Operation = 'import' | 'lookup' | 'identity' | 'assume-role'

export interface ErrorContext {
  readonly operation: Operation
  readonly region: string
  readonly target?: Target | undefined
  /** Where requests go, when it is not the region's own endpoint. */
  readonly endpoint?: string | undefined
  /** What was asked of STS, while a role is assumed with the job's ID token. */
  readonly roleRequest?: RoleRequest | undefined
  /** The account that the credentials belong to. Read from the refusal when it is not given. */
  readonly callerAccount?: string | undefined
  /** The input `aws-account-id`. */
  readonly requestedAccount?: string | undefined
}

interface Telling {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

type Tell = (facts: ErrorFacts, context: ErrorContext) => Telling

const TELLINGS: Readonly<Record<ErrorKind, Tell>> = {
  'no-credentials': noCredentials,
  'credentials-expired': credentialsExpired,
  'credentials-invalid': credentialsInvalid,
  'not-enabled': notEnabled,
  denied,
  throttled,
  unreachable,
  'wrong-target': wrongTarget,
  'region-disabled': regionDisabled,
  'invalid-request': serviceError,
  service: serviceError,
}

/** Kinds that mean the same while a role is being assumed. Everything else is then about the role or the token. */
const SAME_FOR_ROLES: ReadonlySet<ErrorKind> = new Set(['throttled', 'unreachable', 'service', 'region-disabled'])

/** What STS says of ID tokens alone, those of roles that the environment names among them. */
const ABOUT_TOKENS: ReadonlySet<RoleRefusal> = new Set<RoleRefusal>(['no-provider', 'wrong-audience', 'certificate', 'keys'])

const SERVICES: Readonly<Record<Operation, string>> = {
  import: 'Security Hub',
  lookup: 'Security Hub',
  identity: 'AWS STS',
  'assume-role': 'AWS STS',
}

/** The only text of AWS that is looked into for more than its presence: who was refused. */
const REFUSED_USER = /User: arn:[^:\s]*:(?:sts|iam)::(\d{12}):/

/**
 * What to tell the user about anything that a request to AWS ended with. A UserError is passed through as it is.
 * Messages quote AWS and are untrusted text.
 */
export function toUserError(error: unknown, context: ErrorContext): UserError {
  if (error instanceof UserError) return error
  const facts = factsOf(error)
  const { code, message, hint } = tellingFor(kindOf(facts), facts, context)(facts, context)
  return new UserError(code, message, { hint, cause: error })
}

/** Security Hub is off in the region, as BatchImportFindings says it: by refusing each finding with `InvalidAccess`. */
export function notEnabledError(refusal: string, context: ErrorContext): UserError {
  const { code, message, hint } = notEnabled({ name: 'InvalidAccess', message: refusal }, context)
  return new UserError(code, message, { hint })
}

function tellingFor(kind: ErrorKind, facts: ErrorFacts, context: ErrorContext): Tell {
  const aboutRole = context.operation === 'assume-role' && !SAME_FOR_ROLES.has(kind)
  const refusedRole = (kind === 'denied' && facts.message.includes('sts:AssumeRole')) || ABOUT_TOKENS.has(roleRefusalOf(facts))
  return aboutRole || refusedRole ? roleNotAssumed : TELLINGS[kind]
}

function noCredentials(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: 'NO_CREDENTIALS',
    message: `No AWS credentials were found. ${said(facts, 'The AWS SDK')}`,
    hint: help.signInHelp(context.region),
  }
}

function credentialsExpired(facts: ErrorFacts, context: ErrorContext): Telling {
  return { code: 'CREDENTIALS_EXPIRED', message: `The AWS credentials have expired. ${saidBy(facts, context)}`, hint: help.expiredHelp() }
}

function credentialsInvalid(facts: ErrorFacts, context: ErrorContext): Telling {
  const message = `AWS does not accept the credentials. ${saidBy(facts, context)}`
  return { code: 'CREDENTIALS_INVALID', message, hint: help.invalidCredentialsHelp(context.region) }
}

function roleNotAssumed(facts: ErrorFacts, { roleRequest: request }: ErrorContext): Telling {
  const refusal = roleRefusalOf(facts)
  const why = request === undefined ? '' : refusalInWords(refusal, request)
  return {
    code: 'ROLE_NOT_ASSUMED',
    message: `${request?.role ?? 'The role'} could not be assumed${why === '' ? '' : `: ${why}`}. ${said(facts, 'AWS STS')}`,
    hint: request === undefined ? help.foreignRoleHelp() : roleHelp(refusal, request),
  }
}

function notEnabled(facts: ErrorFacts, context: ErrorContext): Telling {
  const account = context.target === undefined ? '' : ` for account ${context.target.accountId}`
  return {
    code: 'SECURITY_HUB_NOT_ENABLED',
    message: `Security Hub is not enabled in ${context.region}${account}. ${saidBy(facts, context)}`,
    hint: help.enableHelp(context.region, context.target),
  }
}

/** AWS answers a missing permission and a foreign account with the same text. Source: public reports of BatchImportFindings refusals. */
function denied(facts: ErrorFacts, context: ErrorContext): Telling {
  const caller = context.callerAccount ?? REFUSED_USER.exec(facts.message)?.[1]
  const wanted = context.target?.accountId ?? context.requestedAccount
  if (caller !== undefined && wanted !== undefined && caller !== wanted) return accountMismatch(facts, context, caller, wanted)
  if (context.operation === 'lookup') return lookupNotAllowed(facts, context)
  return context.operation === 'import' ? importNotAllowed(facts, context) : identityNotAllowed(facts, context)
}

/** GetCallerIdentity needs no permission: it is refused only where a policy denies it. Source: STS API reference. */
function identityNotAllowed(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: 'CREDENTIALS_INVALID',
    message: `The credentials may not even ask which account they belong to. ${saidBy(facts, context)}`,
    hint: help.identityHelp(),
  }
}

function accountMismatch(facts: ErrorFacts, context: ErrorContext, caller: string, wanted: string): Telling {
  return {
    code: 'ACCOUNT_MISMATCH',
    message: `The credentials belong to account ${caller}, the findings to account ${wanted}. ${saidBy(facts, context)}`,
    hint: help.accountHelp(caller, wanted),
  }
}

function importNotAllowed(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: 'IMPORT_NOT_ALLOWED',
    message: `The credentials may not import findings. ${saidBy(facts, context)}`,
    hint: help.importHelp(context.target, refusedOf(facts)),
  }
}

function lookupNotAllowed(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: 'LOOKUP_NOT_ALLOWED',
    message: `The credentials may not look up findings. ${saidBy(facts, context)}`,
    hint: help.lookupHelp(context.target, refusedOf(facts)),
  }
}

/** Security Hub refuses what findings have in common: their product or their account. */
function wrongTarget(facts: ErrorFacts, context: ErrorContext): Telling {
  const { target } = context
  const taken = target === undefined ? '' : ` for the product ${target.productArn} and account ${target.accountId}`
  return {
    code: 'PRODUCT_ARN_MISMATCH',
    message: `Security Hub in ${context.region} takes no findings${taken}. ${saidBy(facts, context)}`,
    hint: "Check the inputs product-arn, aws-region and aws-account-id; without product-arn the findings go to the account's own product.",
  }
}

/** STS has to be activated in a Region. Source: IAM user guide, "Activating and deactivating AWS STS in an AWS Region". */
function regionDisabled(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: context.operation === 'assume-role' ? 'ROLE_NOT_ASSUMED' : 'CREDENTIALS_INVALID',
    message: `The account has AWS STS not activated in ${context.region}. ${saidBy(facts, context)}`,
    hint: `Activate STS in ${context.region} (IAM, account settings), enable the Region, or set the input aws-region to another one.`,
  }
}

/** IAM appends `with an explicit deny` when a policy forbids what another may allow. */
function refusedOf({ message }: ErrorFacts): help.Refused {
  return { explicitly: message.includes('explicit deny'), who: refusedIdentity(message) }
}

/** `the role ci` of `User: arn:aws:sts::111122223333:assumed-role/ci/session`, `the user scanner` of `User: arn:aws:iam::111122223333:user/scanner`. */
function refusedIdentity(message: string): string | undefined {
  const found = REFUSED_USER.exec(message)
  const resource = found === null ? '' : (message.slice(found.index + found[0].length).split(' ')[0] ?? '')
  const [kind, ...names] = resource.split('/')
  if (kind === 'assumed-role' && names[0]) return `the role ${names[0]}`
  return kind === 'user' && names.length > 0 ? `the user ${names.at(-1)}` : undefined
}

function throttled(facts: ErrorFacts, context: ErrorContext): Telling {
  const message = `${SERVICES[context.operation]} kept refusing requests as too many, however slowly they were repeated. ${saidBy(facts, context)}`
  const signingIn = context.operation === 'identity' || context.operation === 'assume-role'
  return { code: 'THROTTLED', message, hint: signingIn ? help.signInThrottledHelp() : help.throttledHelp() }
}

function unreachable(facts: ErrorFacts, context: ErrorContext): Telling {
  return {
    code: 'ENDPOINT_UNREACHABLE',
    message: `${SERVICES[context.operation]} in ${context.region} did not answer. ${said(facts, 'The last attempt')}`,
    hint: help.unreachableHelp(context.endpoint),
  }
}

function serviceError(facts: ErrorFacts, context: ErrorContext): Telling {
  const request = facts.requestId === undefined ? '' : ` AWS Support can look into it by the request id ${facts.requestId}.`
  return {
    code: 'SERVICE_ERROR',
    message: `A request to ${SERVICES[context.operation]} in ${context.region} failed. ${saidBy(facts, context)}`,
    hint: isForeign(facts) ? help.foreignAnswerHelp() : `Run the step again; if it stays, look at the AWS Health Dashboard.${request}`,
  }
}

/** The answer is no JSON: it is somebody else's. */
function isForeign(facts: ErrorFacts): boolean {
  return facts.name === 'SyntaxError'
}

function saidBy(facts: ErrorFacts, context: ErrorContext): string {
  return said(facts, SERVICES[context.operation])
}

function said(facts: ErrorFacts, who: string): string {
  const status = facts.status === undefined ? '' : `, HTTP ${facts.status}`
  return `${who}: ${facts.message} (${facts.networkCode ?? facts.name}${status})`
}
