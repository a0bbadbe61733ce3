import { describe, expect, test } from '@jest/globals'
import { readComponents } from '../../../../src/reports/sarif/rules/components.js'
import { fillIn, messageText } from '../../../../src/reports/sarif/texts/messages.js'
import { findingOf } from '../support.js'

const RULE = { id: 'js/x', messageStrings: { m: { text: 'Hi {0} {{x}} {1}', markdown: '**{0}**' }, only: { markdown: '**x**' } } }
const { all } = readComponents({ tool: { driver: { globalMessageStrings: { g: { text: 'G {0}' } } } } })

describe('the text of a message', () => {
  test.each([
    ['fills the string that the id names, never an inserted argument', { id: 'm', arguments: ['A{1}', 'B'] }, 'Hi A{1} {x} B'],
    ['finds strings of the component', { id: 'g', arguments: ['z'] }, 'G z'],
    ['does not take what every object has for a string', { id: 'constructor' }, undefined],
    ['does not take __proto__ for a string', { id: '__proto__' }, undefined],
    ['leaves a text without arguments alone', { text: '${{ github.event.issue.title }} {0}' }, '${{ github.event.issue.title }} {0}'],
    ['fills a text with arguments and leaves what is missing', { text: 'v {0} {0} {5}', arguments: ['q'] }, 'v q q {5}'],
    ['takes the id when the text is empty', { text: ' ', id: 'g', arguments: ['y'] }, 'G y'],
    ['takes Markdown where there is nothing else', { markdown: '`a` **b** {0}', arguments: ['c'] }, '`a` **b** c'],
    ['takes the Markdown of a string that has nothing else', { id: 'only' }, '**x**'],
    ['never takes Markdown beside a text', { text: 'plain', markdown: '**rich**' }, 'plain'],
    ['leaves arguments that are no text', { text: '{0}', arguments: [{}] }, '{0}'],
    ['is nothing without text and id', {}, undefined],
    ['is nothing for what is no message', 'text', undefined],
  ])('%s', (_, message, expected) => {
    expect(messageText(message, RULE, all)).toBe(expected)
  })

  test('has its embedded links reduced to their text', () => {
    const text = 'depends on a [user-provided value](1) and [x\\[0\\]\\\\y](sarif:/runs/0/results/4). a[0](b c)'
    expect(messageText({ text }, undefined, [])).toBe('depends on a user-provided value and x[0]\\y. a[0](b c)')
  })

  test('has no place for an argument with a huge number', () => {
    expect(fillIn(`{${'9'.repeat(400)}}`, ['a'])).toBe(`{${'9'.repeat(400)}}`)
  })
})

describe('the message of a finding', () => {
  test.each([
    ['Markdown alone', { markdown: '`Teh` should be **`The`**' }, '`Teh` should be `The`'],
    ['HTML', { text: '<p>One &amp; two.</p><p>See <code>x &lt; y</code><br/>&#x27;q&#39;</p>' }, "One & two.\n\nSee x < y\n'q'"],
    ['bold type', { text: '**Problem:** a leak. **Fix:** rotate.' }, 'Problem: a leak. Fix: rotate.'],
    ['code', { text: 'List<String> f(**kwargs) && __init__ a < b' }, 'List<String> f(**kwargs) && __init__ a < b'],
    ['a heading alone', { text: 'Description:\nA flaw.' }, 'A flaw.'],
  ])('of %s is plain text', (_, message, expected) => {
    expect(findingOf({ message }).message).toBe(expected)
  })

  const rule = { id: 'R', shortDescription: { text: 'Short.' }, fullDescription: { text: 'Full.' }, name: 'Name' }
  test.each([
    ['the short description', rule, 'Short.'],
    ['the full description', { ...rule, shortDescription: undefined }, 'Full.'],
    ['the name', { id: 'R', name: 'Name' }, 'Name'],
    ['the id', { id: 'R' }, 'R'],
  ])('without a text of its own is %s of its rule', (_, descriptor, expected) => {
    expect(findingOf({ ruleId: 'R', message: { text: '  ' } }, { rules: [descriptor] }).message).toBe(expected)
  })

  test("is looked up in the component of its rule and then in the driver's", () => {
    const driver = { globalMessageStrings: { d: { text: 'driver' } } }
    const extensions = [{ name: 'pack', rules: [{ id: 'P' }], globalMessageStrings: { p: { text: 'pack' } } }]
    const text = (id: string) =>
      findingOf({ ruleId: 'P', message: { id } }, {}, { tool: { driver: { name: 'T', ...driver }, extensions } }).message
    expect(text('p')).toBe('pack')
    expect(text('d')).toBe('driver')
  })
})
