import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { packingOf } from '../../../src/reports/containers/sniff.js'
import { zipOf } from './zip-writer.js'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('packingOf', () => {
  test.each([
    ['gzip', gzipSync('{}'), 'gzip'],
    ['a zip archive', zipOf([{ name: 'a', content: 'a' }]), 'zip'],
    ['a zip archive without files', zipOf([]), 'zip'],
    ['UTF-8', Buffer.from('{"a":1}'), 'text'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff{}'), 'text'],
    ['UTF-16LE with a byte order mark', Buffer.from('\ufeff{}', 'utf16le'), 'utf-16le'],
    ['UTF-16BE with a byte order mark', utf16be('\ufeff{}'), 'utf-16be'],
    ['UTF-16LE without a byte order mark', Buffer.from('{}', 'utf16le'), 'utf-16le'],
    ['UTF-16BE without a byte order mark', utf16be('[]'), 'utf-16be'],
    ['UTF-32LE with a byte order mark', Buffer.from('fffe00007b000000', 'hex'), 'utf-32'],
    ['UTF-32BE with a byte order mark', Buffer.from('0000feff0000007b', 'hex'), 'utf-32'],
    ['UTF-32LE without a byte order mark', Buffer.from('7b0000007d000000', 'hex'), 'utf-32'],
    ['UTF-32BE without a byte order mark', Buffer.from('0000007b0000007d', 'hex'), 'utf-32'],
    ['nothing but zero bytes', Buffer.alloc(8), 'text'],
    ['one byte', Buffer.from('1'), 'text'],
    ['nothing', Buffer.from(''), 'text'],
    ['the beginning of the word PK', Buffer.from('PKCS'), 'text'],
  ] as const)('recognises %s', (_, bytes, packing) => {
    expect(packingOf(bytes.subarray(0, 4))).toBe(packing)
  })
})
