import { describe, expect, test } from '@jest/globals'
import { ERROR_CODES, UserError } from '../../src/errors.js'
import { type ErrorContext, notEnabledError, toUserError } from '../../src/securityhub/errors.js'
import { jsonBlocks } from '../support/blocks.js'
import { ACCOUNT, REGION, TARGET } from './sample.js'

const IMPORT: ErrorContext = { operation: 'import', region: REGION, target: TARGET }
const LOOKUP: ErrorContext = { ...IMPORT, operation: 'lookup' }
const IDENTITY: ErrorContext = { operation: 'identity', region: REGION }
const ROLE: ErrorContext = {
  operation: 'assume-role',
  region: REGION,
  roleRequest: {
    role: 'arn:aws:iam::111122223333:role/scanner',
    region: REGION,
    audience: 'sts.amazonaws.com',
    claims: {
      issuer: 'https://token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      subject: 'repo:acme/shop:pull_request',
      verbatim: true,
    },
  },
}

/** The one statement that a hint has to be copied. */
function statementIn(hint = ''): unknown {
  const [statement, ...others] = jsonBlocks(hint)
  expect(others).toEqual([])
  return JSON.parse(statement ?? '')
}

/** An error as the SDK throws it. */
function answer(status: number, name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status, requestId: 'request-1' } })
}

/** An error as Node throws it when there is no answer. */
function noAnswer(code: string): Error {
  return Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code })
}

const DENIED = `User: arn:aws:sts::${ACCOUNT}:assumed-role/ci/run is not authorized to perform: securityhub:BatchImportFindings on resource: ${TARGET.productArn}`
const FOREIGN = DENIED.replace(ACCOUNT, '999999999999')
const ROLE_DENIED = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'

describe('toUserError', () => {
  test.each([
    ['no credentials', answer(0, 'CredentialsProviderError', 'Could not load credentials from any providers'), IMPORT, 'NO_CREDENTIALS'],
    ['a request without a token', answer(403, 'MissingAuthenticationTokenException', 'Missing'), IMPORT, 'NO_CREDENTIALS'],
    [
      'an expired session',
      answer(403, 'ExpiredTokenException', 'The security token included in the request is expired'),
      IMPORT,
      'CREDENTIALS_EXPIRED',
    ],
    ['an expired session at STS', answer(403, 'ExpiredToken', 'expired'), IDENTITY, 'CREDENTIALS_EXPIRED'],
    [
      'an unknown key',
      answer(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
      IMPORT,
      'CREDENTIALS_INVALID',
    ],
    ['an unknown key at STS', answer(403, 'InvalidClientTokenId', 'invalid'), IDENTITY, 'CREDENTIALS_INVALID'],
    ['a wrong signature', answer(403, 'SignatureDoesNotMatch', 'Signature expired'), IDENTITY, 'CREDENTIALS_INVALID'],
    ['a 401 without a name', answer(401, 'Unknown', ''), IMPORT, 'CREDENTIALS_INVALID'],
    [
      'a forbidden GetCallerIdentity',
      answer(403, 'AccessDenied', 'explicit deny in a VPC endpoint policy'),
      IDENTITY,
      'CREDENTIALS_INVALID',
    ],
    [
      'Security Hub switched off',
      answer(401, 'InvalidAccessException', `Account ${ACCOUNT} is not subscribed to AWS Security Hub`),
      IMPORT,
      'SECURITY_HUB_NOT_ENABLED',
    ],
    [
      'Security Hub switched off, under another name',
      answer(403, 'AccessDeniedException', `Account ${ACCOUNT} is not subscribed to AWS Security Hub`),
      LOOKUP,
      'SECURITY_HUB_NOT_ENABLED',
    ],
    ['a region that the account has not opted into', answer(403, 'OptInRequired', 'not opted in'), IMPORT, 'SECURITY_HUB_NOT_ENABLED'],
    ['a missing import permission', answer(403, 'AccessDeniedException', DENIED), IMPORT, 'IMPORT_NOT_ALLOWED'],
    ['a 403 without a name', answer(403, 'Unknown', ''), IMPORT, 'IMPORT_NOT_ALLOWED'],
    [
      'a missing look-up permission',
      answer(403, 'AccessDeniedException', DENIED.replace('BatchImportFindings', 'GetFindings')),
      LOOKUP,
      'LOOKUP_NOT_ALLOWED',
    ],
    ['credentials of another account', answer(403, 'AccessDeniedException', FOREIGN), IMPORT, 'ACCOUNT_MISMATCH'],
    [
      'credentials of another account, known beforehand',
      answer(403, 'AccessDeniedException', 'no'),
      { ...IMPORT, callerAccount: '999999999999' },
      'ACCOUNT_MISMATCH',
    ],
    [
      'a requested account that is not the caller',
      answer(403, 'AccessDeniedException', FOREIGN),
      { ...IDENTITY, requestedAccount: ACCOUNT },
      'ACCOUNT_MISMATCH',
    ],
    ['too many requests', answer(429, 'TooManyRequestsException', 'Too Many Requests'), IMPORT, 'THROTTLED'],
    ['a 429 without a name', answer(429, 'Unknown', ''), LOOKUP, 'THROTTLED'],
    ['throttling under a 400', answer(400, 'ThrottlingException', 'Rate exceeded'), IMPORT, 'THROTTLED'],
    ['throttling at STS', answer(400, 'Throttling', 'Rate exceeded'), ROLE, 'THROTTLED'],
    ['an unknown host', noAnswer('ENOTFOUND'), IMPORT, 'ENDPOINT_UNREACHABLE'],
    ['a refused connection', noAnswer('ECONNREFUSED'), ROLE, 'ENDPOINT_UNREACHABLE'],
    ['a reset connection', noAnswer('ECONNRESET'), IMPORT, 'ENDPOINT_UNREACHABLE'],
    ['a refused connection, wrapped', new Error('fetch failed', { cause: noAnswer('ECONNREFUSED') }), IMPORT, 'ENDPOINT_UNREACHABLE'],
    [
      'refused connections over both IP versions',
      new AggregateError([noAnswer('ECONNREFUSED'), noAnswer('ENETUNREACH')]),
      IMPORT,
      'ENDPOINT_UNREACHABLE',
    ],
    ['an untrusted certificate', noAnswer('SELF_SIGNED_CERT_IN_CHAIN'), IMPORT, 'ENDPOINT_UNREACHABLE'],
    ['a proxy that lets nobody through', noAnswer('ERR_PROXY_TUNNEL'), IMPORT, 'ENDPOINT_UNREACHABLE'],
    ['a request that took too long', Object.assign(new Error('too long'), { name: 'TimeoutError' }), IMPORT, 'ENDPOINT_UNREACHABLE'],
    ['a failing service', answer(500, 'InternalException', 'Internal'), IMPORT, 'SERVICE_ERROR'],
    ['an invalid request', answer(400, 'InvalidInputException', 'Invalid'), LOOKUP, 'SERVICE_ERROR'],
    ['something that is no error at all', 'a text', IMPORT, 'SERVICE_ERROR'],
    ['nothing', undefined, IMPORT, 'SERVICE_ERROR'],
    ['a trust policy that refuses', answer(403, 'AccessDenied', ROLE_DENIED), ROLE, 'ROLE_NOT_ASSUMED'],
    ['a trust policy that refuses the default chain in an import', answer(403, 'AccessDenied', ROLE_DENIED), IMPORT, 'ROLE_NOT_ASSUMED'],
    ['an expired ID token', answer(400, 'ExpiredTokenException', 'Token expired'), ROLE, 'ROLE_NOT_ASSUMED'],
    [
      'an ID token of a foreign issuer',
      answer(400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'),
      ROLE,
      'ROLE_NOT_ASSUMED',
    ],
    [
      'an issuer that the account does not know, of a role that the environment names',
      answer(400, 'InvalidIdentityTokenException', 'No OpenIDConnect provider found in your account for https://x.example'),
      IDENTITY,
      'ROLE_NOT_ASSUMED',
    ],
    ['a role ARN that is none', answer(400, 'ValidationError', 'x is invalid'), ROLE, 'ROLE_NOT_ASSUMED'],
  ] as const)('tells %s as one of the closed list, with what happened and what to do', (_what, error, context, code) => {
    const told = toUserError(error, context)
    expect(told).toBeInstanceOf(UserError)
    expect(ERROR_CODES).toContain(told.code)
    expect(told.code).toBe(code)
    expect(told.message).not.toMatch(/undefined|\[object/)
    expect(told.hint ?? '').not.toBe('')
    expect(told.hint).not.toMatch(/undefined|\[object/)
    expect(told.cause).toBe(error)
  })

  test('passes a UserError through as it is', () => {
    const error = new UserError('NO_ID_TOKEN', 'No token.')
    expect(toUserError(error, IMPORT)).toBe(error)
  })

  test('quotes what AWS said, with its code and status', () => {
    const told = toUserError(answer(500, 'InternalException', 'Oops'), IMPORT)
    expect(told.message).toContain('Security Hub: Oops (InternalException, HTTP 500)')
    expect(told.hint).toContain('request-1')
  })

  test('names the IAM action, the product and the account that an import needs', () => {
    expect(statementIn(toUserError(answer(403, 'AccessDeniedException', DENIED), IMPORT).hint)).toEqual({
      Effect: 'Allow',
      Action: 'securityhub:BatchImportFindings',
      Resource: TARGET.productArn,
      Condition: { StringEquals: { 'securityhub:TargetAccount': ACCOUNT } },
    })
  })

  test('names the IAM action and the hub that a look-up needs', () => {
    expect(statementIn(toUserError(answer(403, 'AccessDeniedException', DENIED), LOOKUP).hint)).toEqual({
      Effect: 'Allow',
      Action: 'securityhub:GetFindings',
      Resource: `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`,
    })
  })

  test('points to service control policies when the denial is explicit', () => {
    expect(toUserError(answer(403, 'AccessDeniedException', `${DENIED} with an explicit deny`), IMPORT).hint).toContain(
      'service control policies',
    )
    expect(toUserError(answer(403, 'AccessDeniedException', DENIED), IMPORT).hint).not.toContain('service control policies')
  })

  test('speaks of the quota that was meant when requests are throttled', () => {
    const throttled = answer(400, 'Throttling', 'Rate exceeded')
    expect(toUserError(throttled, ROLE).hint).toMatch(/^AWS STS counts/)
    expect(toUserError(throttled, LOOKUP).hint).toContain('3 GetFindings requests a second')
  })

  test('points to the integration when the product is not the own one of the account', () => {
    const productArn = `arn:aws:securityhub:${REGION}::product/acme/scanner`
    const told = toUserError(answer(403, 'AccessDeniedException', DENIED), { ...IMPORT, target: { ...TARGET, productArn } })
    expect(told.hint).toContain(`${productArn} is not the account's own product`)
    expect(toUserError(answer(403, 'AccessDeniedException', DENIED), IMPORT).hint).not.toContain('own product')
  })

  test('names both accounts when they differ', () => {
    const told = toUserError(answer(403, 'AccessDeniedException', FOREIGN), IMPORT)
    expect(told.message).toContain('999999999999')
    expect(told.message).toContain(ACCOUNT)
    expect(told.hint).toContain('aws-account-id')
  })

  test('names whoever was refused', () => {
    const told = (user: string) =>
      toUserError(answer(403, 'AccessDeniedException', DENIED.replace('assumed-role/ci/run', user)), IMPORT).hint?.split('\n')[0]
    expect(told('assumed-role/ci/run')).toBe(`Add to a policy of the role ci in account ${ACCOUNT}:`)
    expect(told('federated-user/ann')).toBe('Add to a policy of the role or user:')
    const user = DENIED.replace(':sts:', ':iam:').replace('assumed-role/ci/run', 'user/build/scanner')
    expect(toUserError(answer(403, 'AccessDeniedException', user), IMPORT).hint).toContain(`the user scanner in account ${ACCOUNT}`)
  })

  test('says of a role that the environment names that it is not role-to-assume', () => {
    const told = toUserError(answer(403, 'AccessDenied', ROLE_DENIED), IMPORT)
    expect(told.hint).toMatch(/^Not role-to-assume, but the environment of the job names this role/)
  })

  test('says how to do without GetCallerIdentity where a policy denies it', () => {
    const told = toUserError(
      answer(403, 'AccessDenied', 'is not authorized to perform: sts:GetCallerIdentity with an explicit deny'),
      IDENTITY,
    )
    expect(told.hint).toContain('set the input aws-account-id')
  })

  test('names the endpoint variables when an endpoint is set', () => {
    const told = toUserError(noAnswer('ECONNREFUSED'), { ...IMPORT, endpoint: 'http://127.0.0.1:1' })
    expect(told.hint).toContain('http://127.0.0.1:1')
    expect(told.hint).toContain('AWS_ENDPOINT_URL_SECURITYHUB')
  })

  test('says the same whether Security Hub refuses the request or each finding', () => {
    const byRequest = toUserError(answer(401, 'InvalidAccessException', 'Account is not subscribed'), IMPORT)
    const byFinding = notEnabledError('Account is not subscribed', IMPORT)
    expect(byFinding.code).toBe(byRequest.code)
    expect(byFinding.hint).toBe(byRequest.hint)
    expect(byFinding.message).toContain(`not enabled in ${REGION} for account ${ACCOUNT}`)
  })

  test('is not confused by the names of object prototypes', () => {
    expect(toUserError(answer(418, 'constructor', 'teapot'), IMPORT).code).toBe('SERVICE_ERROR')
    expect(toUserError(answer(418, '__proto__', 'teapot'), IMPORT).code).toBe('SERVICE_ERROR')
  })

  test('does not follow an error that is its own cause for ever', () => {
    const error = new Error('round')
    error.cause = error
    expect(toUserError(error, IMPORT).code).toBe('SERVICE_ERROR')
  })
})
