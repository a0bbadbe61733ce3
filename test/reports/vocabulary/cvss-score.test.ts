import { describe, expect, test } from '@jest/globals'
import { cvssScore, cvssScores, scoreOfVector } from '../../../src/reports/vocabulary/cvss-score.js'

describe('the score of a vector', () => {
  test.each([
    // Examples of the specifications: CVSS v2 guide 3.3.1, CVSS 3.1 examples (CVE-2013-1937, CVE-2014-3566, Heartbleed), CVSS 4.0 examples.
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['(AV:N/AC:L/Au:N/C:N/I:N/A:C)', undefined],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/RL:O', 7.5],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:U', 8.7],
    ['CVSS:3.1/AV:N', undefined],
    ['CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', undefined],
    ['CVSS:9.9/AV:N', undefined],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', undefined],
    [`CVSS:3.1/${'AV:N/'.repeat(10_000)}`, undefined],
    ['garbage', undefined],
    ['', undefined],
  ])('%.80s is %s', (vector, score) => {
    expect(scoreOfVector(vector)).toBe(score)
  })
})

describe('a score', () => {
  test('keeps what the tool says and takes the version from the vector', () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'
    expect(cvssScore({ version: 3, score: 7.4, vector, source: 'nvd' })).toEqual({ version: '3.1', score: 7.4, vector, source: 'nvd' })
    expect(cvssScore({ score: '7.4' })).toEqual({ score: 7.4 })
    expect(cvssScore({ vector })).toEqual({ version: '3.1', score: 7.5, vector })
  })

  test('of version 2 loses its parentheses', () => {
    expect(cvssScore({ vector: '(AV:N/AC:L/Au:N/C:N/I:N/A:C)' })).toEqual({
      version: '2.0',
      score: 7.8,
      vector: 'AV:N/AC:L/Au:N/C:N/I:N/A:C',
    })
  })

  test.each([
    ['2.0', '2.0'],
    ['CVSS_V3', '3.0'],
    ['CVSSv31', '3.1'],
    ['v4', '4.0'],
    [3.1, '3.1'],
    [2, '2.0'],
    ['other', undefined],
    [undefined, undefined],
  ])('of version %j is of version %j', (version, expected) => {
    expect(cvssScore({ version, score: 5 })?.version).toBe(expected)
  })

  test.each([[0], [-1], [11], ['high'], [null], [Number.NaN]])('of %j is none', (score) => {
    expect(cvssScore({ score })).toBeUndefined()
  })

  test('of a higher version comes first', () => {
    expect(cvssScores([{ version: '2', score: 5 }, {}, { version: '4.0', score: 6 }, { score: 3 }]).map(({ version }) => version)).toEqual([
      '4.0',
      '2.0',
      undefined,
    ])
  })
})
