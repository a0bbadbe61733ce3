import { describe, expect, test } from '@jest/globals'
import { namespaced, productFieldsOf, withOmitted } from '../../src/asff/product-fields.js'
import { aContext, aFinding, aLife } from './factories.js'

const fields = (productFields: Record<string, string>, omitted: string[] = []) =>
  productFieldsOf(aFinding(), aContext(), aLife({ productFields }), omitted)

describe('productFieldsOf', () => {
  test('puts every key under the namespace, in the characters that Security Hub takes', () => {
    expect(fields({ 'a/b ö"': 'x', __proto__: 'y' })).toMatchObject({ 'publish-to-security-hub/a/b --': 'x' })
    expect(namespaced('x'.repeat(500))).toHaveLength(128)
  })

  test('takes the names of prototypes for names', () => {
    const life = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>
    const result = fields(life)
    expect(result['publish-to-security-hub/__proto__']).toBe('x')
    expect(result['publish-to-security-hub/constructor']).toBe('y')
  })

  test('lets what the next run needs win', () => {
    expect(fields({ rule: 'mine' })['publish-to-security-hub/rule']).toBe('mine')
  })

  test('has at most 47 pairs, what the next run needs first, and tells what was lost', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, 'v']))
    const result = fields(many, ['1 of 2 tags'])
    expect(Object.keys(result)).toHaveLength(47)
    expect(Object.keys(result).slice(0, 40)).toEqual(Object.keys(many).map(namespaced))
    expect(result['publish-to-security-hub/omitted']).toMatch(/^1 of 2 tags; \d+ product fields$/)
  })

  test('cuts values at 2,048 code points and leaves blank ones out', () => {
    const result = fields({ long: 'x'.repeat(5000), blank: ' \n' })
    expect(result['publish-to-security-hub/long']).toBe(`${'x'.repeat(2047)}…`)
    expect(result).not.toHaveProperty(['publish-to-security-hub/blank'])
  })
})

describe('withOmitted', () => {
  test('adds to what was omitted before', () => {
    const once = withOmitted({ a: 'b' }, ['tags'])
    expect(withOmitted(once, ['references', 'scores'])).toEqual({ a: 'b', 'publish-to-security-hub/omitted': 'tags; references; scores' })
    expect(withOmitted({ a: 'b' }, [])).toEqual({ a: 'b' })
  })
})
