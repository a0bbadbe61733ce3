import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { GOLDEN, withFormatTables } from '../../scripts/docs/format-docs.js'
import { NATIVE_FORMATS } from '../../src/reports/recognise/native-formats.js'

const page = readFileSync('docs/formats.md', 'utf8')

test('docs/formats.md has the formats and what they carry: run npm run docs', () => {
  expect(withFormatTables(page, GOLDEN)).toBe(page)
})

test.each(NATIVE_FORMATS.map((format) => [format.id, format] as const))(
  '%s says what it reads, and how to write it on one line',
  (id, format) => {
    const { name, covers, command, tool } = format
    for (const text of [name, covers, command, tool.name]) expect([text.trim(), text.includes('\n')]).toEqual([text, false])
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  },
)
