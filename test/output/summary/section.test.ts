import { describe, expect, test } from '@jest/globals'
import { block, fitSections, type Section } from '../../../src/output/summary/section.js'

function listOf(rows: readonly string[], overrides: Partial<Section> = {}): Section {
  return { head: '| h |\n| --- |', rows, total: rows.length, more: (missing) => `${missing} more.`, ...overrides }
}

describe('fitting sections', () => {
  test('shows everything where there is room', () => {
    expect(fitSections([block('# A'), listOf(['| 1 |', '| 2 |'], { tail: '</details>' })], 1000)).toBe(
      '# A\n\n| h |\n| --- |\n| 1 |\n| 2 |\n\n</details>\n\n',
    )
  })

  test('says how many rows are missing when only a selection was given', () => {
    expect(fitSections([listOf(['| 1 |'], { total: 12 })], 1000)).toContain('| 1 |\n\n11 more.\n')
  })

  test('never exceeds the limit, at any limit, and counts every row that is not there', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `| ${'é'.repeat(index)} |`)
    const sections = [listOf(rows.slice(0, 20)), listOf(rows.slice(20), { total: 25, tail: '</details>' })]
    const all = Buffer.byteLength(fitSections(sections, 10_000))
    const none = Buffer.byteLength(
      fitSections(
        sections.map((section) => ({ ...section, rows: [] })),
        10_000,
      ),
    )
    for (let limit = none; limit <= all + 20; limit += 1) {
      const text = fitSections(sections, limit)
      const shown = text.split('\n').filter((line) => line.startsWith('| ') && line !== '| h |' && line !== '| --- |').length
      const missing = [...text.matchAll(/(\d+) more\./g)].reduce((sum, [, number]) => sum + Number(number), 0)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit)
      expect(shown + missing).toBe(45)
    }
  })

  test('gives the room to the earlier section first', () => {
    const text = fitSections([listOf(['| a |', '| b |']), listOf(['| c |', '| d |'])], 62)
    expect(text).toContain('| a |\n| b |')
    expect(text).not.toContain('| d |')
  })

  test('fills the limit to the byte', () => {
    const row = `| ${'x'.repeat(50)} |`
    const sections = [listOf([row])]
    const needed = Buffer.byteLength(fitSections(sections, 1000)) + Buffer.byteLength('1 more.\n\n')
    expect(fitSections(sections, needed)).toContain(row)
    expect(fitSections(sections, needed - 1)).toContain('1 more.')
  })
})
