import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { otherDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

function failureOf(value: unknown, format = 'auto'): UserError {
  try {
    recognise(wholeDocument(value), format)
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('it was taken for a report')
}

describe('an error in place of a report', () => {
  test.each([
    [
      'npm',
      { error: { code: 'EAUDITNOPJSON', summary: 'No package.json', detail: 'Make one first' } },
      'npm audit',
      'No package.json Make one first',
    ],
    [
      'pnpm',
      { error: { code: 'ERR_PNPM_AUDIT_NO_LOCKFILE', message: 'No pnpm-lock.yaml found' } },
      'pnpm audit',
      'No pnpm-lock.yaml found',
    ],
    [
      'the npm registry',
      { message: '403 Forbidden', method: 'POST', uri: 'https://r.example/x', statusCode: 403 },
      'the scanner',
      '403 Forbidden',
    ],
    ['Snyk', { ok: false, error: 'Missing token' }, 'Snyk', 'Missing token'],
    [
      'GitHub',
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
      'the request to GitHub',
      'Bad credentials',
    ],
    ['GitLab', { message: '401 Unauthorized' }, 'the scanner', '401 Unauthorized'],
    ['GitLab with OAuth', { error: 'invalid_token', error_description: 'Expired' }, 'the scanner', 'invalid_token'],
    ['SonarQube', { errors: [{ msg: 'Insufficient privileges' }] }, 'the request to SonarQube', 'Insufficient privileges'],
    [
      'an API of JSON:API',
      { jsonapi: { version: '1.0' }, errors: [{ status: '404', title: 'Not found', detail: 'No project' }] },
      'the scanner',
      'Not found No project',
    ],
    ['a log of Go', { level: 'fatal', msg: 'no such directory', time: 'x' }, 'the scanner', 'no such directory'],
    [
      'several lines',
      [
        { level: 'info', msg: 'a' },
        { level: 'error', msg: 'b' },
      ],
      'the scanner',
      'b',
    ],
    ['an error of two lines', { error: 'one\n::error::two' }, 'the scanner', 'one ::error::two'],
  ])('of %s is told with its words', (_, value, tool, words) => {
    for (const format of ['auto', 'trivy', 'npm-audit', 'sarif']) {
      const error = failureOf(value, format)
      expect([error.code, error.message]).toEqual(['SCANNER_FAILED', `${tool} failed and wrote an error in place of a report: ${words}`])
      expect(error.hint).toContain(`Repair the step that runs ${tool}`)
    }
  })

  test('is told in 300 characters at most', () => {
    expect(failureOf({ error: 'x'.repeat(10_000) }).message.length).toBeLessThan(400)
  })

  test('is none where there are results, or an entry of a linter', () => {
    for (const value of [
      { error: 'x', items: [1] },
      [{ level: 'error', message: 'x', file: 'a.c', line: 1 }],
      { message: 'x', code: 1, line: 2 },
      { error: null },
    ])
      expect(failureOf(value).code).toBe('REPORT_UNRECOGNISED')
  })

  test('stands before what the way of writing says', () => {
    const refusal = new UserError('REPORT_NOT_JSON', 'something follows the JSON')
    const document = otherDocument(
      'sequence',
      [
        { level: 'warn', msg: 'a' },
        { level: 'error', msg: 'b' },
      ],
      { refusal },
    )
    expect(() => recognise(document, 'auto')).toThrow(expect.objectContaining({ code: 'SCANNER_FAILED' }))
  })
})
