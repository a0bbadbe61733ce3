import { describe, expect, test } from '@jest/globals'
import { wholeDocument } from '../../../src/reports/documents/document.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'
import { hadolint } from '../../../src/reports/tools/hadolint.js'
import { shellcheck } from '../../../src/reports/tools/shellcheck.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const comment = { file: 'a.sh', line: 2, endLine: 2, column: 9, endColumn: 12, level: 'info', code: 2086, message: 'Double quote.' }
const failure = { file: 'Dockerfile', line: 2, column: 1, level: 'style', code: 'DL3059', message: 'Consolidate.' }

describe('the ShellCheck reader', () => {
  test('believes the columns of json1 only, because json counts a tab as eight', () => {
    const [json] = findingsOf(shellcheck, [comment])
    const [json1] = findingsOf(shellcheck, { comments: [comment] })
    expect(json?.location).toEqual({ path: 'a.sh', startLine: 2, endLine: 2 })
    expect(json1?.location).toEqual({ path: 'a.sh', startLine: 2, endLine: 2, startColumn: 9, endColumn: 12 })
  })

  test('takes an empty report of json1 only where the user says so', () => {
    expect(detects(shellcheck, { comments: [] })).toBe(false)
    expect(recognise(wholeDocument({ comments: [] }), 'shellcheck').id).toBe('shellcheck')
    expect(detects(shellcheck, { comments: [], total: 0 })).toBe(false)
  })

  test('says of a comment without a code that it cannot be read', () => {
    expect(readingsOf(shellcheck, { comments: [{ ...comment, code: null }] })[0]?.verdict).toBe('unreadable')
  })
})

describe('the Hadolint reader', () => {
  test('is told from ShellCheck by the codes', () => {
    expect([detects(hadolint, [failure]), detects(shellcheck, [failure])]).toEqual([true, false])
    expect([detects(hadolint, [comment]), detects(shellcheck, [comment])]).toEqual([false, true])
  })

  test('links what is from ShellCheck to its pages', () => {
    const links = findingsOf(hadolint, [failure, { ...failure, code: 'SC2086' }]).map(({ rule }) => rule.helpUrl)
    expect(links).toEqual(['https://github.com/hadolint/hadolint/wiki/DL3059', 'https://www.shellcheck.net/wiki/SC2086'])
  })

  test.each([
    ['error', 'HIGH'],
    ['warning', 'MEDIUM'],
    ['info', 'LOW'],
    ['style', 'INFORMATIONAL'],
  ])('grades %s as %s', (level, label) => {
    expect(findingsOf(hadolint, [{ ...failure, level }])[0]?.severity).toEqual({ label, original: level })
  })

  test('takes an ignored rule for no problem', () => {
    expect(readingsOf(hadolint, [{ ...failure, level: 'ignore' }])[0]?.verdict).toBe('not-a-problem')
  })
})
