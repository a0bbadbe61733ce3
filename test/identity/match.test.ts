import { describe, expect, test } from '@jest/globals'
import type { Evidence } from '../../src/identity/evidence.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'
import { allCurrent, allStored, CODE, current, evidenceOf, matches, outcome, stored } from './before-and-now.js'

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

  test('an open finding goes before an archived one', () => {
    const before = [stored('a', { evidence: 'e', active: false }), stored('b', { evidence: 'e' })]
    expect(outcome([current('n', { evidence: 'e' })], before)).toEqual(['b'])
  })

  test('two findings on one line are told apart by what they say', () => {
    const same = { evidence: 'e', line: 'l' }
    const before = [stored('a', { ...same, detail: 'left' }), stored('b', { ...same, detail: 'right' })]
    expect(outcome([current('n', { ...same, detail: 'right' })], before)).toEqual(['b'])
  })

  test('two images are two places', () => {
    const before = [stored('a', { path: 'alpine:3', evidence: 'x' })]
    const now = [current('n', { path: 'debian:12', evidence: 'y' }), current('a', { path: 'alpine:3', evidence: 'x' })]
    expect(outcome(now, before)).toEqual(['n new', 'a'])
  })
})

describe('of equal lines', () => {
  const part = (name: string) => `${name} begins\ndanger\n${name} ends\n`

  test.each([
    ['first', ['s2', 's3'], part('b') + part('c')],
    ['middle', ['s1', 's3'], part('a') + part('c')],
    ['last', ['s1', 's2'], part('a') + part('b')],
  ])('the %s one that is deleted is the fixed one', (_name, ids, text) => {
    expect(outcome(allCurrent(text), allStored(part('a') + part('b') + part('c')))).toEqual(ids)
  })

  test('an inserted one is the new one', () => {
    expect(outcome(allCurrent(part('a') + part('x') + part('b')), allStored(part('a') + part('b')))).toEqual(['s1', 'c2 new', 's2'])
  })

  test('without anything to tell them apart the lower one is the new one', () => {
    expect(outcome(allCurrent('danger\ndanger\ndanger'), allStored('danger\ndanger'))).toEqual(['s1', 's2', 'c3 new'])
  })

  test('swapped blocks keep their Ids', () => {
    const block = (name: string) => `${name} 1\n${name} 2\ndanger\n${name} 3\n${name} 4\n`
    expect(outcome(allCurrent(block('b') + block('a')), allStored(block('a') + block('b')))).toEqual(['s2', 's1'])
  })

  test('ten thousand in one file are matched in order, and in linear time', () => {
    const match = (size: number) => {
      const many = Array.from({ length: size }, (_, n) => n)
      const now = many.map((n) => current(`c${n}`, { evidence: 'e', kind: 'message', startLine: n + 2 }))
      const before = many.map((n) => stored(`s${n}`, { evidence: 'e', kind: 'message', startLine: n + 1 }))
      expect(outcome(now, before)).toEqual(many.map((n) => `s${n}`))
    }
    expect(growthOf(match, 1250)).toBeLessThan(LINEAR_GROWTH)
  })

  test('ten thousand different ones in one file, some gone and some come, keep their Ids', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => n)
    const before = many.map((n) => stored(`s${n}`, { evidence: `e${n}`, startLine: n }))
    const now = many
      .filter((n) => n % 7 !== 0)
      .map((n) => current(`c${n}`, { evidence: n % 5 === 0 ? `f${n}` : `e${n}`, startLine: n + 50 }))
    const expected = many.filter((n) => n % 7 !== 0).map((n) => (n % 5 === 0 ? `c${n} new` : `s${n}`))
    expect(outcome(now, before)).toEqual(expected)
  })
})

describe('a moved file', () => {
  test('keeps its Ids', () => {
    const now = [current('n1', { path: 'new/a.ts', evidence: '1' }), current('n2', { path: 'new/a.ts', evidence: '2' })]
    expect(outcome(now, [stored('1'), stored('2')])).toEqual(['1 moved', '2 moved'])
  })

  test('keeps its Id when the code beside the finding was edited too', () => {
    const [before] = allStored('one\ntwo\nthree\ndanger\nfour\nfive\n')
    const [now] = allCurrent('one\ntwo\nthree\ndanger\n4\nfive\n')
    const moved = { ...(now ?? current('')), path: 'b.ts', place: 'b.ts', evidence: evidenceOf('other', 'context') }
    expect(outcome([moved], [before ?? stored('')])).toEqual(['s1 moved'])
  })

  test('is none when only the line is the same', () => {
    const [before] = allStored('one\ntwo\nthree\ndanger\nfour\nfive\n')
    const [now] = allCurrent('a\nb\nc\ndanger\nd\ne\n')
    const elsewhere = { ...(now ?? current('')), path: 'b.ts', place: 'b.ts', evidence: evidenceOf('other', 'context') }
    expect(outcome([elsewhere], [before ?? stored('')])).toEqual(['c1 new'])
  })

  test('is none while the old path is still reported', () => {
    const now = [current('n1', { path: 'new/a.ts', evidence: '1' }), current('2')]
    expect(outcome(now, [stored('1'), stored('2')])).toEqual(['n1 new', '2'])
  })

  test('goes to the path with the most in common when a folder with equal files is renamed', () => {
    const before = ['x', 'y'].map((name) => stored(name, { path: `old/${name}.ts`, evidence: 'e', ...CODE }))
    const now = ['y', 'x'].map((name) => current(`n${name}`, { path: `new/${name}.ts`, evidence: 'e', ...CODE }))
    expect(outcome(now, before)).toEqual(['y moved', 'x moved'])
  })

  test.each([1000, 1])('is found for thousands of files at once, with %d different findings', (different) => {
    const many = Array.from({ length: 3000 }, (_, n) => n)
    const before = many.map((n) => stored(`s${n}`, { path: `old/${n}.ts`, evidence: `e${n % different}`, ...CODE }))
    const now = many.map((n) => current(`c${n}`, { path: `new/${n}.ts`, evidence: `e${n % different}`, ...CODE }))
    expect(outcome(now, before)).toEqual(many.map((n) => `s${n} moved`))
  })

  test('that moves on a second time is still the same, and a new finding at the first path gets an Id of its own', () => {
    const moved = stored('1', { path: 'new.ts', evidence: 'e', ...CODE })
    const now = [current('1', { path: 'a.ts', evidence: 'e', ...CODE }), current('n', { path: 'new.ts', evidence: 'e', ...CODE })]
    expect(outcome(now, [moved])).toEqual(['1.2 new', '1'])
  })

  test('that moves back keeps its Id', () => {
    const moved = stored('1', { path: 'new.ts', evidence: 'e', ...CODE })
    expect(outcome([current('1', { evidence: 'e', ...CODE })], [moved])).toEqual(['1 moved'])
  })

  test('takes the Id of the living, not of a deleted copy that once stood where it is now', () => {
    const before = [
      stored('copy', { path: 'b.ts', evidence: 'e', ...CODE, active: false }),
      stored('original', { path: 'a.ts', evidence: 'e', ...CODE }),
    ]
    expect(outcome([current('n', { path: 'b.ts', evidence: 'e', ...CODE })], before)).toEqual(['original moved'])
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

test('a new finding never takes the Id of one that is fixed in the same run', () => {
  const before = [stored('1.2', { evidence: 'x', active: false }), stored('1', { path: 'b.ts', evidence: 'e', ...CODE })]
  const now = [current('n', { path: 'b.ts', evidence: 'e', ...CODE }), current('1', { path: 'a.ts', evidence: 'other' })]
  expect(outcome(now, before)).toEqual(['1', '1.3 new'])
})

test('no two findings share an Id, whatever is stored', () => {
  const now = Array.from({ length: 300 }, (_, n) =>
    current(`i${n}`, { path: `p${n % 7}`, evidence: `e${n % 5}`, line: `l${n % 3}`, startLine: n % 20 }),
  )
  const before = Array.from({ length: 300 }, (_, n) =>
    stored(`i${(n * 7) % 300}`, { path: `p${n % 4}`, evidence: `e${n % 6}`, line: `l${n % 2}`, active: n % 3 !== 0 }),
  )
  const ids = matches(now, before).map(({ id }) => id)
  expect(new Set(ids).size).toBe(now.length)
})

describe('what earlier versions stored', () => {
  const lone = (value: string): Evidence => ({ tool: [{ name: '', plain: '', value }] })
  const named = (value: string): Evidence => ({ tool: [{ name: 'name', plain: value, value }] })

  test('is found again by fingerprints whose names are forgotten, however many there are', () => {
    const before = ['1', '2', '3'].map((id) => stored(id, { evidence: lone(id), detail: id }))
    const now = ['3', '1'].map((id) => current(`n${id}`, { evidence: named(id), detail: id }))
    expect(outcome(now, before)).toEqual(['3', '1'])
  })

  test('is found again by the name of a file that is not in the repository, and not taken for a file of the repository', () => {
    const outside = { place: 'util.py', path: 'util.py', outside: true, written: 'w', evidence: 'e', kind: 'message' } as const
    const former = { place: 'util.py', evidence: 'e', kind: 'message' } as const
    expect(outcome([current('n', outside)], [stored('1', { ...former, path: '' })])).toEqual(['1'])
    expect(outcome([current('n', outside)], [stored('1', { ...former, path: 'util.py' })])).toEqual(['n new'])
  })
})

test('two files of one name that are not in the repository are two', () => {
  const at = (written: string) => ({ place: 'util.py', path: 'util.py', outside: true, written, evidence: 'e', kind: 'message' }) as const
  expect(outcome([current('n', at('b'))], [stored('1', at('a')), stored('2', at('b'))])).toEqual(['2'])
  expect(outcome([current('1', at('c'))], [stored('1', at('a'))])).toEqual(['1.2 new'])
})
