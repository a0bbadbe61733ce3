import { symlinkSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { externalReader } from '../../../src/reports/documents/external-files.js'
import { inFolder } from '../folder.js'

describe('externalReader', () => {
  test('reads JSON by relative URI below the directory', () =>
    inFolder((folder) => {
      folder.write('reports/a b.json', '\ufeff{"a":1}')
      folder.write('reports/deep/c.json', '[2]')
      const read = externalReader(folder.at('reports'))
      expect(read('a%20b.json')).toEqual({ a: 1 })
      expect(read('./deep/../deep/c.json')).toEqual([2])
    }))

  test.each([
    '../outside.json',
    'deep/../../outside.json',
    '%2e%2e/outside.json',
    '..\\outside.json',
    '/etc/hostname',
    '//host/share.json',
    'file:///etc/hostname',
    'https://example.com/a.json',
    'a.json?x',
    'a.json#x',
    'link.json',
    'linked/outside.json',
    'missing.json',
    'broken.json',
    'deep',
    '',
    '.',
    '%',
    'a%00.json',
  ])('does not read %j', (uri) =>
    inFolder((folder) => {
      folder.write('outside.json', '{"secret":1}')
      for (const name of ['a.json', 'deep/b.json']) folder.write(`reports/${name}`)
      folder.write('reports/broken.json', '{"a":')
      symlinkSync(folder.at('outside.json'), folder.at('reports/link.json'))
      symlinkSync(folder.path, folder.at('reports/linked'))
      expect(externalReader(folder.at('reports'))(uri)).toBeUndefined()
    }),
  )

  test('reads nothing for a report out of an archive', () => {
    expect(externalReader(undefined)('package.json')).toBeUndefined()
  })
})
