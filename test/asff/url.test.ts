import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { publicUrl } from '../../src/asff/url.js'

/** RFC 3986, appendix A, for http and https without user information. */
const RFC_3986 =
  /^https?:\/\/(?:\[[0-9a-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::[0-9]*)?(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$/

describe('publicUrl', () => {
  test('gives nothing but URLs of RFC 3986, and leaves those alone', () => {
    const urls = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string({ unit: 'binary' }), fc.string())
    fc.assert(
      fc.property(urls, fc.string({ unit: 'binary' }), fc.constantFrom('', '/', '?', '#', '%', '[', '|'), (base, tail, mark) => {
        for (const text of [base, `${base}${mark}${tail}`, `https://example.com/${mark}${tail}`, `https://${tail}${mark}/`]) {
          const url = publicUrl(text)
          if (url === undefined) continue
          expect(url).toMatch(RFC_3986)
          expect(publicUrl(url)).toBe(url)
        }
      }),
    )
  })

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
    ['https://example.com/100%/a', 'https://example.com/100%25/a'],
    ['https://example.com/a%2', 'https://example.com/a%252'],
    ['https://example.com/a[0]?b[]=c', 'https://example.com/a%5B0%5D?b%5B%5D=c'],
    ['https://example.com/?a=b|c^d`e{f}\\g', 'https://example.com/?a=b%7Cc%5Ed%60e%7Bf%7D%5Cg'],
    ['https://example.com/a#b#c', 'https://example.com/a#b%23c'],
    ['https://example.com/a#{b}[c]|d', 'https://example.com/a#%7Bb%7D%5Bc%5D%7Cd'],
    ['https://example.com/\u200b\u00ad\u{E0041}', 'https://example.com/%E2%80%8B%C2%AD%F3%A0%81%81'],
    ['https://example.com/\ud800', 'https://example.com/%EF%BF%BD'],
    ['http://[2001:db8::1]:8080/a', 'http://[2001:db8::1]:8080/a'],
    ['http://192.0.2.1/a', 'http://192.0.2.1/a'],
    ["https://example.com/a'b(c)*!;,+=:@~", "https://example.com/a'b(c)*!;,+=:@~"],
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
    'https://example.com:99999/',
    'https://exa"mple.com/',
    'https://exa`mple.com/',
    'https://exa{mple}.com/',
    'https://exa|mple.com/',
    'https://[::1',
    '//example.com/a',
    '/a',
    `https://example.com/${'x'.repeat(2048)}`,
    `https://example.com/${'ż'.repeat(1000)}`,
  ])('refuses %j', (text) => {
    expect(publicUrl(text)).toBeUndefined()
  })
})
