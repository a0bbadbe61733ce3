import { describe, expect, test } from '@jest/globals'
import { eslint } from '../../../src/reports/tools/eslint.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const file = (...messages: readonly object[]) => ({ filePath: '/home/runner/work/shop/shop/a.js', messages, errorCount: 0 })

describe('ESLint JSON', () => {
  test('is incomplete where a file could not be parsed, which is no result', () => {
    const [run] = runsOf(eslint, [file({ ruleId: null, fatal: true, severity: 2, message: 'Parsing error: Unexpected token', line: 1 })])
    expect([...(run?.readings() ?? [])]).toEqual([{ verdict: 'not-a-problem', at: '[0].messages[0]' }])
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([
      { message: 'The tool reported an error, so results may be missing: a.js: Parsing error: Unexpected token' },
    ])
  })

  test('is complete where ESLint only says that a file is ignored', () => {
    const [run] = runsOf(eslint, [file({ ruleId: null, fatal: false, severity: 1, message: 'File ignored.' })])
    expect([...(run?.readings() ?? [])].map(({ verdict }) => verdict)).toEqual(['not-a-problem'])
    expect(run?.complete()).toBe(true)
    expect(run?.partlyScanned).toEqual(['a.js'])
  })

  test.each([
    ['security/detect-eval-with-expression', 'code'],
    ['@microsoft/sdl/no-inner-html', 'code'],
    ['no-unsanitized/method', 'code'],
    ['@typescript-eslint/no-implied-eval', 'code'],
    ['no-eval', 'code'],
    ['react/no-danger', 'code'],
    ['no-secrets/no-secrets', 'secret'],
    ['no-unused-vars', 'other'],
    ['security-of-nothing/semi', 'other'],
  ])('takes %s for %s', (ruleId, kind) => {
    expect(findingsOf(eslint, [file({ ruleId, severity: 1, message: 'm' })])[0]?.kind).toBe(kind)
  })

  test('keeps what eslint-plugin-no-secrets found out of the message', () => {
    const message = 'Found a string with entropy 4.30 : "made-up-0123456789"'
    const [finding] = findingsOf(eslint, [file({ ruleId: 'no-secrets/no-secrets', severity: 2, message })])
    expect([finding?.message, finding?.secrets]).toEqual(['Found a string with entropy 4.30', ['made-up-0123456789']])
  })

  test('links the pages of its own rules, and those of plugins only when it is told', () => {
    const urls = ['no-eval', 'security/detect-x'].map((ruleId) => findingsOf(eslint, [file({ ruleId, severity: 1 })])[0]?.rule.helpUrl)
    expect(urls).toEqual(['https://eslint.org/docs/latest/rules/no-eval', undefined])
  })

  test('may be several reports with metadata, each with rules of its own', () => {
    const withRule = (description: string) => ({
      results: [file({ ruleId: 'semi', severity: 2, message: 'Missing semicolon.' })],
      metadata: { cwd: '/home/runner/work/shop/shop', rulesMeta: { semi: { docs: { description } } } },
    })
    const value = [withRule('one'), withRule('two')]
    expect(detects(eslint, value)).toBe(true)
    expect(findingsOf(eslint, value).map(({ rule }) => rule.description)).toEqual(['one', 'two'])
    expect(readingsOf(eslint, value).map(({ at }) => at)).toEqual(['[0].results[0].messages[0]', '[1].results[0].messages[0]'])
  })

  test('never takes a rule of the metadata for what every object inherits', () => {
    const value = { results: [file({ ruleId: 'constructor', severity: 1, message: 'm' })], metadata: { rulesMeta: {} } }
    expect(findingsOf(eslint, value)[0]?.rule).toMatchObject({ id: 'constructor' })
  })
})
