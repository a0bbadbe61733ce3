/** Which of several findings that look alike is which, and when none of them is. */
import { describe, expect, test } from '@jest/globals'
import { allCurrent, allStored, beside, between, CODE, current, evidenceOf, outcome, stored } from './before-and-now.js'

const at = (path: string) => ({ path, place: path })

describe('a line that was moved within its file and edited beside', () => {
  const stays = { evidence: 'stays', surroundings: beside(9) }
  const line = (...lines: readonly number[]) => ({ line: 'l', surroundings: beside(...lines) })

  test.each([
    [3, [1, 2, 3], ['stays', '1']],
    [2, [1, 2], ['stays', 'n new']],
    [0, [], ['stays', 'n new']],
  ])('with %d of the lines beside it in common', (_count, lines, expected) => {
    const before = [
      stored('1', { evidence: evidenceOf('x', 'context'), startLine: 1, ...line(1, 2, 3, 4) }),
      stored('stays', { startLine: 2, ...stays }),
    ]
    const now = [
      current('stays', { startLine: 1, ...stays }),
      current('n', { evidence: evidenceOf('y', 'context'), startLine: 2, ...line(...lines) }),
    ]
    expect(outcome(now, before)).toEqual(expected)
  })

  test('is a new finding in another file that was reported before', () => {
    const code = { evidence: evidenceOf('x', 'context'), ...line(1, 2, 3, 4) }
    const before = [
      stored('1', { ...code, ...at('a.ts') }),
      ...['a.ts', 'b.ts'].map((path) => stored(path, { ...at(path), startLine: 50 })),
    ]
    const now = [current('n', { ...code, ...at('b.ts') }), ...['a.ts', 'b.ts'].map((path) => current(path, { ...at(path), startLine: 50 }))]
    expect(outcome(now, before)).toEqual(['n new', 'a.ts', 'b.ts'])
  })
})

describe('findings of one message', () => {
  const tool = (value: string) => ({ tool: [{ name: 'name', plain: value, value }], message: 'm' })

  test.each([1, 150, 600])('are two when the tool tells them apart, although they changed their places: %d of each', (count) => {
    const many = Array.from({ length: count }, (_, n) => n)
    const stays = { evidence: 'stays', surroundings: beside(9) }
    const before = [
      ...many.map((n) => stored(`s${n}`, { evidence: tool(`s${n}`), startLine: n })),
      stored('stays', { ...stays, startLine: 9999 }),
    ]
    const now = [
      current('stays', { ...stays, startLine: 0 }),
      ...many.map((n) => current(`c${n}`, { evidence: tool(`c${n}`), startLine: n + 1 })),
    ]
    expect(outcome(now, before)).toEqual(['stays', ...many.map((n) => `c${n} new`)])
  })

  test('are two on one line when they are about two packages', () => {
    const about = (name: string) => ({ evidence: { tool: [], package: name }, line: 'l', surroundings: beside(1, 2, 3, 4) })
    expect(outcome([current('n', about('left'))], [stored('1', about('right'))])).toEqual(['n new'])
  })
})

describe('an archived finding that comes back', () => {
  test('is the one that said the same', () => {
    const before = ['left', 'right'].map((detail) => stored(detail, { evidence: 'e', kind: 'context', detail, active: false }))
    expect(outcome([current('n', { evidence: 'e', kind: 'context', detail: 'right' })], before)).toEqual(['right'])
  })

  test('is the same one in whatever order Security Hub answers', () => {
    const before = ['a', 'b', 'c'].map((id) => stored(id, { evidence: 'e', active: false }))
    const now = [current('n', { evidence: 'e' })]
    expect(outcome(now, before)).toEqual(outcome(now, before.toReversed()))
  })
})

describe('an Id', () => {
  test('is not given twice when the one that would be free is another new finding’s own', () => {
    const now = [current('1', { evidence: 'x' }), current('1.2', { evidence: 'y', ...at('c.ts') })]
    expect(outcome(now, [stored('1', { evidence: 'z', ...at('b.ts') })])).toEqual(['1.2 new', '1.2.2 new'])
  })

  test('goes on at the place where it was made, when the file that the code had been moved to is still reported', () => {
    const code = { evidence: 'e', ...CODE }
    const other = { evidence: 'other', ...at('new.ts') }
    const before = [stored('1', { ...code, ...at('new.ts') }), stored('2', other)]
    expect(outcome([current('1', { ...code, ...at('a.ts') }), current('2', other)], before)).toEqual(['1 moved', '2'])
  })

  test('goes on where an earlier version stored no place', () => {
    expect(outcome([current('1', { evidence: 'now' })], [stored('1', { evidence: 'then', ...at('') })])).toEqual(['1'])
  })

  test('of a file of the repository is not taken by a file outside that has the same name', () => {
    const outside = { ...at('util.py'), outside: true, written: 'w', evidence: 'e', kind: 'message' } as const
    const inside = { ...at('util.py'), evidence: 'e', kind: 'message' } as const
    expect(outcome([current('1', outside)], [stored('1', inside)])).toEqual(['1.2 new'])
  })
})

describe('the place', () => {
  test('is the same where the tool wrote the same path and the file was found in the repository this time only', () => {
    const before = stored('1', { evidence: 'e', kind: 'message', ...at('util.py'), outside: true, written: 'w' })
    const now = current('n', { evidence: 'e', kind: 'message', ...at('src/util.py'), written: 'w' })
    expect(outcome([now], [before])).toEqual(['1'])
  })

  test('of a finding that named none is no file that could have been moved', () => {
    expect(outcome([current('n', { evidence: 'e', ...at('a.ts') })], [stored('1', { evidence: 'e', ...at('') })])).toEqual(['n new'])
  })
})

describe('of equal lines one below the other', () => {
  test.each([2, 3, 8])('the upper one of %d was there before, although lines were put above it', (count) => {
    const now = allCurrent(`new\nfirst\n${'danger\n'.repeat(count)}last\n`)
    const added = now.slice(1).map((_, index) => `c${index + 2} new`)
    expect(outcome(now, allStored('first\ndanger\nlast\n'))).toEqual(['s1', ...added])
  })

  test.each([2, 3, 8])('the upper one of %d is left, although lines were put above it', (count) => {
    expect(outcome(allCurrent('new\nfirst\ndanger\nlast\n'), allStored(`first\n${'danger\n'.repeat(count)}last\n`))).toEqual(['s1'])
  })

  test('those that stand further apart are told by where they stand', () => {
    const lines = (name: string) => Array.from({ length: 10 }, (_, n) => `${name} ${n}\n`).join('')
    const block = `${lines('above')}danger\n${lines('below')}`
    expect(outcome(allCurrent(`new\n${block}${block}`), allStored(block))).toEqual(['c1 new', 's1'])
    expect(outcome(allCurrent(`new\n${block}`), allStored(block + block))).toEqual(['s2'])
  })
})

describe('of equal lines', () => {
  test('the one in the same function is the same one, although the bodies are equal', () => {
    const lines = Array.from({ length: 9 }, (_, n) => `  line ${n}\n`).join('')
    const body = (name: string) => `function ${name}\n${lines}  danger\n${lines}`
    expect(outcome(allCurrent(body('b')), allStored(body('a') + body('b')))).toEqual(['s2'])
  })

  test('the one with more lines around it in common is the same one, although the lines below are those of the other', () => {
    const around = (above: readonly number[], below: readonly number[]) => ({ line: 'l', surroundings: between(above, below) })
    const now = current('n', { evidence: 'e', kind: 'context', ...around([1, 2, 3, 4, 5, 6, 7, 8], [11, 12, 13, 14, 15, 16, 17, 18]) })
    const before = [
      stored('copy', { evidence: 'e', kind: 'context', ...around([1, 2, 3, 94, 95, 96, 97, 98], [11, 12, 13, 14, 15, 16, 17, 18]) }),
      stored('edited', { evidence: 'x', kind: 'context', ...around([1, 2, 3, 4, 5, 6, 7, 8], [91, 12, 13, 14, 15, 16, 17, 18]) }),
    ]
    expect(outcome([now], before)).toEqual(['edited'])
  })

  test('the one with the tool’s fingerprint goes before the one with nothing but an equal line', () => {
    const before = [stored('line', { evidence: 'other', line: 'l' }), stored('fingerprint', { evidence: 'e', line: 'edited' })]
    expect(outcome([current('n', { evidence: 'e', line: 'l' })], before)).toEqual(['fingerprint'])
  })

  test('of two that say the same the one on an equal line is the same one', () => {
    const said = { evidence: 'e', kind: 'message' } as const
    const before = [stored('other line', { ...said, line: 'k' }), stored('line', { ...said, line: 'l' })]
    expect(outcome([current('n', { ...said, line: 'l' })], before)).toEqual(['line'])
  })

  test('those with nothing around them go by their distance', () => {
    const bare = { evidence: 'e', kind: 'message' } as const
    const before = [stored('1', { ...bare, startLine: 10 }), stored('2', { ...bare, startLine: 90 })]
    expect(outcome([current('n', { ...bare, startLine: 88 })], before)).toEqual(['2'])
  })

  test('those on one line go by what they say, in whatever order the report has them', () => {
    const same = { evidence: 'e', line: 'l', startLine: 3 }
    const two = ['left', 'right']
    const before = two.map((detail) => stored(detail, { ...same, detail }))
    expect(
      outcome(
        two.toReversed().map((detail) => current(`n ${detail}`, { ...same, detail })),
        before,
      ),
    ).toEqual(['right', 'left'])
  })

  test('those that the report has in another order go by their lines', () => {
    const at = (startLine: number) => ({ evidence: 'e', kind: 'message', startLine }) as const
    expect(outcome([current('n2', at(20)), current('n1', at(10))], [stored('s1', at(10)), stored('s2', at(20))])).toEqual(['s2', 's1'])
  })
})

describe('a fingerprint of the tool', () => {
  const constant = (line: number) => ({ evidence: { tool: [{ name: 'name', plain: 'constant', value: 'c' }] }, startLine: line })

  test('that is the same everywhere does not take one finding for another', () => {
    const before = [stored('1', { ...constant(1), ...at('a.ts') }), stored('2', { ...constant(9), ...at('b.ts') })]
    expect(outcome([current('n', { ...constant(50), ...at('b.ts') })], before)).toEqual(['n new'])
  })

  test('is believed although an archived finding with it stood at another place than the open one', () => {
    const before = [stored('open', { ...constant(9) }), stored('archived', { ...constant(1), active: false })]
    expect(outcome([current('n', constant(50))], before)).toEqual(['open'])
  })
})
