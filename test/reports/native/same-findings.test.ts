/** One scan in several forms: the same findings, but for what a form does not say. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { partOf } from '../../../scripts/docs/marked-part.js'
import { SCANS } from '../../../scripts/docs/scans.js'
import { compare, FORMS_MARK, withSeveralForms } from '../../../scripts/docs/several-forms.js'

describe.each(SCANS)('the reports of $tool over $sample', (scan) => {
  test('differ in nothing but what scans.ts gives a reason for', async () => {
    const { first, others } = await compare(scan)
    expect(first.length).toBeGreaterThan(0)
    expect(others.length).toBeGreaterThan(0)
    const different = others.map(({ form, differences }) => [form.name, [...differences.keys()].sort()])
    expect(different).toEqual(scan.forms.slice(1).map(({ name, differs = {} }) => [name, Object.keys(differs).sort()]))
  })

  test('have the same Ids, or go on with those that they have, where both tell the rule', async () => {
    const { others } = await compare(scan)
    for (const { form, common, foundAgain, sameIds } of others) {
      expect(common).toBeGreaterThan(0)
      if (form.differs?.Id === undefined) expect([form.name, sameIds]).toEqual([form.name, common])
      else if (form.differs.rule === undefined) expect([form.name, foundAgain]).toEqual([form.name, common - (form.anew ?? 0)])
    }
  })
})

test('docs/formats.md has the table: run npm run docs', async () => {
  const page = readFileSync('docs/formats.md', 'utf8')
  expect(partOf(page, FORMS_MARK)).toBe(partOf(await withSeveralForms(page), FORMS_MARK))
})
