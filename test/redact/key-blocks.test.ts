import { describe, expect, test } from '@jest/globals'
import { redactKeyBlocks } from '../../src/redact/key-blocks.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'
import { mixed, privateKey } from './fakes.js'

describe('redactKeyBlocks', () => {
  test.each(['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '])('redacts a %sprivate key', (kind) => {
    expect(redactKeyBlocks(`before\n${privateKey(kind)}\nafter ${privateKey(kind)}.`)).toBe('before\n[redacted]\nafter [redacted].')
  })

  test('redacts a key with headers, of PGP, and with escaped line breaks', () => {
    const pgp = `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: x\n\n${mixed(64)}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`
    expect(redactKeyBlocks(pgp)).toBe('[redacted]')
    expect(redactKeyBlocks(privateKey().replaceAll('\n', '\\n'))).toBe('[redacted]')
    expect(redactKeyBlocks(privateKey().replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n'))).toBe('[redacted]')
  })

  test('redacts a key that was cut off', () => {
    const cut = privateKey().slice(0, 150)
    expect(redactKeyBlocks(`x ${cut}… and more`)).toBe('x [redacted]… and more')
    expect(redactKeyBlocks(`x ${cut.replaceAll('\n', '\\n')}`)).toBe('x [redacted]')
  })

  test('redacts the short last line of a key whose end was cut off', () => {
    expect(redactKeyBlocks(`x ${privateKey().split('\n').slice(0, 3).join('\n')}\naB3dE5g= and more`)).toBe('x [redacted] and more')
  })

  test('redacts a key whose beginning was cut off, and none of the words before it', () => {
    const [, ...end] = privateKey().split('\n')
    expect(redactKeyBlocks(`The remaining part follows\n${end.join('\n')} here`)).toBe('The remaining part follows\n[redacted] here')
  })

  test.each([
    'Matches -----BEGIN RSA PRIVATE KEY----- in files.',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PUBLIC KEY-----\nabcdefghijklmnopqrstuvwxyz\n-----END PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----\nabcdefghijklmnopqrstuvwxyz\n-----END CERTIFICATE-----',
    '-----BEGIN ',
    '-----END RSA PRIVATE KEY-----',
  ])('leaves alone: %s', (text) => {
    expect(redactKeyBlocks(text)).toBe(text)
  })

  test('finds the key behind a certificate and behind a header that only is mentioned', () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----'
    expect(redactKeyBlocks(`${certificate}\n${privateKey()}`)).toBe(`${certificate}\n[redacted]`)
    expect(redactKeyBlocks(`${privateKey()}\n${certificate}`)).toBe(`[redacted]\n${certificate}`)
  })

  test.each(['-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----\n-----END X', '-----BEGIN '])(
    'takes linear time on a long row of %s',
    (piece) => {
      const work = (size: number) => void redactKeyBlocks(piece.repeat(Math.ceil(size / piece.length)))
      expect(growthOf(work, 50_000)).toBeLessThan(LINEAR_GROWTH)
    },
  )
})
