import { describe, expect, test } from '@jest/globals'
import { otherDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

const OTHERS = {
  SchemaVersion: '2018-10-08',
  Id: 'guard/7',
  ProductArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  GeneratorId: 'guard/BUCKET',
  Title: 'A bucket is open',
  Severity: { Label: 'LOW' },
  Resources: [{ Type: 'Other', Id: 'x' }],
  ProductFields: { ProviderName: 'Guard' },
}
const OURS = { ...OTHERS, Id: 'github.com/1/default/guard//x', ProductFields: { 'publish-to-security-hub/scheme': '1' } }
const RUN_REPORT = {
  version: 1,
  outcome: 'dry-run',
  target: {},
  repository: {},
  reports: [],
  accounting: {},
  lifecycle: {},
  import: {},
  failures: [],
  milliseconds: {},
}
const event = (findings: readonly unknown[]) => ({ 'detail-type': 'Security Hub Findings - Imported', detail: { findings } })

describe('what this action wrote itself', () => {
  test.each([
    ['the findings file', [OURS, OURS]],
    ['one finding', OURS],
    ['one finding of ours among others', [OTHERS, OTHERS, OURS]],
    ['the failed-findings file', [{ finding: OURS, code: 'InvalidInput', message: 'x' }]],
    ['an answer of get-findings', { Findings: [OTHERS, OURS] }],
    ['pages of them', [{ Findings: [OTHERS], NextToken: 'x' }, { Findings: [OURS] }]],
    ['an event', event([OURS])],
    ['lists of events', [[event([OTHERS])], [event([OURS])]]],
    ['the run report', RUN_REPORT],
    ['run reports in a list', [RUN_REPORT, RUN_REPORT]],
  ])('is refused: %s', (_, value) => {
    for (const format of ['auto', 'asff', 'trivy', 'sarif']) {
      for (const document of [wholeDocument(value), otherDocument('sequence', [value, value])]) {
        expect(() => recognise(document, format)).toThrow(
          expect.objectContaining({ code: 'REPORT_IS_OWN_OUTPUT', hint: expect.stringContaining('output-directory') }),
        )
      }
    }
  })

  test('is not what others wrote', () => {
    expect(recognise(wholeDocument([OTHERS]), 'auto').id).toBe('asff')
    const named = { ...OTHERS, ProductFields: { 'publish-to-security-hub': '1', 'x/publish-to-security-hub/y': '1' } }
    expect(recognise(wholeDocument([named]), 'auto').id).toBe('asff')
    expect(() => recognise(wholeDocument({ ...RUN_REPORT, outcome: 'done' }), 'auto')).toThrow(
      expect.objectContaining({ code: 'REPORT_UNRECOGNISED' }),
    )
  })
})
