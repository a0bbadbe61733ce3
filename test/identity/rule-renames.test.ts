import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type BeforeAndNow, createRuleRenames, type OfRule, type StoredOfRule } from '../../src/identity/rule-renames.js'
import { isTelling } from '../../src/identity/telling.js'
import { current } from './before-and-now.js'

interface Given {
  readonly rule: string
  /** The line, and what follows it. */
  readonly code: string
  readonly says?: string
  readonly path?: string
  readonly secret?: boolean
  readonly active?: boolean
}

const hashes = (rule: string, { code, secret = false }: Given) => ({
  evidence: { tool: [{ name: 'n', plain: code, value: `${rule} tool ${code}` }], context: `${rule} context ${code}` },
  line: secret ? undefined : `${rule} line ${code}`,
})
const ofRule = (given: Given): OfRule => ({
  rule: given.rule,
  traits: current('', {
    path: given.path ?? 'a.ts',
    detail: given.says ?? 'says',
    secret: given.secret ?? false,
    ...hashes(given.rule, given),
  }),
})
const storedOf = (given: Given): StoredOfRule => ({ ...ofRule(given), active: given.active ?? true })

const renamesOf = (before: readonly Given[], now: readonly Given[], stays: BeforeAndNow['stays'] = () => false, telling = true) => {
  const reported = now.map((given) => ({ given, finding: ofRule(given) }))
  const renames = createRuleRenames({ current: reported.map(({ finding }) => finding), stored: before.map(storedOf), stays })
  for (const { given, finding } of reported) renames.weigh(finding, () => ({ telling, under: (rule) => hashes(rule, given) }))
  return Object.fromEntries(renames.settle())
}
const lines = (rule: string, codes: string, more: Partial<Given> = {}) => [...codes].map((code) => ({ rule, code, ...more }))

describe('a new rule is one that is gone', () => {
  test('where it says the same in the same places', () => {
    expect(renamesOf(lines('old', 'ab'), lines('new', 'ab'))).toEqual({ new: 'old' })
    expect(renamesOf(lines('old', 'a'), lines('new', 'a'))).toEqual({ new: 'old' })
  })

  test('where the ids are two spellings of one, whatever it says', () => {
    expect(renamesOf(lines('AVD-DS-0002', 'a', { says: 'x' }), lines('DS-0002', 'a', { says: 'y' }))).toEqual({ 'DS-0002': 'AVD-DS-0002' })
  })

  test('where up to half of either was not there or is there no more', () => {
    expect(renamesOf(lines('old', 'abc'), lines('new', 'bcd'))).toEqual({ new: 'old' })
    expect(renamesOf(lines('old', 'abc'), lines('new', 'cde'))).toEqual({})
    expect(renamesOf(lines('old', 'abcd'), lines('new', 'd'))).toEqual({})
  })

  test('where it also finds things in other files', () => {
    const elsewhere = lines('new', 'efghi', { path: 'b.ts' })
    expect(renamesOf(lines('old', 'ab'), [...lines('new', 'ab'), ...elsewhere])).toEqual({ new: 'old' })
  })

  test('where lines are equal', () => {
    expect(renamesOf(lines('old', 'aaaa'), lines('new', 'aaaaaa'))).toEqual({ new: 'old' })
  })

  test('among others that have been renamed too', () => {
    const before = [...lines('a', 'xy', { says: 'A' }), ...lines('b', 'xy', { says: 'B' })]
    const now = [...lines('c', 'xy', { says: 'B' }), ...lines('d', 'xy', { says: 'A' })]
    expect(renamesOf(before, now)).toEqual({ c: 'b', d: 'a' })
  })
})

describe('a new rule is another one', () => {
  test.each<[string, readonly Given[], readonly Given[]]>([
    ['it says something else', lines('old', 'abc', { says: 'x' }), lines('new', 'abc', { says: 'y' })],
    ['it lies somewhere else', lines('old', 'ab'), lines('new', 'cd')],
    ['it lies in another file', lines('old', 'ab'), lines('new', 'ab', { path: 'b.ts' })],
    ['it finds many more there', lines('old', 'a'), lines('new', 'aaa')],
    ['there were many more there', lines('old', 'aaa'), lines('new', 'a')],
    ['what was there is archived', lines('old', 'ab', { active: false }), lines('new', 'ab')],
    ['the old one is still reported', lines('old', 'ab'), [...lines('new', 'a'), ...lines('old', 'b')]],
    ['it was there already', [...lines('old', 'ab'), ...lines('new', 'c')], lines('new', 'ab')],
    ['it was there once', [...lines('old', 'ab'), ...lines('new', 'c', { active: false })], lines('new', 'ab')],
    ['two say the same now', lines('old', 'ab'), [...lines('new', 'ab'), ...lines('other', 'ab')]],
    ['two have said the same', [...lines('old', 'ab'), ...lines('other', 'ab')], lines('new', 'ab')],
    ['one has become two', lines('old', 'abcd'), [...lines('x.old', 'ab', { says: 'x' }), ...lines('y.old', 'cd', { says: 'y' })]],
    ['two have become one', [...lines('x.old', 'ab', { says: 'x' }), ...lines('y.old', 'cd', { says: 'y' })], lines('old', 'abcd')],
    ['it is about code, and the old one about a secret', lines('old', 'a', { secret: true }), lines('new', 'a')],
  ])('where %s', (_, before, now) => {
    expect(renamesOf(before, now)).toEqual({})
  })

  test('where the old one may still be one of the report', () => {
    expect(renamesOf(lines('old', 'ab'), lines('new', 'ab'), (rule) => rule === 'old')).toEqual({})
  })

  test('where what it says is the line', () => {
    expect(renamesOf(lines('old', 'ab'), lines('new', 'ab'), undefined, false)).toEqual({})
    expect(isTelling('eval(input(name))', 'x=eval(input(name))')).toBe(false)
    expect(isTelling('Found danger(x)', 'danger(x)')).toBe(false)
    expect(isTelling('Do not use eval', 'x=eval(input(name))')).toBe(true)
  })

  test('where a secret is known by nothing but its value', () => {
    const secret = (rule: string, place: string): OfRule => ({
      rule,
      traits: current('', { secret: true, detail: 'says', evidence: { tool: [{ name: 'n', plain: place, value: `${rule} value` }] } }),
    })
    const stored = [secret('old', 'a'), secret('kept', 'b')].map((one) => ({ ...one, active: true }))
    const renames = createRuleRenames({ current: [secret('new', 'a')], stored, stays: () => false })
    renames.weigh(secret('new', 'a'), () => ({ telling: true, under: (rule) => secret(rule, 'a').traits }))
    expect([...renames.settle()]).toEqual([])
  })
})

test('nothing is renamed but under the conditions, whatever is stored and reported', () => {
  const given = (rules: readonly string[]) =>
    fc.record({
      rule: fc.constantFrom(...rules),
      code: fc.constantFrom('a', 'b', 'c', 'd'),
      says: fc.constantFrom('x', 'y', 'z'),
      path: fc.constantFrom('a.ts', 'b.ts'),
      active: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, fc.constant(false)),
    })
  const before = fc.array(given(['p', 'q', 'AB-1', 'both']), { maxLength: 6 })
  const now = fc.array(given(['r', 's', 'X-AB-1', 'both']), { maxLength: 6 })
  let taken = 0
  fc.assert(
    fc.property(before, now, (stored, reported) => {
      const renames = Object.entries(renamesOf(stored, reported))
      taken += renames.length
      expect(new Set(renames.map(([, gone]) => gone)).size).toBe(renames.length)
      for (const [fresh, gone] of renames) {
        expect(reported.filter(({ rule }) => rule === gone)).toEqual([])
        expect(stored.filter(({ rule }) => rule === fresh)).toEqual([])
        const was = stored.filter(({ rule, active }) => rule === gone && active)
        const is = reported.filter(({ rule }) => rule === fresh)
        const there = is.filter(({ path }) => was.some((one) => one.path === path))
        const related = gone === 'AB-1' && fresh === 'X-AB-1'
        const [here, before] = [there.filter((one) => isAmong(one, was, related)), was.filter((one) => isAmong(one, is, related))]
        expect(Math.min(here.length, before.length)).toBeGreaterThan(0)
        expect(here.length * 2).toBeGreaterThanOrEqual(there.length)
        expect(before.length * 2).toBeGreaterThanOrEqual(was.length)
      }
    }),
    { numRuns: 5_000 },
  )
  // The property says something only where there are any.
  expect(taken).toBeGreaterThan(100)
})

const isAmong = (a: Given, others: readonly Given[], related: boolean) =>
  others.some((b) => a.path === b.path && a.code === b.code && (related || a.says === b.says))
