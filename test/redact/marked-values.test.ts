import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { markedValues } from '../../src/redact/marked-values.js'
import { createRedactor } from '../../src/redact.js'

const redactor = createRedactor({ roots: [] })

const FINDING: Finding = {
  kind: 'code',
  rule: { id: 'X1', title: 'Private Key', tags: [] },
  severity: { label: 'HIGH', original: 'high' },
  message: '',
  location: { path: 'src/config.py', startLine: 3 },
  otherLocations: [],
  cwes: [],
  fingerprints: [],
  requirements: [],
  secrets: [],
}

describe('markedValues', () => {
  test('gives the piece of code and its values, without keys, names and words', () => {
    const code = '"api_key": "swordfish", token = q9Zt7Lw2Xv4R # "Private Key" in "src/config.py" of "password"'
    expect(markedValues({ ...FINDING, quoted: [code] }, true)).toEqual([code, 'swordfish', 'q9Zt7Lw2Xv4R'])
    expect(markedValues({ ...FINDING, quoted: [code] }, false)).toEqual([])
    expect(markedValues({ ...FINDING, quoted: ['password', 'swordfish'] }, true)).toEqual(['swordfish'])
    expect(markedValues({ ...FINDING, secrets: ['password'] }, false)).toEqual(['password'])
  })

  test('does not take a value for a name because the rule says it, too', () => {
    const rule = { id: 'X1', title: 'Found q9Zt7Lw2Xv4R', tags: [] }
    expect(markedValues({ ...FINDING, rule, secrets: ['key "q9Zt7Lw2Xv4R"'] }, true)).toContain('q9Zt7Lw2Xv4R')
  })
})

describe('what a tool quotes', () => {
  const quoting = { ...FINDING, rule: { id: 'X1', tags: [] }, message: 'Call of open with swordfish', quoted: ['open("swordfish")'] }

  test.each([
    ['the weakness is a hard-coded credential', { cwes: ['CWE-798'] }],
    ['the rule says so', { rule: { id: 'hardcoded-password', tags: [] } }],
    ['a scanner of secrets says so', { kind: 'secret', secrets: ['open("swordfish")'] }],
  ] as const)('is taken out of the message where %s', (_why, about) => {
    const finding = redactor.finding({ ...quoting, ...about })
    expect(finding.message).toBe('Call of open with [redacted]')
    expect(JSON.stringify(finding)).not.toContain('swordfish')
  })

  test('stays in the message of another finding, and never is a part of one', () => {
    const finding = redactor.finding(quoting)
    expect(finding.message).toBe('Call of open with swordfish')
    expect(finding).not.toHaveProperty('quoted')
  })
})
