/** Messages are shown in plain text; findings that were stored when they were not must be found again. */
import { describe, expect, test } from '@jest/globals'
import { identify } from '../../src/identity/identify.js'
import { createRedactor } from '../../src/redact.js'
import { messageText } from '../../src/reports/sarif/texts/messages.js'
import { findingOf } from '../reports/sarif/support.js'

const { finding: redacted } = createRedactor({ roots: [] })
const options = {
  survey: { trusts: () => false },
  sources: { context: () => undefined, text: () => undefined, surroundings: () => undefined, file: () => undefined },
}

describe('a finding', () => {
  test.each([
    ['HTML', 'R', '**Problem:** This leaks.<br><br>Use IAM &amp; rotate.'],
    ['a heading', 'R', 'Description:\nA flaw.'],
    ['a hard-coded credential in HTML', 'hardcoded-credentials', 'Password &#39;hunter22&#39; is hard-coded.<br>Rotate it.'],
  ])('with %s in its message has the identity that it had when that was shown', (_, ruleId, text) => {
    const finding = findingOf({ ruleId, message: { text } })
    const raw = messageText({ text }, undefined, []) ?? ''
    const { written, ...shown } = finding
    const before = redacted({ ...shown, message: raw, secrets: written?.secrets ?? [] })
    const now = redacted(finding)
    expect(now.message).not.toBe(before.message)
    expect(identify(now, options)).toEqual(identify(before, options))
  })

  test('whose Markdown was not read is found under what its rule said', () => {
    const now = redacted(findingOf({ message: { markdown: '`Teh` should be `The`' } }))
    const before = redacted(findingOf({ message: {} }))
    expect([now.message, before.message]).toEqual(['`Teh` should be `The`', 'unknown'])
    expect(identify(now, options).traits.renamed).toEqual([{ evidence: identify(before, options).traits.evidence, line: undefined }])
  })

  test('keeps nothing of a secret in what is only hashed', () => {
    const text = 'Password &#39;hunter22&#39; is hard-coded: <b>hunter22</b>'
    expect(JSON.stringify(redacted(findingOf({ ruleId: 'hardcoded-credentials', message: { text } })))).not.toContain('hunter22')
  })
})
