import { describe, expect, test } from '@jest/globals'
import { findingOf, type Json } from './support.js'

// Put together here so that no scanner takes this file for a leak.
const TOKEN = ['q9Zt', '7Lw2', 'Xv4R', 'b8Kd'].join('')
const snippet = (text: string): Json => ({ startLine: 3, snippet: { text } })
const leak = (region: Json, more: Json = {}): readonly Json[] => [
  { physicalLocation: { artifactLocation: { uri: 'src/config.py' }, region, ...more } },
]

describe('a leaked secret', () => {
  test('is handed over with the whole snippet, for redaction', () => {
    const finding = findingOf({ ruleId: 'generic-api-key', locations: leak(snippet(`api_key = "${TOKEN}"`)) }, { name: 'gitleaks' })
    expect(finding.kind).toBe('secret')
    expect(finding.secrets).toEqual([`api_key = "${TOKEN}"`])
  })

  test('stands in no other field of the finding', () => {
    const result = {
      ruleId: 'generic-api-key',
      message: { text: 'generic-api-key has detected secret for file src/config.py.' },
      locations: leak(snippet(`api_key = "${TOKEN}"`), { contextRegion: { snippet: { text: `# before\napi_key = "${TOKEN}"\n# after` } } }),
      relatedLocations: leak(snippet(TOKEN)),
      properties: { offender: TOKEN, secret: TOKEN, match: `api_key = ${TOKEN}` },
    }
    const { secrets, ...rest } = findingOf(result, { name: 'Gitleaks' })
    expect(secrets).toContain(TOKEN)
    expect(JSON.stringify(rest)).not.toContain(TOKEN)
  })

  test('brings no personal data of the commit with it', () => {
    const result = {
      ruleId: 'r',
      partialFingerprints: {
        commitSha: '0123456789abcdef',
        email: 'dev@example.com',
        author: 'A Developer',
        date: '2024-01-01T00:00:00Z',
        commitMessage: 'add the configuration',
      },
      properties: { author: 'A Developer', email: 'dev@example.com', commit: '0123456789abcdef', commitMessage: 'add the configuration' },
    }
    const text = JSON.stringify(findingOf(result, { name: 'gitleaks' }))
    expect(text).not.toMatch(/developer|example\.com|0123456789abcdef|configuration/i)
  })

  test('has the rule that gitleaks 7 only names in the message', () => {
    const rules = [{ id: 'AWS Access Key', name: 'AWS Access Key' }]
    expect(findingOf({ message: { text: 'AWS Access Key secret detected' } }, { name: 'Gitleaks', rules }).rule.id).toBe('AWS Access Key')
    expect(findingOf({ message: { text: 'Something secret detected' } }, { name: 'Gitleaks', rules }).rule.id).toBe('unknown')
  })

  test('of Trivy has neither the match nor the rule texts that hold it', () => {
    const match = `token = "${TOKEN}"`
    const rule = {
      id: 'generic-token',
      name: 'Secret',
      shortDescription: { text: 'Generic token' },
      fullDescription: { text: match },
      help: { text: `Secret Generic token\nSeverity: HIGH\nMatch: ${match}` },
      properties: { 'security-severity': '8.0', tags: ['secret', 'security', 'HIGH'] },
    }
    const message = { text: `Artifact: src/config.py\nType: \nSecret Generic token\nSeverity: HIGH\nMatch: ${match}` }
    const { secrets, ...rest } = findingOf(
      { ruleId: 'generic-token', message, locations: leak({ startLine: 3 }) },
      { name: 'Trivy', rules: [rule] },
    )
    expect(rest).toMatchObject({
      kind: 'secret',
      severity: { label: 'HIGH', original: '8.0' },
      message: 'Generic token',
    })
    expect(secrets).toEqual([match])
    expect(JSON.stringify(rest)).not.toContain(TOKEN)
  })

  test('may stand in what any rule quotes, of which redaction decides', () => {
    const finding = findingOf({ ruleId: 'X', locations: leak(snippet('eval("x12345678901")')) }, { name: 'Semgrep OSS' })
    expect(finding).toMatchObject({ secrets: [], quoted: ['eval("x12345678901")'] })
  })
})
