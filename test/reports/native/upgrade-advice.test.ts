import { describe, expect, test } from '@jest/globals'
import { fixedVersionIn } from '../../../src/reports/native/upgrade-advice.js'

describe('fixedVersionIn', () => {
  test.each([
    ['Upgrade lodash to 4.17.21', 'lodash', '4.17.21'],
    ['Upgrade Flask to version 0.12.3.', 'flask', '0.12.3'],
    ['Upgrade to version v0.0.0-20201216223049-8b5274cf687f or above.', 'golang.org/x/crypto', 'v0.0.0-20201216223049-8b5274cf687f'],
    ['Upgrade a:b to version 2.6.7.5, 2.8.11.1, 2.9.5 or higher.', 'a:b', '2.6.7.5, 2.8.11.1, 2.9.5'],
    ['Upgrade one to version 1; Upgrade two to version 2:2.0-1ubuntu3+esm1', 'two', '2:2.0-1ubuntu3+esm1'],
    ['Upgrade other to 2.0', 'lodash', undefined],
    ['Upgrade to the latest version', 'lodash', undefined],
    ['No solution provided', 'lodash', undefined],
    [undefined, undefined, undefined],
  ])('%j for %s says %s', (advice, name, fixed) => {
    expect(fixedVersionIn(advice, name)).toBe(fixed)
  })

  test('does not take long over long advice', () => {
    expect(fixedVersionIn(`Upgrade to ${'1.'.repeat(50_000)}x!`, 'lodash')).toBeUndefined()
  })
})
