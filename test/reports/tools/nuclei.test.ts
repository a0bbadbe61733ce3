import { describe, expect, test } from '@jest/globals'
import { nuclei } from '../../../src/reports/tools/nuclei.js'
import { findingsOf, readingsOf } from '../native/read.js'

const event = (info: object = {}, more: object = {}) => ({
  'template-id': 'some-template',
  info: { name: 'Some template', author: ['shop-ci'], tags: ['rce'], severity: 'high', ...info },
  type: 'http',
  'matched-at': 'https://shop.example.com/a?x=attack',
  'matcher-status': true,
  ...more,
})

const only = (info: object, more?: object) => findingsOf(nuclei, [event(info, more)])[0]

describe('Nuclei', () => {
  test.each([
    ['critical', 'CRITICAL'],
    ['high', 'HIGH'],
    ['medium', 'MEDIUM'],
    ['low', 'LOW'],
    ['info', 'INFORMATIONAL'],
    ['unknown', 'MEDIUM'],
  ])('reads %s as %s', (severity, label) => {
    expect(only({ severity })?.severity).toEqual({ label, original: severity })
  })

  test('asks the score only where nobody has graded the template', () => {
    const classification = { 'cvss-score': 9.8, 'cvss-metrics': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }
    expect(only({ severity: 'unknown', classification })?.severity).toEqual({ label: 'CRITICAL', original: '9.8' })
    expect(only({ severity: 'low', classification })?.severity).toEqual({ label: 'LOW', original: 'low' })
  })

  test.each([
    ['a vulnerability', { classification: { 'cve-id': ['cve-2021-44228'] } }, 'vulnerability'],
    ['a vulnerability with one id as text', { classification: { 'cve-id': 'CVE-2021-44228' } }, 'vulnerability'],
    ['a leaked key', { tags: ['exposure', 'token'] }, 'secret'],
    ['a setting', { tags: 'misconfig,headers' }, 'configuration'],
    ['a fact about the target', { tags: ['tech'], severity: 'info' }, 'other'],
    ['anything else', { tags: undefined }, 'code'],
  ])('knows %s', (_, info, kind) => {
    expect(only(info)?.kind).toBe(kind)
  })

  test('names the CVE as everybody does', () => {
    expect(only({ classification: { 'cve-id': ['cve-2021-44228'] } })?.vulnerability?.id).toBe('CVE-2021-44228')
  })

  test.each([
    ['an address without its query', {}, { uri: 'https://shop.example.com/a' }],
    ['a host and port', { 'matched-at': 'shop.example.com:22' }, { uri: 'shop.example.com:22' }],
    ['the host when that is all', { 'matched-at': undefined, host: 'https://shop.example.com' }, { uri: 'https://shop.example.com' }],
    ['a file', { type: 'file', 'matched-at': './src/keys.ts' }, { path: 'src/keys.ts' }],
    ['what matched', { 'matcher-name': 'tls10' }, { uri: 'https://shop.example.com/a', logicalName: 'tls10' }],
  ])('has the place: %s', (_, more, location) => {
    expect(only({}, more)?.location).toEqual(location)
  })

  test('quotes no request, no response, nothing extracted, and names no author', () => {
    const private_ = { request: 'n0tr3al', response: 'n0tr3al', 'curl-command': 'n0tr3al', 'extracted-results': ['n0tr3al-key'] }
    expect(JSON.stringify({ ...only({}, private_), quoted: [] })).not.toMatch(/n0tr3al|shop-ci/)
    const leak = only({ tags: ['token'] }, private_)
    expect(leak?.secrets).toEqual(['n0tr3al-key'])
    expect(JSON.stringify({ ...leak, secrets: [] })).not.toMatch(/n0tr3al|shop-ci/)
  })

  test('accounts for what did not match, and for what cannot be read', () => {
    const readings = readingsOf(nuclei, [event({}, { 'matcher-status': false }), event(), { ...event(), 'template-id': 5 }])
    expect(readings.map(({ verdict }) => verdict)).toEqual(['not-a-problem', 'problem', 'unreadable'])
  })
})
