import { describe, expect, test } from '@jest/globals'
import { type ErrorKind, factsOf, kindOf } from '../../src/securityhub/error-kind.js'

const anError = (name: string, message: string, more: object = {}) => Object.assign(new Error(message), { name, ...more })
const wrapped = (depth: number): Error =>
  depth === 0 ? anError('Error', 'x', { code: 'ECONNRESET' }) : new Error('wrapper', { cause: wrapped(depth - 1) })

describe('an error of AWS is', () => {
  test.each<[string, Error, ErrorKind]>([
    [
      'for want of credentials, though the last place to look is one of the network',
      anError('CredentialsProviderError', 'x', { code: 'ECONNREFUSED' }),
      'no-credentials',
    ],
    ['no answer, whatever the name', anError('ThrottlingException', 'x', { code: 'ECONNRESET' }), 'unreachable'],
    [
      'no answer, by what Node.js says of a connection that was closed',
      anError('Error', 'wrapper for Error: socket hang up'),
      'unreachable',
    ],
    ['an answer, whatever its text quotes', anError('Odd', 'ECONNRESET', { $metadata: { httpStatusCode: 500 } }), 'service'],
    [
      'a missing permission under the name of an invalid input',
      anError('ValidationException', 'User x is not authorized to perform: y'),
      'denied',
    ],
    [
      'a hub that is off under the name of an invalid input',
      anError('InvalidInputException', 'Security Hub is not enabled'),
      'not-enabled',
    ],
    ['an invalid input', anError('InvalidInputException', 'Security Hub does not like it'), 'invalid-request'],
    ['no answer, five layers deep', wrapped(5), 'unreachable'],
    ['anything, six layers deep', wrapped(6), 'service'],
  ])('%s', (_what: string, error: Error, kind: ErrorKind) => {
    expect(kindOf(factsOf(error))).toBe(kind)
  })
})
