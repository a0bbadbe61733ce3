import { describe, expect, test } from '@jest/globals'
import { fixedVersions, upgradesFrom, versionsBehind } from '../../../src/reports/vocabulary/fixed-versions.js'
import { growthOf, LINEAR_GROWTH } from '../../support/growth.js'

describe('fixedVersions', () => {
  test.each([
    ['>=4.17.21', ['4.17.21']],
    ['>=0.2.1 <1.0.0 || >=1.2.3', ['0.2.1', '1.2.3']],
    [
      ['~> 2.0.9, >= 2.0.9.1', '>= 2.2.3.1'],
      ['2.0.9.1', '2.2.3.1'],
    ],
    [
      ['>= 2.12.5, < 3.0.0', '>= 4.0.0.beta8'],
      ['2.12.5', '4.0.0.beta8'],
    ],
    [['^1.2.3', '>=1.2.3'], ['1.2.3']],
    ['>1.1.0', ['>1.1.0']],
    ['1.2.3', ['1.2.3']],
    ['2:1.6.4-3+deb9u1', ['2:1.6.4-3+deb9u1']],
    ['>= 0:2.56.4-8.el8', ['0:2.56.4-8.el8']],
  ])('finds where the fixed ranges of %j begin', (requirement, versions) => {
    expect(fixedVersions(requirement)).toEqual(versions)
  })

  test.each([['<0.0.0'], ['*'], [''], [null], [7], [['']], [{}]])('finds no fix in %j', (requirement) => {
    expect(fixedVersions(requirement)).toEqual([])
  })

  test('takes linear time over what is no requirement', () => {
    const work = (size: number) => void fixedVersions(['>'.repeat(size), ' '.repeat(size), '1.'.repeat(size / 2)])
    expect(growthOf(work, 25_000)).toBeLessThan(LINEAR_GROWTH)
  })
})

describe('versionsBehind', () => {
  test('finds the first versions behind the affected ranges', () => {
    expect(versionsBehind('>=3.7.0 <4.17.19')).toEqual(['4.17.19'])
    expect(versionsBehind('<1.2.3 || >=2.0.0 <=2.4.1')).toEqual(['1.2.3', '>2.4.1'])
    expect(versionsBehind('< 2:1.6.4-3+deb9u1')).toEqual(['2:1.6.4-3+deb9u1'])
    expect(versionsBehind('7.18.6')).toEqual([])
    expect(versionsBehind(undefined)).toEqual([])
  })
})

describe('upgradesFrom', () => {
  test('leaves out the fixes of older release lines', () => {
    expect(upgradesFrom('3.2.9', ['2.2.25', '3.1.14', '3.2.10'])).toEqual(['3.2.10'])
    expect(upgradesFrom('v1.19.0', ['1.18.9', '1.19.4'])).toEqual(['1.19.4'])
    expect(upgradesFrom('2.10.5', ['2.6.7.4', '2.9.10.7', '2.10.5.1'])).toEqual(['2.10.5.1'])
  })

  test('keeps all of them when nothing can be compared or nothing would be left', () => {
    expect(upgradesFrom(undefined, ['1.0.1', '2.0.1'])).toEqual(['1.0.1', '2.0.1'])
    expect(upgradesFrom('1:2.3-1', ['1:2.3-2'])).toEqual(['1:2.3-2'])
    expect(upgradesFrom('abc', ['1.0.1'])).toEqual(['1.0.1'])
    expect(upgradesFrom('9.0.0', ['1.0.1'])).toEqual(['1.0.1'])
  })

  test('says nothing of versions that differ behind their numbers', () => {
    expect(upgradesFrom('1.1.1c-r0', ['1.1.1d-r0'])).toEqual(['1.1.1d-r0'])
    expect(upgradesFrom('2.0.0', ['2.0.0-rc.1', '1.0.0'])).toEqual(['2.0.0-rc.1'])
  })
})
