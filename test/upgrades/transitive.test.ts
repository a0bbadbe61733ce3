/** An order that is none sorts by the place in the report: of any three versions, what is behind what is behind the first is behind it. */
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ALPINE } from '../../src/upgrades/orders/alpine.js'
import { DEBIAN } from '../../src/upgrades/orders/debian.js'
import { MAVEN } from '../../src/upgrades/orders/maven.js'
import type { Order } from '../../src/upgrades/orders/order.js'
import { PYTHON } from '../../src/upgrades/orders/python.js'
import { RPM } from '../../src/upgrades/orders/rpm.js'
import { RUBY } from '../../src/upgrades/orders/ruby.js'
import { semanticOrder } from '../../src/upgrades/orders/semantic.js'

const WORDS = [
  '0',
  '1',
  '2',
  '01',
  '10',
  'a',
  'b',
  'rc',
  'RC',
  'alpha',
  'beta',
  'final',
  'ga',
  'sp',
  'redhat',
  'dev',
  'post',
  'p',
  'r',
  'snapshot',
]
const SEPARATORS = ['.', '-', '_', '~', '^', '+', '!', ':', '']

/** Few words, so that versions are equal for a part. */
const version = fc
  .tuple(
    fc.constantFrom('0', '1', '1.0', '1.0.0', 'v1.0.0', '1:1', '1!1'),
    fc.array(fc.tuple(fc.constantFrom(...SEPARATORS), fc.constantFrom(...WORDS)), { maxLength: 4 }),
  )
  .map(([first, parts]) => first + parts.flat().join(''))

/** Holds for all of them what holds for an order. The seed of a failure is in its message. */
function isTransitive<Version>({ parse, compare }: Order<Version>): void {
  const sign = (a: Version, b: Version) => Math.sign(compare(a, b))
  let compared = 0
  fc.assert(
    fc.property(fc.array(version, { minLength: 30, maxLength: 30 }), (texts) => {
      const versions = texts.flatMap((text) => {
        const parsed = parse(text)
        return parsed === undefined ? [] : [{ text, parsed }]
      })
      for (const a of versions) {
        for (const b of versions) {
          const ab = sign(a.parsed, b.parsed)
          if (ab + sign(b.parsed, a.parsed) !== 0) throw new Error(`${a.text} and ${b.text}`)
          if (ab > 0) continue
          for (const c of versions) {
            const bc = sign(b.parsed, c.parsed)
            if (bc > 0) continue
            compared += 1
            if (sign(a.parsed, c.parsed) !== Math.min(ab, bc)) throw new Error(`${a.text}, ${b.text}, ${c.text}`)
          }
        }
      }
    }),
    { numRuns: 100 },
  )
  expect(compared).toBeGreaterThan(1000)
}

test.each<[string, () => void]>([
  ['Semantic Versioning', () => isTransitive(semanticOrder({ ignoreCase: false }))],
  ['NuGet and Composer', () => isTransitive(semanticOrder({ ignoreCase: true }))],
  ['Python', () => isTransitive(PYTHON)],
  ['RubyGems', () => isTransitive(RUBY)],
  ['Maven', () => isTransitive(MAVEN)],
  ['Debian', () => isTransitive(DEBIAN)],
  ['RPM', () => isTransitive(RPM)],
  ['Alpine', () => isTransitive(ALPINE)],
])('%s', (_name, check) => check())
