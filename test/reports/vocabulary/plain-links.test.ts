import { expect, test } from '@jest/globals'
import { plainLinks } from '../../../src/reports/vocabulary/plain-links.js'
import { pick, randomFrom } from '../documents/random-json.js'

/** The grammar as an expression, which takes quadratic time. */
const LINK = /!?\[((?:\\[\\[\]]|[^\\[\]])*)\]\((?:[^()\s]|\([^()\s]*\))*\)/g

test('links become what the expression of their grammar says, in random texts of the characters that matter', () => {
  let links = 0
  for (let seed = 0; seed < 30_000; seed++) {
    const random = randomFrom(seed)
    const text = Array.from({ length: 4 + Math.floor(random() * 20) }, () =>
      pick(random, ['[', ']', '](', '(', ')', '\\', '!', 'a', ' ', '\u00a0', '[b](c)']),
    ).join('')
    const expected = text.includes('](') ? text.replace(LINK, (_, label: string) => label.replace(/\\([\\[\]])/g, '$1')) : text
    if (expected !== text) links++
    expect({ seed, text, plain: plainLinks(text) }).toEqual({ seed, text, plain: expected })
  }
  expect(links).toBeGreaterThan(5000)
})
