import { describe, expect, test } from '@jest/globals'
import { digest } from '../../../src/identity/digest.js'
import { markIn, markLine, markOfRun } from '../../../src/output/comment/mark.js'
import { HOSTILE, randomHostile } from '../../support/hostile.js'

const context = {
  workflowFile: '.github/workflows/security.yml',
  workflow: 'Security',
  job: 'scan',
  step: '__run',
  runId: '1001',
  runNumber: 7,
}
const mark = markOfRun({ context, category: 'api', digest }, '', true)

describe('the first line of the comment', () => {
  test('is read as it was written, with the line ends of a browser too', () => {
    for (const one of [mark, { ...mark, news: false, number: 0 }]) {
      expect(markIn(`${markLine(one)}\n\ntext`)).toEqual(one)
      expect(markIn(`${markLine(one)}\r\n\r\ntext`)).toEqual(one)
      expect(markIn(markLine(one))).toEqual(one)
    }
  })

  test('holds no text of the run', () => {
    for (const text of [...HOSTILE, ...randomHostile(200)]) {
      const own = { workflowFile: text, workflow: text, job: text, step: text, runId: text, runNumber: 7 }
      expect(markLine(markOfRun({ context: own, category: text, digest }, text, false))).toMatch(
        /^<!-- publish-to-security-hub key=[0-9a-f]{32} part=[0-9a-f]{32} run=[0-9a-f]{32} number=7 news=0 -->$/,
      )
    }
  })

  test.each([
    ['text before it', `x${markLine(mark)}`],
    ['an empty line before it', `\n${markLine(mark)}`],
    ['a quote of it', `> ${markLine(mark)}`],
    ['text after it', `${markLine(mark)} x`],
    ['another action', markLine(mark).replace('publish', 'other')],
    ['a number that is none', markLine(mark).replace('number=7', 'number=x')],
    ['no number', markLine(mark).replace('number=7', 'number=')],
    ['no key', markLine(mark).replace(/key=\w+/, '')],
    ['nothing', ''],
  ])('is none with %s', (_what, body) => {
    expect(markIn(body)).toBeUndefined()
  })

  test('survives any text', () => {
    for (const text of [...HOSTILE, ...randomHostile(500)]) {
      expect(markIn(text)).toBeUndefined()
      expect(markIn(markLine(mark).replace('news=1', text))?.key ?? mark.key).toBe(mark.key)
    }
  })

  test('tells workflow files, categories and jobs apart, not names of workflows', () => {
    const of = (change: Partial<typeof context>, category = 'api') =>
      markOfRun({ context: { ...context, ...change }, category, digest }, '', true)
    expect(of({ workflow: 'Other' })).toEqual(mark)
    expect(of({ workflowFile: 'other.yml' }).key).not.toBe(mark.key)
    expect(of({}, 'web').key).not.toBe(mark.key)
    expect([of({ job: 'other' }).key, of({ job: 'other' }).part === mark.part]).toEqual([mark.key, false])
  })
})
