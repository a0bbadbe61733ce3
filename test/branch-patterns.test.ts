import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type BranchPattern, matchesBranch, parseBranchPattern } from '../src/branch-patterns.js'

function parsed(line: string): BranchPattern {
  const pattern = parseBranchPattern(line)
  if ('fault' in pattern) throw new Error(`${line} ${pattern.fault}`)
  return pattern
}

const matches = (lines: readonly string[], name: string) => matchesBranch(lines.map(parsed), name)

// The examples of docs.github.com, "Workflow syntax", "Patterns to match branches and tags", and what follows from its words.
describe('a pattern', () => {
  test.each([
    ['feature/*', ['feature/my-branch', 'feature/'], ['feature', 'feature/a/b', 'features/x']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/your-branch'], ['feature', 'my-feature/x']],
    ['main', ['main'], ['Main', 'mainly', 'domain', 'main/x', '']],
    ['releases/mona-the-octocat', ['releases/mona-the-octocat'], ['releases/mona_the_octocat']],
    ['*', ['main', 'releases'], ['all/the/branches']],
    ['**', ['all/the/branches', 'every/tag'], []],
    ['*feature', ['mona-feature', 'feature', 'ver-10-feature'], ['feature-x', 'a/feature']],
    ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1', 'v2/x']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.0', 'v1.a.0', 'v1..0']],
    ['releases/**-alpha', ['releases/beta/3-alpha', 'releases/10-alpha'], ['releases/10-beta']],
    ['releases?', ['release', 'releases'], ['releasess']],
    ['v[0-9]?', ['v', 'v1'], ['v12']],
    ['a+b', ['ab', 'aaab'], ['b', 'aacb']],
    ['**/docs', ['docs', 'a/docs', 'a/b/docs'], ['xdocs', 'docs/x']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
    ['a**/b', ['a/b', 'ax/y/b'], ['ab']],
    ['fix/\\*', ['fix/*'], ['fix/x']],
    ['\\!important', ['!important'], ['important']],
    ['c\\+\\+', ['c++'], ['c', 'cc']],
    ['#12', ['#12'], ['12']],
    ['[a\\-]x', ['ax', '\\x', '-x'], ['bx']],
    ['.*(a|b)$', ['.x(a|b)$'], ['xa']],
    ['ü[🐙x]', ['ü🐙', 'üx'], ['ü']],
  ])('%s', (pattern, names, others) => {
    for (const name of names) expect(`${name} ${matches([pattern], name)}`).toBe(`${name} true`)
    for (const name of others) expect(`${name} ${matches([pattern], name)}`).toBe(`${name} false`)
  })

  test('that is a name alone matches that name and no other', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9._/@#$%&()=,;'"<>|{}-]{1,30}$/)
    const name = plain.filter((text) => !text.startsWith('refs/'))
    fc.assert(fc.property(name, name, (one, other) => matches([one], one) && matches([one], other) === (one === other)))
  })

  test('matches what the words of the cheat sheet say, as a regular expression says them', () => {
    const part = fc.constantFrom('a', 'b', '/', '*', '**', 'a?', 'b+', '[ab]', '[a-c]+', '[/b]?')
    const expression: Readonly<Record<string, string>> = { '*': '[^/]*', '**': '[^]*' }
    const pattern = fc.array(part, { minLength: 1, maxLength: 6 }).filter((parts) => !/\*,\*|\*\*,\//.test(parts.join()))
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), maxLength: 8 })
    fc.assert(
      fc.property(pattern, name, (parts, text) => {
        const oracle = new RegExp(`^${parts.map((one) => expression[one] ?? one).join('')}$`)
        expect(matches([parts.join('')], text)).toBe(oracle.test(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('that would take a regular expression for ever comes to an end', () => {
    expect(matches([`${'**a'.repeat(300)}b`], 'a'.repeat(2000))).toBe(false)
    expect(matches([`${'a?'.repeat(300)}${'a'.repeat(300)}`], 'a'.repeat(300))).toBe(true)
  })
})

describe('of several patterns', () => {
  test.each([
    [['releases/**', '!releases/**-alpha'], 'releases/10', true],
    [['releases/**', '!releases/**-alpha'], 'releases/10-alpha', false],
    [['!releases/**-alpha', 'releases/**'], 'releases/10-alpha', true],
    [['a', 'b'], 'a', true],
    [['**', '!a', 'a'], 'a', true],
    [[], 'a', false],
  ])('the last that matches decides: %j for %s', (patterns, name, expected) => {
    expect(matches(patterns, name)).toBe(expected)
  })
})

describe('no pattern of a branch', () => {
  test.each([
    ['!', 'has no pattern behind its !'],
    ['main develop', 'holds a blank'],
    ['# releases', 'holds a blank'],
    ['refs/heads/main', 'begins with refs/'],
    ['?x', 'has a ? that stands behind no character'],
    ['*+', 'has a + that stands behind no character'],
    ['a?+', 'has a + that stands behind no character'],
    ['v[0-9', 'has a [ without its ]'],
    ['v[]', 'has nothing between [ and ]'],
    ['v[9-0]', 'has the range 9-0, which is empty'],
    ['v\\', 'ends with a \\'],
  ])('%s', (line, fault) => {
    expect(parseBranchPattern(line)).toEqual({ fault: expect.stringContaining(fault) })
  })
})
