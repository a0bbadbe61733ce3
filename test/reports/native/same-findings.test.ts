/** One scan, told twice: as SARIF and in the tool's own format. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { partOf } from '../../../scripts/docs/marked-part.js'
import { idOf, PAIRS, placed, TWO_FORMS_MARK, twoForms, withTwoForms } from '../../../scripts/docs/two-forms.js'

describe.each(PAIRS)('the two reports of $tool', (pair) => {
  test('have the same findings: rule, file, line and severity', async () => {
    const { sarif, own } = await twoForms(pair)
    expect(own.length).toBeGreaterThan(2)
    expect(own.map(placed)).toEqual(sarif.map(placed))
  })

  test('are of one tool and have the same Ids, so that switching makes no new findings', async () => {
    const { sarif, own } = await twoForms(pair)
    expect(new Set(own.map(({ ProductName }) => ProductName))).toEqual(new Set(sarif.map(({ ProductName }) => ProductName)))
    expect(own.map(idOf).sort()).toEqual(sarif.map(idOf).sort())
  })
})

/** Its SARIF calls everything an error, which the other form grades. TFLint finds too little in the sample to compare more. */
test.each([
  { tool: 'golangci-lint', report: 'golangci-lint/many' },
  { tool: 'TFLint', report: 'tflint/many' },
])('the two reports of $tool have the same Ids', async (pair) => {
  const { sarif, own } = await twoForms(pair)
  expect(own.length).toBeGreaterThan(1)
  expect(own.map(idOf).sort()).toEqual(sarif.map(idOf).sort())
})

test('docs/formats.md tells what each of the two says more: run npm run docs', async () => {
  const page = readFileSync('docs/formats.md', 'utf8')
  expect(partOf(page, TWO_FORMS_MARK)).toBe(partOf(await withTwoForms(page), TWO_FORMS_MARK))
  expect(partOf(page, TWO_FORMS_MARK).split('\n')).toHaveLength(PAIRS.length + 2)
})
