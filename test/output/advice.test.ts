/** What to do about a finding, where a person reads it. */
import { expect, test } from '@jest/globals'
import { toAnnotations } from '../../src/output/annotations.js'
import { renderSummary } from '../../src/output/summary.js'
import { aResultOf, aView } from '../support/run-results.js'

const REVOKE = 'Revoke it, issue a new one, remove it from the history.'
const PAGE = 'https://docs.npmjs.com/revoking-access-tokens'
const secret = aView({ title: 'npm token', remediation: REVOKE, remediationUrl: PAGE })

test('the summary links to the page that tells how', () => {
  expect(renderSummary(aResultOf([secret]))).toContain(`What to do: ${REVOKE} [How](${PAGE})`)
})

test('an annotation names that page before the one of the rule', () => {
  const [annotation] = toAnnotations(aResultOf([secret]), { issued: { error: 0, warning: 0, notice: 0 }, summary: true })
  expect(annotation?.message).toContain(`Fix: ${REVOKE}\nHelp: ${PAGE}\nHelp: ${secret.helpUrl}`)
})

test('an address that may not be linked is left out', () => {
  const result = aResultOf([{ ...secret, remediationUrl: 'javascript:alert(1)' }])
  expect(renderSummary(result)).toContain(`What to do: ${REVOKE}\n`)
  expect(renderSummary(result)).not.toContain('javascript:')
})
