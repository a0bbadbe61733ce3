import { describe, expect, test } from '@jest/globals'
import { fingerprintsOf, versionedName } from '../../../src/reports/sarif/fingerprints.js'

describe('the name of a fingerprint', () => {
  test.each([
    ['a/b/v2', 'a/b', 2],
    ['a/v0', 'a', 0],
    ['a/v02', 'a/v02', -1],
    ['prohibitedWordHash', 'prohibitedWordHash', -1],
    ['v2', 'v2', -1],
    ['a/vx', 'a/vx', -1],
  ])('%s is %s in version %i', (key, name, version) => {
    expect(versionedName(key)).toEqual({ name, version })
  })
})

describe('the fingerprints of a result', () => {
  const names = (result: { readonly [key: string]: unknown }) => fingerprintsOf(result).map(({ name }) => name)

  test('come best first', () => {
    const result = {
      guid: '11111111-1111-1111-1111-111111111111',
      correlationGuid: 'B4E3F028-5C2D-4E3F-9A4B-2345678901BC',
      fingerprints: { zeta: '12345678', alpha: '87654321' },
      partialFingerprints: { another: 'abcdefgh', primaryLocationLineHash: '39fa2ee980eb94b0:1' },
    }
    expect(fingerprintsOf(result)).toEqual([
      { name: 'correlationGuid', value: 'b4e3f028-5c2d-4e3f-9a4b-2345678901bc' },
      { name: 'alpha', value: '87654321' },
      { name: 'zeta', value: '12345678' },
      { name: 'primaryLocationLineHash', value: '39fa2ee980eb94b0:1' },
      { name: 'another', value: 'abcdefgh' },
    ])
  })

  test('are those of the highest version of each name', () => {
    expect(names({ fingerprints: { 'h/v2': '22222222', 'h/v10': '10101010', h: '00000000', 'other/v1': '11111111' } })).toEqual([
      'h/v10',
      'other/v1',
    ])
  })

  test('have no correlationGuid that is no GUID', () => {
    expect(names({ correlationGuid: 'constant' })).toEqual([])
  })

  test.each([
    ['placeholders', { 'matchBasedId/v1': 'requires login' }],
    ['placeholders in another case', { id: ' Requires Login ' }],
    ['short values', { a: '1', b: ' 1234567 ' }],
    ['values that are no text', { a: { value: 'abcdefghij' }, b: 1234567890, c: null }],
    [
      'personal data and the commit',
      {
        commitSha: 'abcdefghij',
        email: 'someone@example.com',
        Author: 'Some One',
        date: '2024-01-01T00:00',
        commitMessage: 'a message',
        author_email: 'someone@example.com',
      },
    ],
    [
      'the column and the whole file',
      { primaryLocationStartColumnFingerprint: '123456789', scanFileHash: 'abcdefghij', scanTagsHash: 'abcdefghij' },
    ],
  ])('have no %s', (_, map) => {
    expect(names({ fingerprints: map })).toEqual([])
    expect(names({ partialFingerprints: map })).toEqual([])
  })

  test('are none when the maps are no maps', () => {
    expect(names({ fingerprints: ['abcdefgh'], partialFingerprints: 'abcdefgh' })).toEqual([])
  })

  test('may be named like what every object has', () => {
    expect(names(JSON.parse('{"fingerprints":{"__proto__":"abcdefgh","constructor":"abcdefgh"}}'))).toEqual(['__proto__', 'constructor'])
  })
})
