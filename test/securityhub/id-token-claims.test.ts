import { describe, expect, test } from '@jest/globals'
import { claimsOf } from '../../src/securityhub/id-token-claims.js'

/** A token as GitHub makes them, but for its signature: nobody here looks at that. */
function token(payload: unknown): string {
  return ['header', Buffer.from(JSON.stringify(payload)).toString('base64url'), 'signature'].join('.')
}

const CLAIMS = { iss: 'https://token.actions.githubusercontent.com', aud: 'sts.amazonaws.com', sub: 'repo:acme/shop:ref:refs/heads/main' }
const TOLD = { issuer: CLAIMS.iss, audience: CLAIMS.aud, subject: CLAIMS.sub, verbatim: true }

describe('the claims of an ID token', () => {
  test.each([
    ['as they are', CLAIMS, TOLD],
    ['an audience in a list', { ...CLAIMS, aud: [CLAIMS.aud] }, TOLD],
    ['names with blanks', { sub: 'repo:acme/shop:environment:Prod EU' }, { subject: 'repo:acme/shop:environment:Prod EU', verbatim: true }],
    ['not what is no text', { iss: 7, aud: ['a', 'b'], sub: { toString: 'x' } }, { verbatim: true }],
    ['not what is empty', { ...CLAIMS, sub: '' }, { issuer: CLAIMS.iss, audience: CLAIMS.aud, verbatim: true }],
    ['of a prototype nothing', JSON.parse('{"__proto__":{"sub":"repo:evil/shop:pull_request"}}'), { verbatim: true }],
  ])('%s', (_what, payload, told) => {
    expect(claimsOf(token(payload))).toEqual(told)
  })

  test.each([
    ['no token', 'abcd'],
    ['no JSON', 'a.b.c'],
    ['JSON that is no object', `a.${Buffer.from('7').toString('base64url')}.c`],
    ['nothing', ''],
    ['a token that STS would not take for its length', token({ ...CLAIMS, more: 'x'.repeat(20_000) })],
  ])('of %s there are none', (_what, text) => {
    expect(claimsOf(text)).toEqual({ verbatim: true })
  })

  test.each([
    ['a line break', 'repo:acme/shop:environment:a\n::error::b', 'repo:acme/shop:environment:a\uFFFD::error::b'],
    ['a separator of paragraphs', 'repo:acme/shop:environment:a\u2029b', 'repo:acme/shop:environment:a\uFFFDb'],
    ['a tab', 'repo:acme/shop:environment:a\tb', 'repo:acme/shop:environment:a\uFFFDb'],
    ['what nobody sees', 'repo:acme/shop:environment:a\u202Eb', 'repo:acme/shop:environment:a\uFFFDb'],
    ['half a character', 'repo:acme/shop:environment:a\uD800', 'repo:acme/shop:environment:a\uFFFD'],
    ['a credential', 'repo:acme/shop:ref:refs/heads/password=hunter2', 'repo:acme/shop:ref:refs/heads/password=[redacted]'],
    ['more than there can be', `repo:acme/shop:environment:${'x'.repeat(1000)}`, `repo:acme/shop:environment:${'x'.repeat(572)}…`],
  ])('with %s are not shown as they are, and not offered for copying', (_what, sub, subject) => {
    expect(claimsOf(token({ ...CLAIMS, sub }))).toEqual({ ...TOLD, subject, verbatim: false })
  })
})
