import { describe, expect, test } from '@jest/globals'
import { formatSurroundings } from '../../src/identity/surroundings.js'
import { allCurrent, allStored, beside, CODE, current, evidenceOf, outcome, stored } from './before-and-now.js'

const at = (path: string) => ({ path, place: path })
const many = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('of several files with equal findings that were moved at once', () => {
  const e = { evidence: 'e', ...CODE }

  test('each goes to the one whose name it keeps, however many there are', () => {
    // Their order by path changes: the even ones go behind the odd ones.
    const before = many(600).map((n) => stored(`s${n}`, { ...e, ...at(`old/${n}.ts`) }))
    const now = many(600).map((n) => current(`c${n}`, { ...e, ...at(n % 2 === 0 ? `z/${n}.ts` : `b/${n}.ts`) }))
    expect(outcome(now, before)).toEqual(many(600).map((n) => `s${n} moved`))
  })

  test('the one that keeps its last folders goes before a copy that keeps nothing but the name, however deep they are', () => {
    const now = [current('copy', { ...e, ...at('m/n/o/p/x.ts') }), current('with its folders', { ...e, ...at('z/c/d/x.ts') })]
    expect(outcome(now, [stored('s', { ...e, ...at('a/b/c/d/x.ts') })])).toEqual(['copy new', 's moved'])
  })

  test('the one that keeps its first folder goes before the one that keeps nothing', () => {
    const before = [stored('apps', { ...e, ...at('apps/m/index.ts') }), stored('libs', { ...e, ...at('libs/m/index.ts') })]
    expect(outcome([current('n', { ...e, ...at('libs/n/index.ts') })], before)).toEqual(['libs moved'])
  })

  test('the one that says the same goes before the one that says something else', () => {
    const before = ['a', 'b'].map((name) => stored(name, { ...e, ...at(`${name}.ts`), detail: name }))
    expect(outcome([current('n', { ...e, ...at('c.ts'), detail: 'b' })], before)).toEqual(['b moved'])
  })

  test('the one that has the same lines elsewhere goes before the one that is the same only beside the finding', () => {
    const beside = many(8).map((n) => `line ${n}`)
    const file = (name: string) => [...many(40).map((n) => `${name} ${n}`), ...beside, 'danger', ...beside, ''].join('\n')
    const before = ['a', 'b'].flatMap((name) => allStored(file(name)).map((one) => ({ ...one, id: name, ...at(`${name}.ts`) })))
    const now = allCurrent(file('b')).map((one) => ({ ...one, ...at('c.ts') }))
    expect(outcome(now, before)).toEqual(['b moved'])
  })
})

describe('of several files that were moved and edited at once', () => {
  const part = (evidence: string, path: string) => ({ evidence, ...CODE, ...at(path) })

  const edited = (path: string, come: string) => [current(path, part('e', path)), current(`${path} come`, part(come, path))]
  const former = (path: string, gone: string) => [stored(path, part('e', path)), stored(`${path} gone`, part(gone, path))]

  test('each goes to the one whose name and folder it keeps', () => {
    const before = [...former('a/k/x.ts', 'g1'), ...former('b/l/x.ts', 'g2')]
    const now = [...edited('c/l/x.ts', 'c1'), ...edited('d/k/x.ts', 'c2')]
    expect(outcome(now, before)).toEqual(['b/l/x.ts moved', 'c/l/x.ts come new', 'a/k/x.ts moved', 'd/k/x.ts come new'])
  })

  test('what fifty of them have in common tells which is which by the names that they keep', () => {
    const before = many(50).flatMap((n) => former(`old/${n}.ts`, `g${n}`))
    const now = many(50).flatMap((n) => edited(`new/${n}.ts`, `c${n}`))
    expect(outcome(now, before)).toEqual(many(50).flatMap((n) => [`old/${n}.ts moved`, `new/${n}.ts come new`]))
  })

  test.each([
    [50, 50],
    [50, 1],
    [1, 50],
  ])('what fifty of them have in common tells nothing where the names are new as well: %d before, %d now', (left, arrived) => {
    const before = many(left).flatMap((n) => former(`old/a${n}.ts`, `g${n}`))
    const now = many(arrived).flatMap((n) => edited(`new/b${n}.ts`, `c${n}`))
    expect(outcome(now, before)).toEqual(many(arrived).flatMap((n) => [`new/b${n}.ts new`, `new/b${n}.ts come new`]))
  })

  test('one of hundreds of findings goes to the one it has the most in common with', () => {
    const before = [
      ...many(150).map((n) => stored(`little ${n}`, part(n === 0 ? 'e0' : `other ${n}`, 'a.ts'))),
      ...many(150).map((n) => stored(`much ${n}`, part(n === 0 ? 'gone' : `e${n}`, 'b.ts'))),
    ]
    const now = many(150).map((n) => current(`c${n}`, part(`e${n}`, 'c.ts')))
    expect(outcome(now, before)).toEqual(['c0 new', ...many(149).map((n) => `much ${n + 1} moved`)])
  })
})

describe('a moved file', () => {
  test('of two lines keeps its Id, although hardly anything stands beside the finding', () => {
    const now = allCurrent('FROM x\nUSER danger\n').map((one) => ({ ...one, ...at('docker/Dockerfile') }))
    expect(outcome(now, allStored('FROM x\nUSER danger\n'))).toEqual(['s1 moved'])
  })

  const sketch = (...lines: readonly number[]) => {
    const hashes = lines.map((line) => line.toString(16).padStart(4, '0'))
    return formatSurroundings({ above: [], below: [], enclosing: [], sketch: hashes, linesAbove: 0, linesBelow: hashes.length })
  }
  const asAWhole = (path: string, ...lines: readonly number[]) =>
    ({ evidence: 'no HEALTHCHECK', kind: 'message', surroundings: sketch(...lines), startLine: 0, ...at(path) }) as const

  test('keeps the Ids of findings that are about the file as a whole, where it is mostly the same', () => {
    const before = [stored('1', asAWhole('Dockerfile', 1, 2, 3, 4)), stored('2', asAWhole('old/Dockerfile', 5, 6, 7, 8))]
    const now = [current('n1', asAWhole('docker/Dockerfile', 1, 2, 3, 9)), current('n2', asAWhole('new/Dockerfile', 10, 11, 12))]
    expect(outcome(now, before)).toEqual(['1 moved', 'n2 new'])
  })

  test('of which nothing is known but what the tool says is another file', () => {
    const said = (path: string) => ({ evidence: 'no HEALTHCHECK', kind: 'message', ...at(path) }) as const
    expect(outcome([current('n', said('docker/Dockerfile'))], [stored('1', said('Dockerfile'))])).toEqual(['n new'])
  })
})

describe('in a moved file', () => {
  const block = (name: string) => `${name} 1\n${name} 2\ndanger\n${name} 3\n${name} 4\n`

  test('swapped blocks keep their Ids', () => {
    const now = allCurrent(block('b') + block('a')).map((one) => ({ ...one, ...at('b.ts') }))
    expect(outcome(now, allStored(block('a') + block('b')))).toEqual(['s2 moved', 's1 moved'])
  })

  const sure = (path: string) => ({ evidence: 'sure', ...CODE, ...at(path) })
  const said = (path: string, surroundings: string | undefined) =>
    ({ evidence: 'said', kind: 'message', startLine: 9, surroundings, ...at(path) }) as const

  test('what is known by its message alone goes on where the file is mostly the same', () => {
    const before = [stored('1', sure('a.ts')), stored('2', said('a.ts', undefined))]
    expect(outcome([current('n1', sure('b.ts')), current('n2', said('b.ts', undefined))], before)).toEqual(['1 moved', '2 moved'])
  })

  test('what is known by its message alone is new where the files only share a piece of code', () => {
    const piece = { evidence: 'piece', kind: 'context', surroundings: beside(1, 2, 3) } as const
    const before = [stored('1', { ...piece, ...at('a.ts') }), stored('2', said('a.ts', undefined))]
    const now = [current('n1', { ...piece, ...at('b.ts') }), current('n2', said('b.ts', undefined))]
    expect(outcome(now, before)).toEqual(['1 moved', 'n2 new'])
  })
})

describe('in a file of another name, where the old one is no longer reported', () => {
  const line = (evidence: string, path: string, ...lines: readonly number[]) =>
    ({ evidence: evidenceOf(evidence, 'context'), line: 'l', surroundings: beside(...lines), ...at(path) }) as const

  test.each([
    ['an equal line with 3 lines beside it in common', 'x', [1, 2, 3], '1 moved'],
    ['an equal line with 2 lines beside it in common', 'x', [1, 2], 'n new'],
    ['an equal line and what follows it with 2 lines beside it in common', 'e', [1, 2], '1 moved'],
    ['an equal line and what follows it with 1 line beside it in common', 'e', [1], 'n new'],
  ])('%s is %s %j: %s', (_name, evidence, lines, expected) => {
    expect(outcome([current('n', line(evidence, 'b.ts', ...lines))], [stored('1', line('e', 'a.ts', 1, 2, 3, 4, 5))])).toEqual([expected])
  })

  test('the same secret is another leak, whatever fingerprint the tool makes of it', () => {
    const leak = { evidence: 'made of the secret', secret: true }
    expect(outcome([current('n', { ...leak, ...at('b.ts') })], [stored('1', { ...leak, ...at('a.ts') })])).toEqual(['n new'])
  })

  test('a fingerprint that the tool gives to several files at once tells none of them', () => {
    const before = [stored('1', { evidence: 'e', ...at('a.ts') }), stored('2', { evidence: 'other', ...at('x.ts') })]
    const now = ['b.ts', 'c.ts'].map((path) => current(`n ${path}`, { evidence: 'e', ...at(path) }))
    expect(outcome([...now, current('2', { evidence: 'other', ...at('x.ts') })], before)).toEqual(['n b.ts new', 'n c.ts new', '2'])
  })

  test.each(['message', 'logical'] as const)('an equal %s is another finding, whatever lines stand beside it', (kind) => {
    const same = { evidence: 'e', kind, surroundings: beside(1, 2, 3, 4), line: 'l' } as const
    expect(outcome([current('n', { ...same, ...at('b.ts') })], [stored('1', { ...same, ...at('a.ts') })])).toEqual(['n new'])
  })

  test('the same package is the same problem', () => {
    const lodash = { evidence: 'lodash', kind: 'package' } as const
    expect(outcome([current('n', { ...lodash, ...at('web/lock') })], [stored('1', { ...lodash, ...at('lock') })])).toEqual(['1 moved'])
  })
})
