import { expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { createSuspicion, type Suspicion } from '../../src/redact/credential-findings.js'
import { aFinding, aRule, aVulnerability } from '../asff/factories.js'

test.each<[string, Partial<Finding>, Suspicion | undefined]>([
  ['a secret', { kind: 'secret' }, 'certain'],
  ['a weakness that is a hard-coded password', { cwes: ['CWE-79', 'CWE-259'] }, 'certain'],
  ['a weakness that is a hard-coded key', { cwes: ['CWE-321'] }, 'certain'],
  ['a weakness that is a hard-coded credential', { cwes: ['CWE-798'] }, 'certain'],
  ['a weakness that stores credentials in the clear', { cwes: ['CWE-312'] }, 'likely'],
  ['a weakness that leaks what is in the code', { cwes: ['CWE-540'] }, 'likely'],
  ['another weakness', { cwes: ['CWE-79'] }, undefined],
  ['a rule that says so', { rule: aRule({ id: 'hardcodedPassword' }) }, 'certain'],
  ['a rule about tokens', { rule: aRule({ id: 'jwt-token-expiry' }) }, 'certain'],
  ['a setting about tokens', { kind: 'configuration', rule: aRule({ id: 'token-lifetime' }) }, 'likely'],
  ['a message that says so, whatever the rule', { message: 'A password is hard-coded here.' }, 'certain'],
  [
    'an advisory about a package that is called after tokens',
    { kind: 'vulnerability', vulnerability: aVulnerability(), rule: aRule({ id: 'jsonwebtoken' }) },
    undefined,
  ],
  [
    'an advisory about a package that is about a hard-coded key',
    { kind: 'vulnerability', vulnerability: aVulnerability(), cwes: ['CWE-321'] },
    'certain',
  ],
  [
    'an advisory without a package',
    { kind: 'vulnerability', vulnerability: aVulnerability({ packages: [] }), rule: aRule({ id: 'token' }) },
    'likely',
  ],
  ['anything else', {}, undefined],
])('%s may quote a credential', (_name, changes, suspicion) => {
  expect(createSuspicion()(aFinding(changes))).toBe(suspicion)
})
