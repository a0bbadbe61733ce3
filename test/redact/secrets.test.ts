import { describe, expect, test } from '@jest/globals'
import { needlesOf, redactSecrets, unlikeWords } from '../../src/redact/secrets.js'
import { mixed, privateKey } from './fakes.js'

const redact = (text: string, ...secrets: string[]) => redactSecrets(text, needlesOf(secrets), 8)

describe('redactSecrets', () => {
  test('redacts a secret inside a word when it is long, as a word of its own when it is short', () => {
    expect(redact('xhunter2-hunter2x', 'hunter2-hunter2')).toBe('x[redacted]x')
    expect(redact('pass is "pass", not password, by_pass or pass', 'pass')).toBe(
      '[redacted] is "[redacted]", not password, by_pass or [redacted]',
    )
  })

  test('redacts a secret wherever it is quoted, also without the white space that the scanner found at its ends', () => {
    expect(redact('"hunter2-hunter2" and hunter2-hunter2', ' hunter2-hunter2\r\n')).toBe('"[redacted]" and [redacted]')
    expect(redact('it is "pass"', ' pass\n')).toBe('it is "[redacted]"')
  })

  test.each(['', ' ', 'abc', '****', '--------', 'redacted', '[redacted]'])('does not look for %j', (secret) => {
    const text = 'abc **** -------- redacted [redacted]'
    expect(redact(text, secret)).toBe(text)
  })

  test('redacts the longest first, so that nothing of it is left', () => {
    expect(redact('a hunter2hunter2-tail b hunter2hunter2', 'hunter2hunter2', 'hunter2hunter2-tail')).toBe('a [redacted] b [redacted]')
  })

  test('redacts the forms that a secret takes elsewhere', () => {
    const secret = 'p"ss/w\\rd+ö=1'
    expect(redact(JSON.stringify({ secret }), secret)).toBe('{"secret":"[redacted]"}')
    expect(redact(`?p=${encodeURIComponent(secret)}&q`, secret)).toBe('?p=[redacted]&q')
    expect(redact(`(${Buffer.from(secret).toString('base64')})`, secret)).toBe('([redacted])')
    expect(redact(`(${Buffer.from(secret).toString('base64url')})`, secret)).toBe('([redacted])')
  })

  test('redacts a secret of several lines as a whole, in one line, and line by line', () => {
    const secret = privateKey('', 2)
    const [, line = ''] = secret.split('\n')
    expect(redact(`key:\n${secret}\nend`, secret)).toBe('key:\n[redacted]\nend')
    expect(redact(JSON.stringify(secret), secret)).toBe('"[redacted]"')
    expect(redact(`line ${line} of it`, secret)).toBe('line [redacted] of it')
    expect(redact('first-line-here', 'first-line-here\r\n  second-line  \r\n')).toBe('[redacted]')
  })

  test('takes a secret for text, not for a pattern', () => {
    expect(redact('a.c+d$&e, axc', 'a.c+d$&e')).toBe('[redacted], axc')
    expect(redact('half \ud83d-a-pair here', '\ud83d-a-pair')).toBe('half [redacted] here')
  })

  test('takes many secrets and long texts', () => {
    const secrets = Array.from({ length: 500 }, (_, index) => `${mixed(30)}${index}`)
    expect(redactSecrets('x'.repeat(100_000), needlesOf(secrets), 8)).toHaveLength(100_000)
  })
})

test('unlikeWords leaves out what may be a word', () => {
  expect(unlikeWords(['password', 'api_key-name', 'hunter2', 'p@ssword', 'x'.repeat(16)])).toEqual(['hunter2', 'p@ssword', 'x'.repeat(16)])
})
