/** Levels that tools write where they have no grade, because SARIF has no word for that; and one that grades by the kind of a result. */
import { expect, test } from '@jest/globals'
import { findingOf, readingsOf } from '../support.js'

test.each(['Checkov', 'golangci-lint', 'cargo-audit'])('an error of %s is no grade', (name) => {
  expect(findingOf({ ruleId: 'R1', level: 'error' }, { name }).severity).toEqual({ label: 'MEDIUM', original: 'none' })
  expect(findingOf({ ruleId: 'R1', level: 'note' }, { name }).severity.label).toBe('LOW')
})

test('a score beside it is one', () => {
  const rules = [{ id: 'CKV_AWS_20', properties: { 'security-severity': '8.9' } }]
  expect(findingOf({ ruleId: 'CKV_AWS_20', level: 'error' }, { name: 'Checkov', rules }).severity).toEqual({
    label: 'HIGH',
    original: '8.9',
  })
})

test('a secret that nobody has graded is one all the same', () => {
  const rules = [{ id: 'CKV_SECRET_6', properties: { tags: ['secrets'] } }]
  const { kind, severity } = findingOf({ ruleId: 'CKV_SECRET_6', level: 'error' }, { name: 'Checkov', rules })
  expect([kind, severity.label]).toEqual(['secret', 'HIGH'])
})

test('an error of any other tool is high', () => {
  expect(findingOf({ ruleId: 'R1', level: 'error' }, { name: 'Semgrep OSS' }).severity.label).toBe('HIGH')
})

test('what KICS calls informational is a finding of that grade, and no problem of any other tool', () => {
  const rules = [{ id: 'q', defaultConfiguration: { level: 'none' } }]
  const run = (name: string) => ({
    tool: { driver: { name, rules } },
    results: [{ ruleId: 'q', kind: 'informational', message: { text: 'T' } }],
  })
  const [reading] = readingsOf(run('KICS'))
  expect(reading).toMatchObject({ verdict: 'problem', finding: { severity: { label: 'INFORMATIONAL' } } })
  expect(readingsOf(run('Acme'))[0]?.verdict).toBe('not-a-problem')
})

test('what shellcheck-sarif writes is ShellCheck’s, under the name that a check has there', () => {
  const finding = findingOf(
    { ruleId: '2086', level: 'note' },
    { name: 'shellcheck', rules: [{ id: '2086', shortDescription: { text: 'SC2086' } }] },
  )
  expect(finding.rule).toMatchObject({ id: 'SC2086', aliases: ['2086'] })
})

test.each([
  ['Bandit', 'B105', "Possible hardcoded password: 'n0tr3al-b4nd1t'", 'Possible hardcoded password', 'code', 'n0tr3al-b4nd1t'],
  [
    'ESLint',
    'no-secrets/no-secrets',
    'Found a string with entropy 4.1 : "n0tr3al-3sl1nt"',
    'Found a string with entropy 4.1',
    'secret',
    'n0tr3al-3sl1nt',
  ],
])('what %s says of a secret is told without it', (name, ruleId, text, message, kind, secret) => {
  const finding = findingOf({ ruleId, message: { text } }, { name })
  expect(finding).toMatchObject({ kind, message })
  expect(finding.secrets).toContain(secret)
})
