import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CORPUS } from '../../scripts/corpus/report-files.js'
import { partOf, withPart } from '../../scripts/docs/marked-part.js'
import { RECORDED, RECORDED_MARK, TOOLS_MARK, WORDS_MARK, withSarifTables } from '../../scripts/docs/sarif-docs.js'
import { recordedToolsTable, toolsTable } from '../../scripts/docs/sarif-tools.js'
import { wordsTable } from '../../scripts/docs/sarif-words.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

const page = readFileSync('docs/sarif.md', 'utf8')

describe('docs/sarif.md', () => {
  test("has the reader's words for severities: run npm run docs", () => {
    expect(partOf(page, WORDS_MARK)).toBe(wordsTable())
  })

  test('has what the recorded tools tell: run npm run docs', async () => {
    expect(partOf(page, RECORDED_MARK)).toBe(await recordedToolsTable(RECORDED))
  })

  describeCorpus('with the reports at hand', corpusFiles(''), () => {
    test('has what the tools tell: run npm run docs', async () => {
      expect(partOf(page, TOOLS_MARK)).toBe(await toolsTable(CORPUS))
    })
  })

  test('tells of dozens of tools, with a number of findings for each', () => {
    const rows = [...partOf(page, TOOLS_MARK).matchAll(/^\| [^|]+ \| \d+ \| \d+ \| (\d+) \|/gm)]
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter(([, findings]) => Number(findings) === 0)).toEqual([])
  })

  test('keeps what the tools tell where their reports are not at hand', async () => {
    expect(await withSarifTables(page, 'no-such-folder')).toBe(page)
  })

  test('makes the words anew', async () => {
    const stale = withPart(page, WORDS_MARK, '| Severity |')
    expect(await withSarifTables(stale, 'no-such-folder')).toBe(page)
  })

  test('has no part without its comments', () => {
    expect(() => partOf(page, { name: 'none', origin: 'nowhere' })).toThrow('<!-- none:start, nowhere -->')
  })
})
