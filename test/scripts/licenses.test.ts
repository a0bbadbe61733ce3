import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bundledFolders } from '../../scripts/licenses/bundled-folders.js'
import { licencesOf } from '../../scripts/licenses/licences-of.js'

const root = mkdtempSync(join(tmpdir(), 'licences-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the committed bundle comes with the licence of every dependency', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  const named = [...readFileSync('dist/licenses.txt', 'utf8').matchAll(/^(\S+) (\d\S*) \(\S+\)$/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  )
  expect(named).toEqual(expect.arrayContaining(Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)))
})

test('packages are found in modules, in modules that are joined with others, and below other packages', () => {
  const folders = bundledFolders([
    { nameForCondition: null },
    { nameForCondition: '/shop/lib/src/index.js' },
    { nameForCondition: '/shop/node_modules/@acme/core/lib/a.js', modules: [{ nameForCondition: '/shop/node_modules/tunnel/index.js' }] },
    { nameForCondition: '/shop/node_modules/@acme/core/lib/b.js' },
    { nameForCondition: '/shop/node_modules/@acme/core/node_modules/tunnel/index.js' },
    { nameForCondition: 'D:\\shop\\node_modules\\yauzl\\index.js' },
  ])
  expect(folders).toEqual([
    '/shop/node_modules/@acme/core',
    '/shop/node_modules/tunnel',
    '/shop/node_modules/@acme/core/node_modules/tunnel',
    'D:\\shop\\node_modules\\yauzl',
  ])
})

describe('licences', () => {
  test('of one text are there once, with the names of the packages', () => {
    const a = aPackage('a', {}, { LICENSE: 'Do what you like.\n' })
    const b = aPackage('b', { license: 'ISC' }, { 'license.md': 'Ask first.', 'NOTICE.txt': 'By us.', 'licenses.js': '' })
    const c = aPackage('c', {}, { LICENCE: '\r\nDo what you like.  \r\n\r\n' })
    const text = `a 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\nDo what you like.\n\n${'-'.repeat(80)}\n\nb 1.0.0 (ISC)\n\nBy us.\n\nAsk first.\n`
    expect(licencesOf([a, b, c])).toBe(text)
    expect(licencesOf([c, b, a])).toBe(text)
  })

  test('are those of the same repository for a package without, and of no other', () => {
    const repository = { url: 'https://github.com/acme/shop.git' }
    const told = aPackage('told', { repository }, { LICENSE: 'Do what you like.' })
    const silent = aPackage('silent', { repository }, {})
    const other = aPackage('other', { repository, license: 'ISC' }, {})
    const stranger = aPackage('stranger', {}, {})
    expect(licencesOf([told, silent])).toBe('silent 1.0.0 (MIT)\ntold 1.0.0 (MIT)\n\nDo what you like.\n')
    expect(() => licencesOf([told, other])).toThrow('other 1.0.0 (ISC) has no licence file')
    expect(() => licencesOf([told, stranger])).toThrow('stranger 1.0.0 (MIT) has no licence file')
  })
})

function aPackage(name: string, facts: object, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', license: 'MIT', ...facts }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}
