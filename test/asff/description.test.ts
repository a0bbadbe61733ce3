import { describe, expect, test } from '@jest/globals'
import { descriptionOf } from '../../src/asff/description.js'
import { aFinding, aRule, aVulnerability } from './factories.js'

const description = (message: string, rule: Parameters<typeof aRule>[0] = {}) => descriptionOf(aFinding({ message, rule: aRule(rule) }))

describe('descriptionOf', () => {
  test('adds the text of the rule to the message', () => {
    expect(description('Found it here.', { description: 'It is bad.' })).toBe('Found it here.\n\nIt is bad.')
  })

  test('adds the title of the rule where the finding has another one', () => {
    const rule = aRule({ title: 'Prototype pollution in lodash', description: 'All versions are affected.' })
    const vulnerable = aFinding({ message: 'lodash is vulnerable.', rule, vulnerability: aVulnerability() })
    expect(descriptionOf(vulnerable)).toBe('lodash is vulnerable.\n\nPrototype pollution in lodash\n\nAll versions are affected.')
    const wordless = aRule({ title: '[CVE-2021-23337] lodash 4.17.20' })
    expect(descriptionOf({ ...vulnerable, rule: wordless })).toBe('lodash is vulnerable.')
    expect(description('Found it here.', { title: 'Bad thing' })).toBe('Found it here.')
    expect(description('Found it here.', { title: 'Bad thing', description: 'It is bad.' })).toBe('Found it here.\n\nIt is bad.')
  })

  test('says nothing twice', () => {
    expect(description('It is bad. Here.', { description: 'It is bad.' })).toBe('It is bad. Here.')
    expect(description('It is bad.', { description: 'It is bad. Very bad.' })).toBe('It is bad. Very bad.')
  })

  test('is never empty', () => {
    expect(description('', { description: 'It is bad.' })).toBe('It is bad.')
    expect(description(' ')).toBe('js/xss')
  })

  test('is at most 1,024 code points, the message first', () => {
    const text = description('m'.repeat(1000), { description: 'word '.repeat(50) })
    expect(text.startsWith(`${'m'.repeat(1000)}\n\nword word`)).toBe(true)
    expect([...text].length).toBeLessThanOrEqual(1024)
    expect(text.endsWith(' word…')).toBe(true)
  })
})
