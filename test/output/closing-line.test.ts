import { describe, expect, test } from '@jest/globals'
import { closingLine } from '../../src/output/closing-line.js'
import type { RunResult } from '../../src/run-result.js'
import { aResult, aResultOf, aView, lifecycleOf, manyViews } from '../support/run-results.js'

const MIXED = [...manyViews(3), ...manyViews(38, { state: 'unchanged' })]
const NOWHERE = { accountId: '', region: '', partition: '', productArn: '' }
const HUB = 'Security Hub (us-east-1, 111122223333)'

describe('the closing line', () => {
  test.each<[string, RunResult]>([
    [
      `Imported 41 findings into ${HUB}: 3 new, 38 unchanged; 2 archived as fixed.`,
      aResultOf(MIXED, { lifecycle: { ...lifecycleOf(MIXED), fixed: 2 } }),
    ],
    [`Imported 1 finding into ${HUB}: 1 reopened.`, aResultOf([aView({ state: 'reopened' })])],
    [`Imported 12,345 findings into ${HUB}: 12,345 moved.`, aResultOf(manyViews(12_345, { state: 'moved' }))],
    [`Imported 2 findings into ${HUB}.`, aResultOf(manyViews(2, { state: 'unknown' }))],
    [`No open findings: nothing to import into ${HUB}.`, aResult()],
    [`No open findings: nothing to import into ${HUB}; 5 archived as fixed.`, aResult({ lifecycle: { ...lifecycleOf([]), fixed: 5 } })],
    [
      `Imported 41 findings into ${HUB}: 3 new, 38 unchanged. Failed: GATE_FAILED.`,
      aResultOf(MIXED, { errors: [{ code: 'GATE_FAILED', message: 'x' }] }),
    ],
    [
      `Imported 40 findings into ${HUB}: 3 new, 38 unchanged; 1 refused or not sent. Failed: FINDINGS_REJECTED.`,
      aResultOf(MIXED, { outcome: 'partial', import: counts(40, 1), errors: [{ code: 'FINDINGS_REJECTED', message: 'x' }] }),
    ],
    [
      `Nothing was imported into ${HUB}: 41 findings could not be sent. Failed: NO_CREDENTIALS, REPORT_NOT_JSON.`,
      aResultOf(MIXED, {
        outcome: 'failed',
        import: counts(0, 41),
        errors: ['NO_CREDENTIALS', 'REPORT_NOT_JSON', 'REPORT_NOT_JSON'].map(anError),
      }),
    ],
    [
      'Nothing was imported into Security Hub. Failed: INVALID_INPUT.',
      aResult({ outcome: 'failed', target: NOWHERE, errors: [anError('INVALID_INPUT')] }),
    ],
    [
      'Dry run: nothing could be read, and nothing was sent to AWS. Failed: REPORT_NOT_JSON.',
      aResult({ outcome: 'failed', dryRun: true, errors: [anError('REPORT_NOT_JSON')] }),
    ],
    [
      `Compared 41 open findings with the default branch's in ${HUB}: 3 new, 38 unchanged; 1 of the default branch's no longer found. Nothing was imported.`,
      aResultOf(MIXED, { outcome: 'compared', lifecycle: { ...lifecycleOf(MIXED), fixed: 1 } }),
    ],
    [
      'Read 2 open findings, not compared with the default branch; nothing was imported.',
      aResultOf(manyViews(2, { state: 'unknown' }), { outcome: 'compared' }),
    ],
    [
      `Dry run: 41 findings would be imported into ${HUB}. Nothing was sent to AWS.`,
      aResultOf(MIXED, { outcome: 'dry-run', dryRun: true }),
    ],
    [
      'Dry run: 41 findings would be imported into Security Hub. Nothing was sent to AWS.',
      aResultOf(MIXED, { outcome: 'dry-run', dryRun: true, target: { ...NOWHERE, region: 'us-east-1', accountId: '000000000000' } }),
    ],
    [`A newer run has already reported to ${HUB}: nothing was imported.`, aResultOf(MIXED, { outcome: 'superseded' })],
    ['No report was found: nothing was imported.', aResult({ outcome: 'nothing' })],
  ])('%s', (line, result) => {
    expect(closingLine(result)).toBe(line)
  })
})

function anError(code: string): RunResult['errors'][number] {
  const known = ['NO_CREDENTIALS', 'REPORT_NOT_JSON', 'INVALID_INPUT'] as const
  return { code: known.find((each) => each === code) ?? 'INTERNAL', message: 'x' }
}

function counts(imported: number, failed: number): RunResult['import'] {
  return { requests: 1, imported, notSent: 0, failed, throttled: 0, retried: 0 }
}
