import { describe, expect, test } from '@jest/globals'
import { isSuppressed, verdictOf } from '../../../src/reports/sarif/suppression.js'

describe('a result', () => {
  test.each([
    [undefined, false],
    [null, false],
    [[], false],
    [[{ kind: 'inSource' }], true],
    [[{ status: 'accepted' }, { status: 'rejected' }], false],
    [[{ status: 'underReview' }], false],
    [[{ status: 'accepted' }, {}], true],
    [[{ status: 'bogus' }], true],
    [[null], false],
    ['yes', false],
  ])('with suppressions %j is suppressed: %s', (suppressions, expected) => {
    expect(isSuppressed({ suppressions })).toBe(expected)
  })

  test.each([
    ['fail', {}, 'problem'],
    ['open', {}, 'review'],
    ['review', {}, 'review'],
    ['open', { level: 'error' }, 'problem'],
    ['review', { level: 'note' }, 'problem'],
    ['open', { level: 'none' }, 'review'],
    ['review', { level: 'grave' }, 'review'],
    ['review', { level: 'error', suppressions: [{}] }, 'suppressed'],
    ['pass', { level: 'error' }, 'not-a-problem'],
    ['pass', {}, 'not-a-problem'],
    ['notApplicable', {}, 'not-a-problem'],
    ['informational', {}, 'not-a-problem'],
    ['fail', { baselineState: 'absent' }, 'not-a-problem'],
    ['fail', { baselineState: 'unchanged' }, 'problem'],
    ['fail', { baselineState: 'new' }, 'problem'],
    ['fail', { suppressions: [{}] }, 'suppressed'],
    ['review', { suppressions: [{}] }, 'suppressed'],
    ['pass', { suppressions: [{}] }, 'not-a-problem'],
  ] as const)('of kind %s with %j is %s', (kind, result, verdict) => {
    expect(verdictOf(result, kind, {})).toBe(verdict)
  })
})
