import { describe, expect, test } from '@jest/globals'
import { publicUrl } from '../../src/asff/url.js'

describe('publicUrl', () => {
  test.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://example.com:8080', 'http://example.com:8080'],
    ['https://github.com/@scope/x', 'https://github.com/@scope/x'],
    ['https://user:pass@example.com/a', 'https://example.com/a'],
    ['https://token@example.com/a', 'https://example.com/a'],
    ['https://[redacted]@example.com/a', 'https://example.com/a'],
    [' https://example.com/a b"<c>', 'https://example.com/a%20b%22%3Cc%3E'],
    ['https://exämple.com/ż', 'https://xn--exmple-cua.com/%C5%BC'],
    ['HTTPS://EXAMPLE.COM/A', 'https://example.com/A'],
  ])('takes %j', (text, url) => {
    expect(publicUrl(text)).toBe(url)
  })

  test.each([
    undefined,
    '',
    'example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://',
    'https:// x',
    `https://example.com/${'x'.repeat(2048)}`,
    `https://example.com/${'ż'.repeat(1000)}`,
  ])('refuses %j', (text) => {
    expect(publicUrl(text)).toBeUndefined()
  })
})
