import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCodeOwners } from '../../src/owners/code-owners.js'

const owners = (text: string, path: string) => readCodeOwners((name) => (name === 'CODEOWNERS' ? text : undefined)).of(path)

describe('a pattern', () => {
  // The rows after the examples of docs.github.com, "About code owners".
  test.each<[string, string, boolean]>([
    ['*', 'a/b/c.ts', true],
    ['*.js', 'a/b/c.js', true],
    ['*.js', 'a/b/c.jsx', false],
    ['/build/logs/', 'build/logs/a/b.txt', true],
    ['/build/logs/', 'deep/build/logs/b.txt', false],
    ['/build/logs/', 'build/logs', false],
    ['docs/*', 'docs/start.md', true],
    ['docs/*', 'docs/build/troubleshooting.md', false],
    ['docs/*', 'other/docs/start.md', false],
    ['apps/', 'apps/a.ts', true],
    ['apps/', 'deep/apps/x/a.ts', true],
    ['apps/', 'apps', false],
    ['/docs/', 'docs/a/b.md', true],
    ['/docs/', 'x/docs/a.md', false],
    ['/scripts/', 'scripts/run.sh', true],
    ['**/logs', 'logs/a.txt', true],
    ['**/logs', 'deeply/nested/logs/x/a.txt', true],
    ['**/logs', 'catalogs/a.txt', false],
    ['/apps/github', 'apps/github/x.ts', true],
    ['/apps/github', 'apps/githubber', false],
    ['src/**/test', 'src/test', true],
    ['src/**/test', 'src/a/b/test/c.ts', true],
    ['src/**/*.ts', 'src/a/b/c.ts', true],
    ['src/**', 'src/a/b', true],
    ['README.md', 'README.md', true],
    ['README.md', 'docs/README.md', true],
    ['/README.md', 'docs/README.md', false],
    ['/', 'any/where', true],
    ['file?.txt', 'file1.txt', true],
    ['file?.txt', 'file12.txt', false],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['Makefile', 'makefile', false],
    ['with\\ blank.txt', 'with blank.txt', true],
    ['**/*', 'a/b/c', true],
  ])('%s and %s: %s', (pattern, path, matches) => {
    expect(owners(`${pattern} @octo`, path)).toEqual(matches ? ['@octo'] : [])
  })

  test('takes no longer for stars that could match everywhere', () => {
    const segment = `${'a'.repeat(2000)}b`
    expect(owners(`${'*a'.repeat(500)}*c @octo`, segment)).toEqual([])
    expect(owners(`${'**/a/'.repeat(200)}x @octo`, 'a/'.repeat(400))).toEqual([])
  })
})

describe('a file', () => {
  test('has the owners of the last pattern that matches, none where that names none', () => {
    const text = '* @all\n/apps/ @octo @acme/apps # inline\n/apps/github\n\n# a comment\n*.md doc@example.com\n'
    expect(owners(text, 'x.ts')).toEqual(['@all'])
    expect(owners(text, 'apps/a.ts')).toEqual(['@octo', '@acme/apps'])
    expect(owners(text, 'apps/github/a.ts')).toEqual([])
    expect(owners(text, 'apps/github/a.md')).toEqual(['doc@example.com'])
  })

  test('goes without the lines that GitHub does not understand', () => {
    const text = '* @all\n!*.ts @octo\n[a-c].ts @octo\n*.ts octo\n*.ts @octo @\n*.ts @a/b/c\r\n'
    const found = readCodeOwners((name) => (name === '.github/CODEOWNERS' ? text : undefined))
    expect(found.of('a.ts')).toEqual(['@all'])
  })
})

test('only the first of the three places counts', () => {
  const files = new Map([
    ['.github/CODEOWNERS', '* @first'],
    ['CODEOWNERS', '* @second'],
    ['docs/CODEOWNERS', '* @third'],
  ])
  const read = () => readCodeOwners((path) => files.get(path)).of('a')
  expect(read()).toEqual(['@first'])
  files.delete('.github/CODEOWNERS')
  expect(read()).toEqual(['@second'])
  files.delete('CODEOWNERS')
  expect(read()).toEqual(['@third'])
  files.delete('docs/CODEOWNERS')
  expect(read()).toEqual([])
})

test('a file of 3 MB or more is none, as on GitHub', () => {
  expect(owners(`* @octo\n${'#'.repeat(3 * 1024 * 1024)}`, 'a')).toEqual([])
})

describe('comparing that would take for ever is told, and then nobody owns anything', () => {
  const readFrom = (text: string, mostSteps: number) => readCodeOwners((name) => (name === 'CODEOWNERS' ? text : undefined), { mostSteps })

  test('with many patterns and many paths', () => {
    const found = readFrom('* @all\n/a @octo\n'.repeat(1000), 100_000)
    expect(found.of('a')).toEqual(['@octo'])
    for (let index = 0; index < 10; index++) expect(found.of(`b/${index}`)).toEqual(['@all'])
    expect(found.isPartial()).toBe(false)
    for (let index = 0; index < 20_000; index++) found.of(`c/${index}`)
    expect(found.of('another/a')).toEqual([])
    expect(found.of('a')).toEqual(['@octo'])
    expect(found.isPartial()).toBe(true)
  })

  test.each([
    ['stars that could match everywhere in a name', `*${'a'.repeat(500)}b`, 'a'.repeat(4000)],
    ['stars that could stand for every folder', `**/${'a/'.repeat(500)}b`, 'a/'.repeat(4000)],
    ['nothing but stars', '*'.repeat(100_000), 'a'],
    ['nothing but folders of any name', `${'**/'.repeat(100_000)}b`, 'a'],
  ])('with one pattern and one path: %s', (_what, pattern, path) => {
    const found = readFrom(`* @all\n${pattern} @octo`, 50_000)
    expect(found.of(path)).toEqual([])
    expect(found.isPartial()).toBe(true)
    expect(found.of('c')).toEqual([])
  })
})

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, path) => {
      expect(Array.isArray(owners(text, path))).toBe(true)
    }),
  )
})
