/** Credentials in free text that are told by what stands around them, and what only looks like them. */
import { describe, expect, test } from '@jest/globals'
import { redactLink, redactText } from '../../src/redact/text.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'
import { FAKES, hex, mixed, privateKey } from './fakes.js'

describe('redactText', () => {
  test.each([
    ['https://x.test/?access_token=abc-def&x=1', 'https://x.test/?access_token=[redacted]&x=1'],
    ['https://x.test/cb#id_token=abc', 'https://x.test/cb#id_token=[redacted]'],
    ['GET /a?X-Amz-Signature=0f&X-Amz-Date=1', 'GET /a?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['Cookie: a=1; session=xyz', 'Cookie: [redacted]'],
    ['Set-Cookie: id=abc; Path=/', 'Set-Cookie: [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
    ['Authorization: Digest username="x", response="abc"', 'Authorization: [redacted]'],
    ['curl -H "X-Api-Key: a1b2c3d4"', 'curl -H "X-Api-Key: [redacted]"'],
    ['Server=db;User Id=sa;Password=swordfish;Encrypt=no', 'Server=db;User Id=sa;Password=[redacted];Encrypt=no'],
    ['DRIVER={x};UID=sa;PWD=hunter2;', 'DRIVER={x};UID=sa;PWD=[redacted];'],
    ['mongodb+srv://shop:p@ss:w0rd@db.test/x', 'mongodb+srv://[redacted]@db.test/x'],
    ['amqp://shop:swordfish@mq:5672', 'amqp://[redacted]@mq:5672'],
    ['jdbc:oracle:thin:scott/tiger@db:1521', 'jdbc:oracle:thin:[redacted]@db:1521'],
    ['pull shop:swordfish@registry.test/shop:1.2', 'pull shop:[redacted]@registry.test/shop:1.2'],
    ['run --password swordfish --verbose', 'run --password [redacted] --verbose'],
    ['docker login -u shop -p swordfish registry.test', 'docker login -u shop -p [redacted] registry.test'],
    ['mysql -u root -pswordfish shop', 'mysql -u root -p[redacted] shop'],
    ['line 3: db_password = "swordfish"', 'line 3: db_password = "[redacted]"'],
    ['{"api_key":"swordfish"}', '{"api_key":"[redacted]"}'],
    ['DD_API_KEY=0123456789abcdef', 'DD_API_KEY=[redacted]'],
    [`AKIA************MPLE`, '[redacted]'],
    ['token ghp_ab...yz was seen', 'token [redacted] was seen'],
  ])('%s', (text, redacted) => {
    expect(redactText(text)).toBe(redacted)
  })

  test.each([
    'use password=os.environ["PASSWORD"]',
    'password = get_password()',
    'token = request.headers',
    'password=password',
    'password: string',
    'Unexpected token: punc',
    'Parsing error: Unexpected token =',
    'max_tokens=4096 and token_type: bearer',
    'System.Runtime, PublicKeyToken=b03f5f7f11d50a3a',
    'Ensure that the --token-auth-file argument is not set',
    'the --password option is deprecated',
    'https://x.test/?token={token}&sig=<sig>',
    'npm alias shop:lodash@4.17.21 and nginx:1.2@sha256:abc',
    'mailto:someone@example.com',
    'Authorization: the header is missing',
    `docker run -p 8080:80 image@sha256:${hex(64)}`,
    `commit ${hex(40)} of 7f000101-7f00-4101-8101-7f0000017f00`,
    'uses: actions/checkout@v4 with secrets: inherit',
    'permissions: id-token: write',
    'AWS_SECRET_ACCESS_KEY: $' + '{{ secrets.AWS_SECRET_ACCESS_KEY }}',
  ])('leaves alone: %s', (text) => {
    expect(redactText(text)).toBe(text)
  })

  test.each(Object.entries(FAKES).filter(([, token]) => token.includes('_') || token.includes('-')))(
    'knows a %s whatever its characters are written as',
    (_name, token) => {
      const forms = [
        [...token].join('\u200b'),
        token.replaceAll('_', '&#95;').replaceAll('-', '&#x2d;'),
        token.replaceAll('_', '\\_').replaceAll('-', '\\-'),
        token.replaceAll('_', '%5F').replaceAll('-', '%2D'),
        `${token.slice(0, 8)}\u00ad${token.slice(8)}`,
      ]
      expect(forms.map((form) => redactText(`found ${form} here`)).filter((text) => text !== 'found [redacted] here')).toEqual([])
    },
  )

  test('redacts a private key folded onto one line, cut off at either end, and in base64', () => {
    const key = privateKey('OPENSSH ', 4)
    const body = mixed(64)
    const forms = [
      key.replaceAll('\n', '\\n'),
      key.replaceAll('\n', ' '),
      key.slice(0, 150),
      key.slice(60),
      Buffer.from(key).toString('base64'),
    ]
    expect(forms.map(redactText).filter((text) => text.includes(body.slice(0, 20)))).toEqual([])
    expect(redactText(Buffer.from(key).toString('base64'))).toBe('[redacted]')
  })

  test.each([
    'password=',
    '--password ',
    '?token=',
    'authorization: ',
    'a:b@',
    '://a:',
    'docker login -p ',
    '&#95;',
    '<password>',
    'cookie: a=',
    '-----END X PRIVATE KEY-----',
    'aaaaaaaaaaaaaaaaaaaa ',
  ])('takes linear time on a long row of %j', (piece) => {
    const work = (size: number) => void redactText(piece.repeat(Math.ceil(size / piece.length)))
    expect(growthOf(work, 20_000)).toBeLessThan(LINEAR_GROWTH)
  })
})

test('redactLink keeps what only looks like an assignment', () => {
  const link = 'https://x.test/vuln/npm%3Ajsonwebtoken%3A20150331'
  expect([redactLink(link), redactLink('https://x.test/?token=abc')]).toEqual([link, 'https://x.test/?token=[redacted]'])
})
