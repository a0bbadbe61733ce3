import { describe, expect, test } from '@jest/globals'
import { type Current, matchFindings, type Stored } from '../../src/identity/match.js'

const current = (id: string, traits: Partial<Current> = {}): Current => ({
  id,
  rule: 'r',
  path: 'a.ts',
  evidence: id,
  line: undefined,
  before: undefined,
  startLine: 1,
  ...traits,
})
const stored = (id: string, traits: Partial<Stored> = {}): Stored => ({ ...current(id, traits), active: true, ...traits })
const outcome = (now: readonly Current[], before: readonly Stored[]) =>
  matchFindings(now, before).map(({ id, stored: found, moved }) => `${id}${found === undefined ? ' new' : ''}${moved ? ' moved' : ''}`)

describe('the same place', () => {
  test('keeps the Id', () => {
    expect(outcome([current('1')], [stored('1')])).toEqual(['1'])
  })

  test('keeps the Id of a finding that was archived', () => {
    expect(outcome([current('1')], [stored('1', { active: false })])).toEqual(['1'])
  })

  test('what stands there for the first time is new', () => {
    expect(outcome([current('1'), current('2')], [stored('1')])).toEqual(['1', '2 new'])
  })

  test('of three equal findings the one whose surroundings are gone is the fixed one', () => {
    const equal = { evidence: 'e' }
    const before = [
      stored('e', { ...equal, before: 'x', startLine: 1 }),
      stored('e-2', { ...equal, before: 'y', startLine: 2 }),
      stored('e-3', { ...equal, before: 'z', startLine: 3 }),
    ]
    const now = [current('e', { ...equal, before: 'y', startLine: 1 }), current('e-2', { ...equal, before: 'z', startLine: 2 })]
    expect(outcome(now, before)).toEqual(['e-2', 'e-3'])
  })
})

describe('a moved file', () => {
  test('keeps its Ids', () => {
    const now = [current('n1', { path: 'new/a.ts', evidence: '1' }), current('n2', { path: 'new/a.ts', evidence: '2' })]
    expect(outcome(now, [stored('1'), stored('2')])).toEqual(['1 moved', '2 moved'])
  })

  test('is none while the old path is still reported', () => {
    const now = [current('n1', { path: 'new/a.ts', evidence: '1' }), current('2')]
    expect(outcome(now, [stored('1'), stored('2')])).toEqual(['n1 new', '2'])
  })

  test('goes to the path with the most in common when a folder with equal files is renamed', () => {
    const before = ['x', 'y'].map((name) => stored(name, { path: `old/${name}.ts`, evidence: 'e' }))
    const now = ['y', 'x'].map((name) => current(`n${name}`, { path: `new/${name}.ts`, evidence: 'e' }))
    expect(outcome(now, before)).toEqual(['y moved', 'x moved'])
  })

  test('is found for thousands of files at once', () => {
    const many = Array.from({ length: 3000 }, (_, n) => n)
    const before = many.map((n) => stored(`s${n}`, { path: `old/${n}.ts`, evidence: `e${n % 1000}` }))
    const now = many.map((n) => current(`c${n}`, { path: `new/${n}.ts`, evidence: `e${n % 1000}` }))
    expect(outcome(now, before)).toEqual(many.map((n) => `s${n} moved`))
  })

  test('that moves on a second time is still the same, and a new finding at the first path gets an Id of its own', () => {
    const moved = stored('1', { path: 'new.ts', evidence: 'e' })
    const now = [current('1', { path: 'a.ts', evidence: 'e' }), current('n', { path: 'new.ts', evidence: 'e' })]
    expect(outcome(now, [moved])).toEqual(['1.2 new', '1'])
  })

  test('that moves back keeps its Id', () => {
    const moved = stored('1', { path: 'new.ts', evidence: 'e' })
    expect(outcome([current('1', { evidence: 'e' })], [moved])).toEqual(['1 moved'])
  })
})

test('an edit beside the line keeps the Id', () => {
  const now = [current('n', { evidence: 'changed', line: 'same' })]
  expect(outcome(now, [stored('1', { line: 'same' })])).toEqual(['1'])
})

test('an edit of the line itself makes a new finding', () => {
  const now = [current('n', { evidence: 'changed', line: 'other' })]
  expect(outcome(now, [stored('1', { line: 'same' })])).toEqual(['n new'])
})

test('no two findings share an Id, whatever is stored', () => {
  const now = Array.from({ length: 300 }, (_, n) => current(`i${n}`, { path: `p${n % 7}`, evidence: `e${n % 5}`, before: `b${n % 3}` }))
  const before = Array.from({ length: 300 }, (_, n) =>
    stored(`i${(n * 7) % 300}`, { path: `p${n % 4}`, evidence: `e${n % 6}`, before: `b${n % 2}`, active: n % 3 !== 0 }),
  )
  const ids = matchFindings(now, before).map(({ id }) => id)
  expect(new Set(ids).size).toBe(now.length)
})
