import { describe, expect, test } from '@jest/globals'
import type { Reading } from '../../../src/finding.js'
import { refuseUnlessUnderstood } from '../../../src/reports/recognise/understood.js'

const FORMAT = { id: 'grype', name: 'Grype JSON' }
const WRONG: Reading = {
  verdict: 'unreadable',
  at: 'matches[0]',
  problem: { code: 'unreadable-result', message: 'The entry has no id.', at: 'matches[0]' },
}
const RIGHT: Reading = { verdict: 'not-a-problem', at: 'matches[1]' }
const runOf = (...readings: readonly Reading[]) => ({ readings: () => readings })

describe('a report of which no entry is understood', () => {
  test.each([
    ['one entry', [runOf(WRONG)], 'its only entry'],
    ['entries of several runs', [runOf(WRONG), runOf(), runOf(WRONG, WRONG)], 'none of its 3 entries'],
  ])('is refused: %s', (_, runs, which) => {
    expect(() => refuseUnlessUnderstood(FORMAT, runs)).toThrow(
      expect.objectContaining({
        code: 'REPORT_UNRECOGNISED',
        message: `it is read as Grype JSON, but ${which} can be read as that. The entry has no id. (matches[0])`,
        hint: expect.stringContaining('set the input format'),
      }),
    )
  })

  test.each([
    ['nothing in it', [runOf()]],
    ['no run', []],
    ['one that is understood behind others', [runOf(WRONG), runOf(WRONG, RIGHT)]],
  ])('is none with %s', (_, runs) => {
    expect(() => refuseUnlessUnderstood(FORMAT, runs)).not.toThrow()
  })

  test('is read no further than to the first that is', () => {
    let read = 0
    const endless = {
      *readings(): Generator<Reading> {
        for (;;) {
          read += 1
          yield read < 3 ? WRONG : RIGHT
        }
      },
    }
    refuseUnlessUnderstood(FORMAT, [endless])
    expect(read).toBe(3)
  })

  test('may be SARIF, which says itself what it is', () => {
    expect(() => refuseUnlessUnderstood({ id: 'sarif', name: 'SARIF 2.1.0' }, [runOf(WRONG)])).not.toThrow()
  })
})
