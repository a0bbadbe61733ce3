import { describe, expect, test } from '@jest/globals'
import { MESSAGE_CHARS } from '../../src/output/annotations.js'
import { failureMessage } from '../../src/output/failure-message.js'

describe('the message the step fails with', () => {
  test('is the code, what happened and what to do', () => {
    expect(
      failureMessage([{ code: 'NO_CREDENTIALS', message: 'No AWS credentials were found.', hint: 'Add `permissions: id-token: write`.' }]),
    ).toBe('NO_CREDENTIALS: No AWS credentials were found.\nWhat to do: Add `permissions: id-token: write`.')
  })

  test('tells several errors one after the other', () => {
    expect(
      failureMessage([
        { code: 'REPORT_NOT_JSON', message: 'a' },
        { code: 'GATE_FAILED', message: 'b' },
      ]),
    ).toBe('REPORT_NOT_JSON: a\n\nGATE_FAILED: b')
  })

  test('names all of a few long errors, none pushing another out', () => {
    const long = 'x'.repeat(9000)
    const message = failureMessage([
      { code: 'REPORT_NOT_JSON', message: long, hint: long },
      { code: 'IMPORT_NOT_ALLOWED', message: long },
      { code: 'GATE_FAILED', message: 'last' },
    ])
    expect(message.length).toBeLessThanOrEqual(MESSAGE_CHARS)
    expect(message).toMatch(/REPORT_NOT_JSON[\s\S]*IMPORT_NOT_ALLOWED[\s\S]*GATE_FAILED: last$/)
  })

  test('leaves the room that short errors do not need to the long one', () => {
    const policy = Array.from({ length: 30 }, () => 'x'.repeat(99)).join('\n')
    const message = failureMessage([
      { code: 'ROLE_NOT_ASSUMED', message: 'a', hint: policy },
      { code: 'REPORT_NOT_FOUND', message: 'b' },
      { code: 'REPORT_EMPTY', message: 'c' },
    ])
    expect(message).toContain(policy)
    expect(message).toMatch(/REPORT_NOT_FOUND: b\n\nREPORT_EMPTY: c$/)
  })

  test.each([1, 2, 3, 4, 5, 6])('of %d errors of any length is never too long', (number) => {
    for (const length of [1, 500, 810, 1000, 1400, 2000, 4090, 5000]) {
      const errors = Array.from({ length: number }, (_, index) => ({ code: 'INTERNAL' as const, message: 'x'.repeat(length + index * 37) }))
      const message = failureMessage(errors)
      expect(message.length).toBeLessThanOrEqual(MESSAGE_CHARS)
      expect(message.match(/INTERNAL: /g)).toHaveLength(Math.min(number, 5))
    }
  })

  test('says how many more there are', () => {
    const message = failureMessage(Array.from({ length: 30 }, () => ({ code: 'REPORT_UNREADABLE' as const, message: 'x'.repeat(2000) })))
    expect(message.length).toBeLessThanOrEqual(MESSAGE_CHARS)
    expect(message).toMatch(/25 more errors: see the job summary and the log of this step\.$/)
  })

  test('has no command of the log viewer in it', () => {
    expect(failureMessage([{ code: 'SERVICE_ERROR', message: 'a\n##[group]b\n::error::c' }])).toBe(
      'SERVICE_ERROR: a\n# #[group]b\n: :error::c',
    )
  })
})
