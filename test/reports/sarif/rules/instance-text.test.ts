import { describe, expect, test } from '@jest/globals'
import { titleOf } from '../../../../src/asff/title.js'
import { isOfAnotherResult } from '../../../../src/reports/sarif/rules/instance-text.js'
import { at, findingOf } from '../support.js'

describe("a rule's text", () => {
  test.each([
    ["Array 'a[3]' accessed at index 3, which is out of bounds.", "Array 'bb[4]' accessed at index 7, which is out of bounds."],
    ['Memory leak: buffer', 'Memory leak: rows'],
    ['Uninitialized variables: p.x, p.y', 'Uninitialized variables: q.a'],
    ['Null pointer dereference: pointer', 'Null pointer dereference: other->next. It may be null.'],
    ['The method parse() in Parser.java can dereference a null pointer on line 450.', 'Null dereference in Shop.java.'],
    ['Query built from input at main.js:12', 'Query built elsewhere.'],
  ])('is that of another result: %s', (text, message) => {
    expect(isOfAnotherResult(text, message, 3)).toBe(true)
  })

  test.each([
    ['Memory leak: rows', 'Memory leak: rows'],
    ['SQL injection.', 'SQL injection in getUser'],
    ['Use of weak hash', 'MD5 is used.'],
    ['Field should be final', 'Shop.name should be final'],
    ["Avoid 'eval'", 'The call runs any code.'],
    ['The value is null on line 3', 'A value is null.'],
    ['Unused variable', 'Unused import x'],
  ])('is of this one, or of all: %s', (text, message) => {
    expect(isOfAnotherResult(text, message, 3)).toBe(false)
  })

  test('is neither title nor description of another result', () => {
    const first = "Array 'values[3]' accessed at index 3, which is out of bounds."
    const own = "Array 'bb[4]' accessed at index 7, which is out of bounds."
    const rules = [
      { id: 'arrayIndexOutOfBounds', shortDescription: { text: first }, fullDescription: { text: first }, help: { text: first } },
    ]
    const finding = (text: string) =>
      findingOf({ ruleId: 'arrayIndexOutOfBounds', message: { text }, locations: at('d.c', { startLine: 3 }) }, { rules })
    expect(titleOf(finding(own))).toBe(own.slice(0, -1))
    expect(JSON.stringify(finding(own))).not.toContain('values')
    expect(finding(first).rule).toMatchObject({ title: first, description: first })
  })

  test('is the help where a tool describes the rule by its first result', () => {
    const rule = {
      id: 'fqcn[action-core]',
      shortDescription: { text: 'Use FQCN for builtin module actions (shell).' },
      help: { text: 'Check whether actions are using full qualified collection names.' },
    }
    const result = {
      ruleId: rule.id,
      message: { text: 'Use `ansible.builtin.command` instead.' },
      locations: at('site.yml', { startLine: 3 }),
    }
    expect(titleOf(findingOf(result, { name: 'ansible-lint', rules: [rule] }))).toBe(
      'Check whether actions are using full qualified collection names',
    )
    expect(titleOf(findingOf(result, { name: 'another', rules: [rule] }))).toBe('Use FQCN for builtin module actions (shell)')
  })
})
