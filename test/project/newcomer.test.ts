/** What somebody has who clones the project and nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const files = ['src', 'test', 'scripts', 'demo', 'bench']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.ts') && path !== join('test', 'project', 'newcomer.test.ts'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** The folder beside the checkout, written as one path or as its parts. */
const BESIDE = /['"`/]shared(?:\/corpus|['"`],\s*['"`]corpus)/

test('one file knows what may lie beside the checkout', () => {
  expect(files.filter(({ text }) => BESIDE.test(text)).map(({ path }) => path)).toEqual([join('scripts', 'corpus', 'report-files.ts')])
})

test('tests that read it are found by the helper that skips them where it is missing', () => {
  const readers = files.filter(({ path, text }) => path.endsWith('.test.ts') && /\bCORPUS\b/.test(text))
  expect(readers.length).toBeGreaterThan(3)
  expect(readers.filter(({ text }) => !text.includes("support/corpus.js'")).map(({ path }) => path)).toEqual([])
})
