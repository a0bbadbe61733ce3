import { describe, expect, test } from '@jest/globals'
import { titleOf } from '../../src/asff/map.js'
import { aFinding, aRule, aVulnerability } from './factories.js'

describe('titleOf', () => {
  test('prefers the title that the reader found', () => {
    expect(titleOf(aFinding({ title: 'CVE-1 in a 1', rule: aRule({ title: 'Other' }) }))).toBe('CVE-1 in a 1')
  })

  test('takes the short description of the rule', () => {
    expect(titleOf(aFinding({ rule: aRule({ title: 'Cross-site\n scripting ' }) }))).toBe('Cross-site scripting')
  })

  test.each([
    ['A sentence. Another one.', 'A sentence'],
    ['Uses v1.2.3 of e.g. lodash! Stop.', 'Uses v1.2.3 of e.g. lodash!'],
    ['First line\nsecond line', 'First line'],
    ['\n  Wait...', 'Wait...'],
    ['No full stop', 'No full stop'],
    ["Use 'cd ... || exit' in case cd fails. More.", "Use 'cd ... || exit' in case cd fails"],
  ])('takes the first sentence of %j when the rule says nothing', (message, title) => {
    expect(titleOf(aFinding({ message }))).toBe(title)
  })

  test('takes only the first sentence of a short description that is a paragraph', () => {
    const rule = aRule({ title: 'CBC is susceptible to padding\noracles. An attacker could tell valid from invalid padding.' })
    expect(titleOf(aFinding({ rule }))).toBe('CBC is susceptible to padding oracles')
  })

  test('does not take a short description that only repeats the id of the rule', () => {
    const rule = aRule({ id: 'python.lang.eval', title: 'Semgrep Finding: python.lang.eval' })
    expect(titleOf(aFinding({ rule, message: 'Found eval().' }))).toBe('Found eval()')
    expect(titleOf(aFinding({ rule, message: ' ' }))).toBe('Semgrep Finding: python.lang.eval')
  })

  test.each([
    [[{ name: 'lodash', version: '4.17.20' }], 'CVE-2021-23337 in lodash 4.17.20'],
    [[{ name: 'lodash' }], 'CVE-2021-23337 in lodash'],
    [[{ name: 'a', version: '1' }, { name: 'b' }], 'CVE-2021-23337 in a 1 and 1 more package'],
    [
      [
        { name: 'a', version: '1' },
        { name: 'a', version: '2' },
      ],
      'CVE-2021-23337 in a 1',
    ],
    [[{ name: 'a' }, { name: 'b' }, { name: 'c' }], 'CVE-2021-23337 in a and 2 more packages'],
  ])('names the advisory and the packages %j', (packages, title) => {
    expect(titleOf(aFinding({ vulnerability: aVulnerability({ packages }) }))).toBe(title)
  })

  test('falls back to the rule and in the end to a word', () => {
    expect(titleOf(aFinding({ message: '', rule: aRule({ name: 'NoEval' }) }))).toBe('NoEval')
    expect(titleOf(aFinding({ message: '' }))).toBe('js/xss')
    expect(titleOf(aFinding({ message: '', rule: aRule({ id: '\u0007' }) }))).toBe('Security finding')
  })

  test('is cut at a word, by code point', () => {
    expect(titleOf(aFinding({ message: 'word '.repeat(100) }))).toBe(`${'word '.repeat(51).trim()}…`)
    const emoji = titleOf(aFinding({ message: '😀'.repeat(300) }))
    expect(emoji).toBe(`${'😀'.repeat(255)}…`)
    expect(titleOf(aFinding({ message: '😀'.repeat(256) }))).toBe('😀'.repeat(256))
  })
})
