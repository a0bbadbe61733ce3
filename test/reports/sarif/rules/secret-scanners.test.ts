import { describe, expect, test } from '@jest/globals'
import { at, findingOf, type Json } from '../support.js'

const VALUE = 'zzTOPsecretvalue12345678'
const told = { ruleId: 'R', message: { text: `Found ${VALUE} here` }, locations: at('a.py', { startLine: 2, snippet: { text: VALUE } }) }
const kindOf = (driver: Json, result: Json = {}) => findingOf({ ...told, ...result }, driver).kind
const leak = {
  message: { text: 'R has detected secret for file a.py.' },
  partialFingerprints: { commitSha: '4c5c5e6b', author: 'A', email: 'a@example.com' },
}

describe('a scanner that finds nothing but secrets', () => {
  test.each([
    ['in the table', { name: 'betterleaks' }, {}],
    ['in the table', { name: '2ms', rules: [{ id: 'R' }] }, {}],
    ['by its name', { name: 'Acme SecretScanner' }, {}],
    ['by its name', { name: 'superleaks', rules: [{ id: 'R' }] }, {}],
    ['by the tags of its rules', { name: 'Acme', rules: [{ id: 'R', properties: { tags: ['credentials'] } }] }, {}],
    ['by the weakness of its rules', { name: 'Acme', rules: [{ id: 'R', properties: { tags: ['external/cwe/cwe-798'] } }] }, {}],
    [
      'by the names of its rules',
      {
        name: 'Acme',
        rules: [
          { id: 'R', name: 'Generic Secret' },
          { id: 'S', name: 'Slack Token' },
        ],
      },
      {},
    ],
    ['by its results alone', { name: 'Acme' }, leak],
    ['by its results beside rules named after services', { name: 'Acme', rules: [{ id: 'R', name: 'AWS Access Key' }] }, leak],
    ['by what a result says of it', { name: 'Acme' }, { properties: { secretType: 'aws', validity: 'unknown' } }],
    ['by the weakness of a result', { name: 'Acme', rules: [{ id: 'R' }] }, { properties: { cwe: 'CWE-798' } }],
  ])('is known %s: %j', (_, driver, result) => {
    const finding = findingOf({ ...told, ...result }, driver)
    expect(finding).toMatchObject({ kind: 'secret', severity: { label: 'HIGH' } })
    expect(finding.secrets).toContain(VALUE)
  })

  test.each([
    ['linter with a rule about keys', { name: 'Acme', rules: [{ id: 'R', name: 'no-keys' }, { id: 'line-length' }] }],
    ['linter with one rule about secrets among others', { name: 'Acme', rules: [{ id: 'R' }, { id: 'no-secrets' }, { id: 'max-lines' }] }],
    ['checker of duplicate keys', { name: 'Acme', rules: [{ id: 'R', name: 'duplicate-keys' }] }],
    ['finder of leaks of memory', { name: 'memleaks' }],
    [
      'tester of logins',
      {
        name: 'Acme',
        rules: [
          { id: 'R', name: 'Login' },
          { id: 'default-credentials', properties: { tags: ['CWE-798'] } },
        ],
      },
    ],
    ['scanner of code that names further weaknesses', { name: 'Acme', rules: [{ id: 'R', properties: { tags: ['CWE-798', 'CWE-89'] } }] }],
    ['scanner of code that is known', { name: 'CodeQL', rules: [{ id: 'R', properties: { tags: ['external/cwe/cwe-798'] } }] }],
  ])('is no %s', (_, driver) => {
    expect(kindOf(driver)).not.toBe('secret')
  })

  test('is none that tries the credentials that a service came with', () => {
    const driver = { name: 'Acme', rules: [{ id: 'default-credentials', properties: { tags: ['external/cwe/cwe-798'] } }] }
    expect(kindOf(driver, { ruleId: 'default-credentials' })).toBe('code')
  })

  test('says in several words that a secret works', () => {
    const labelOf = (properties: Json) => findingOf({ ...told, properties }, { name: 'Kingfisher' }).severity.label
    expect(labelOf({ validation_status: 'Active Credential' })).toBe('CRITICAL')
    expect(labelOf({ validationStatus: 'Valid' })).toBe('CRITICAL')
    expect(labelOf({ validation_status: 'Inactive Credential' })).toBe('HIGH')
  })
})

describe('a file as it was at a commit', () => {
  test.each([
    ['git show 4c5c5e6b1234:src/x.py', 'src/x.py'],
    ['git%20show%204c5c5e6b1234:src/x.py', 'src/x.py'],
    [`${'4c5c5e6b12'.repeat(4)}:src/x.py`, 'src/x.py'],
  ])('%s is %s', (uri, path) => {
    expect(findingOf({ ...told, locations: at(uri, { startLine: 3 }) }, { name: '2ms' }).location).toMatchObject({ path, startLine: 3 })
  })

  test.each(['git show me:src/x.py', 'git show 4c5c5e6b1234'])('%s is not one', (uri) => {
    expect(findingOf({ ...told, locations: at(uri) }, { name: '2ms' }).location?.path).not.toBe('src/x.py')
  })
})
