import { describe, expect, test } from '@jest/globals'
import { redactTokens } from '../../src/redact/tokens.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'
import { FAKES, hex, mixed, OTHER_FAKES, privateKey, SECRET_KEY } from './fakes.js'

describe('redactTokens', () => {
  test.each(Object.entries({ ...FAKES, ...OTHER_FAKES }))('redacts a %s wherever it stands', (_name, token) => {
    expect(redactTokens(token)).toBe('[redacted]')
    expect(redactTokens(`found "${token}" in x`)).toBe('found "[redacted]" in x')
    expect(redactTokens(`KEY=${token}\nNEXT=1`)).toBe('KEY=[redacted]\nNEXT=1')
    expect(redactTokens(`{"k":"a\\n${token}\\n"}`)).toBe('{"k":"a\\n[redacted]\\n"}')
    expect(redactTokens(`${token}, ${token}`)).toBe('[redacted], [redacted]')
  })

  test.each([
    [`AKIA${'A'.repeat(16)}:${SECRET_KEY}`, '[redacted]:[redacted]'],
    [`aws_secret_access_key = ${SECRET_KEY}`, 'aws_secret_access_key = [redacted]'],
    [`"SecretAccessKey": "${SECRET_KEY}"`, '"SecretAccessKey": "[redacted]"'],
    [`AWS_SECRET_KEY=${SECRET_KEY}`, 'AWS_SECRET_KEY=[redacted]'],
    [`"SessionToken": "${mixed(300)}=="`, '"SessionToken": "[redacted]"'],
    ['postgres://shop:hunter2@db.test/shop', 'postgres://[redacted]@db.test/shop'],
    ['https://x-access-token:abc@github.com/a/b', 'https://[redacted]@github.com/a/b'],
    ['redis://:hunter2@cache.test', 'redis://[redacted]@cache.test'],
    [`Authorization: Basic ${mixed(24)}==`, 'Authorization: Basic [redacted]'],
    [`"authorization": "Bearer ${mixed(40)}"`, '"authorization": "Bearer [redacted]"'],
    [`AccountName=x;AccountKey=${mixed(86)}==;Endpoint=y`, 'AccountName=x;AccountKey=[redacted];Endpoint=y'],
    [`SharedAccessKey=${mixed(43)}=`, 'SharedAccessKey=[redacted]'],
    [`https://x.test/?sv=1&sig=${mixed(43)}%3D&se=2`, 'https://x.test/?sv=1&sig=[redacted]&se=2'],
  ])('redacts by context: %s', (text, redacted) => {
    expect(redactTokens(text)).toBe(redacted)
  })

  test.each([
    ['asterisks', `ghp_${mixed(4)}${'*'.repeat(32)}`],
    ['bullets', `xoxb-${mixed(6)}${'\u2022'.repeat(6)}${mixed(4)}`],
    ['crosses', `AKIA${'X'.repeat(12)}Z9Q7`],
    ['dots', `glpat-${mixed(5)}...${mixed(3)}`],
    ['an ellipsis', `npm_${mixed(5)}\u2026`],
  ])('redacts a token also where its middle is masked with %s', (_name, masked) => {
    expect(redactTokens(`found ${masked} in x`)).toBe('found [redacted] in x')
  })

  const encoded = (text: string) => Buffer.from(text).toString('base64')

  test('redacts a private key in base64, as settings of deployments hold it', () => {
    expect(redactTokens(`KEY: ${encoded(privateKey())}`)).toBe('KEY: [redacted]')
  })

  test.each(['CERTIFICATE', 'PUBLIC KEY'])('leaves alone a %s in base64', (kind) => {
    const text = `ca: ${encoded(`-----BEGIN ${kind}-----\n${mixed(64)}\n-----END ${kind}-----`)}`
    expect(redactTokens(text)).toBe(text)
  })

  test.each([
    ['of a commit', hex(40)],
    ['of a commit in capitals', hex(40).toUpperCase()],
    ['without a digit', 'SourcePathOfTheProject'.repeat(2).slice(0, 40)],
  ])('leaves alone what is as long as a secret key beside a key id: 40 characters %s', (_name, text) => {
    expect(redactTokens(`AKIA${'A'.repeat(16)}: ${text}`)).toBe(`[redacted]: ${text}`)
  })

  test.each([
    hex(40),
    hex(64),
    `sha256:${hex(64)}`,
    `AKIA is the prefix of access key ids, commit ${hex(40)}`,
    '7f000101-7f00-4101-8101-7f0000017f00',
    'CVE-2021-44228 GHSA-35jh-r3h4-6jhm CWE-798',
    'pkg:npm/%40babel/traverse@7.23.0?vcs_url=git%2Bhttps://github.com/babel/babel',
    'pkg:deb/debian/libssl1.1@1.1.1n-0%2Bdeb11u3?arch=amd64&epoch=1',
    `nginx@sha256:${hex(64)}`,
    `"integrity": "sha512-${mixed(86)}=="`,
    `secret in commit ${hex(40)}`,
    'javascript.lang.security.detected-npm_registry_token',
    'generic-api-key slack-webhook-url aws-access-token github_pat_rule ghp_token',
    'https://hooks.slack.com/services is the host of webhooks',
    'task_test_ShouldReturnAllTheOrdersOfACustomer',
    'risk_live_IdentifiersOfAllTheCustomers1',
    'precious suspicious spacious glossary-and-terms-of-the-project',
    'ssh://git@github.com/acme/shop.git',
    'https://example.com:8080/path@1.0',
    'https://example.com/a:b@c',
    'mailto:someone@example.com',
    'Authorization: Bearer token',
    'SG.Namespace.Another.Type',
    'eyJhbGciOiJIUzI1NiJ9 is a header',
    'sk-learn and sk-toggleable__content',
    '-----BEGIN CERTIFICATE-----',
    'registry.test/dapi/v1_1',
    '12345678:AAAA',
    mixed(40),
  ])('leaves alone: %s', (text) => {
    expect(redactTokens(text)).toBe(text)
  })

  test.each([
    ['eyJ', 'eyJabcdefgh-'],
    ['://', 'a://'],
    ['://:', '://a:b'],
    ['AKIA', 'AKIAAAAAAAAAAAAAAAAA-'],
    ['glpat-', 'glpat-'],
    ['xox', 'xoxb-xoxb.'],
    ['hex', '0123456789abcdef-us'],
    ['secret', 'secretaccesskey = '],
    ['Q~', 'aB38Q~'],
    ['digits', '12345678:AA'],
    ['atlasv1', 'aaaaaaaaaaaaaa.atlasv1.'],
    ['sig', '&sig='],
  ])('takes linear time on a long row of %s', (_name, piece) => {
    const work = (size: number) => void redactTokens(piece.repeat(Math.ceil(size / piece.length)))
    expect(growthOf(work, 50_000)).toBeLessThan(LINEAR_GROWTH)
  })
})
