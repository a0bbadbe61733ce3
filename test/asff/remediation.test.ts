import { describe, expect, test } from '@jest/globals'
import { remediationOf } from '../../src/asff/remediation.js'
import type { Finding } from '../../src/finding.js'
import { aFinding, aRule, aVulnerability } from './factories.js'

const recommendation = (changes: Partial<Finding>) => remediationOf(aFinding(changes))?.Recommendation

describe('remediationOf', () => {
  test('takes the fix in words, then the upgrade, then the first paragraph of the help', () => {
    const vulnerability = aVulnerability()
    const rule = aRule({ help: '\nUse textContent.\r\n \r\nMore.' })
    expect(recommendation({ remediation: 'Do this.', vulnerability, rule })).toEqual({ Text: 'Do this.' })
    expect(recommendation({ remediation: ' ', vulnerability, rule })).toEqual({ Text: 'Upgrade lodash to 4.17.21' })
    expect(recommendation({ rule })).toEqual({ Text: 'Use textContent.' })
  })

  test('names every upgrade once', () => {
    const packages = [
      { name: 'a', fixedVersion: '2' },
      { name: 'b' },
      { name: 'a', fixedVersion: '2' },
      { name: 'c', fixedVersion: '1.2, 2.0' },
    ]
    expect(recommendation({ vulnerability: aVulnerability({ packages }) })?.Text).toBe('Upgrade a to 2\nUpgrade c to 1.2, 2.0')
  })

  test('links to the help, or to the advisory', () => {
    const vulnerability = aVulnerability({ packages: [], urls: ['x', 'https://nvd.test/1'] })
    expect(recommendation({ rule: aRule({ helpUrl: 'https://help.test/' }), vulnerability })).toEqual({ Url: 'https://help.test/' })
    expect(recommendation({ rule: aRule({ helpUrl: 'javascript:alert(1)' }), vulnerability })).toEqual({ Url: 'https://nvd.test/1' })
  })

  test('is absent when nobody says what to do', () => {
    expect(remediationOf(aFinding())).toBeUndefined()
  })

  test('is at most 512 code points', () => {
    expect([...(recommendation({ remediation: 'word '.repeat(200) })?.Text ?? '')].length).toBeLessThanOrEqual(512)
  })
})
