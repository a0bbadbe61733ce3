import { describe, expect, test } from '@jest/globals'
import type { Reading } from '../../../src/finding.js'
import { type Json, readLog, readOnly } from './support.js'

/** Every value that might stand where the format wants another. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'text',
  '__proto__',
  'constructor',
  [],
  [null],
  ['x'],
  {},
  { text: 7 },
  { index: 0 },
  { index: -1 },
  { uri: 'x' },
]

const WHOLE: Json = {
  tool: {
    driver: {
      name: 'Trivy',
      rules: [
        {
          id: 'R',
          name: 'Secret',
          shortDescription: { text: 's' },
          fullDescription: { text: 'f' },
          help: { text: 'h' },
          properties: { tags: ['t'] },
          relationships: [{ target: { id: '1' } }],
        },
      ],
      notifications: [{ id: 'n' }],
      supportedTaxonomies: [{ name: 'CWE', guid: 'g' }],
    },
    extensions: [{ name: 'e', rules: [{ id: 'E' }] }],
  },
  invocations: [
    {
      ruleConfigurationOverrides: [{ descriptor: { index: 0 }, configuration: { level: 'error' } }],
      toolExecutionNotifications: [{ descriptor: { index: 0 } }],
      workingDirectory: { uri: 'x' },
    },
  ],
  artifacts: [{ location: { uri: 'a' }, parentIndex: 0 }],
  logicalLocations: [{ name: 'l', parentIndex: 0 }],
  originalUriBaseIds: { B: { uri: 'b/', uriBaseId: 'B' } },
  taxonomies: [{ name: 'CWE' }],
  versionControlProvenance: [{ mappedTo: { uriBaseId: 'B' } }],
  externalPropertyFileReferences: { results: [{ location: { uri: 'x' } }], driver: { location: { uri: 'y' } } },
  automationDetails: { id: 'a/b' },
  properties: { imageName: 'i', repoTags: ['t'] },
  results: [
    {
      ruleId: 'R',
      ruleIndex: 0,
      rule: { id: 'R', toolComponent: { index: 0 } },
      kind: 'fail',
      level: 'error',
      message: { text: 't', id: 'm', arguments: ['a'], markdown: 'm' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'u', uriBaseId: 'B', index: 0 },
            region: { startLine: 1, charOffset: 0, snippet: { text: 's' } },
            contextRegion: {},
          },
          logicalLocations: [{ index: 0 }],
        },
      ],
      relatedLocations: [{ id: 1 }],
      fingerprints: { a: 'b' },
      partialFingerprints: { a: 'b' },
      correlationGuid: 'g',
      suppressions: [{ status: 'rejected' }],
      baselineState: 'new',
      taxa: [{ id: '1', toolComponent: { index: 0 } }],
      fixes: [{ description: { text: 'd' } }],
      provenance: { firstDetectionTimeUtc: '2024-01-01', invocationIndex: 0 },
      properties: { tags: ['t'], cwe: 'c', severity: 'HIGH', cve: ['CVE-2020-0001'], purl: 'pkg:npm/a@1' },
    },
  ],
}

/** Each document that differs from the whole one in one place. */
function* mutations(value: unknown, put: (changed: unknown) => unknown): Generator<unknown> {
  for (const other of VALUES) yield put(other)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* mutations(item, (changed) => put(value.with(index, changed)))
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* mutations(item, (changed) => put({ ...value, [key]: changed }))
  }
}

describe('a report with anything in any place', () => {
  test.each(['Trivy', 'Grype', 'osv-scanner', 'Snyk Open Source', 'JFrog Xray Scanner', 'gitleaks', 'Checkov', 'Unknown'])(
    'is read to its end by %s, and every result is accounted for',
    (name) => {
      const whole = { ...WHOLE, tool: { ...(WHOLE['tool'] as Json), driver: { ...((WHOLE['tool'] as Json)['driver'] as Json), name } } }
      let count = 0
      for (const run of mutations(whole, (changed) => changed)) {
        const [read] = readLog({ runs: [run] })
        const readings: readonly Reading[] = [...(read?.readings() ?? [])]
        const results = (run as { results?: unknown } | null)?.results
        expect(readings).toHaveLength(Array.isArray(results) ? results.length : 0)
        expect(typeof read?.tool.name).toBe('string')
        expect(JSON.stringify(readings)).not.toContain('undefined')
        count++
      }
      expect(count).toBeGreaterThan(2000)
    },
  )
})

describe('a hostile report', () => {
  test('does not reach the prototype of anything', () => {
    const log =
      JSON.parse(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T","rules":[{"id":"__proto__","messageStrings":{"__proto__":{"text":"own"}}}]}},
      "originalUriBaseIds":{"__proto__":{"uri":"base/"}},"results":[{"ruleId":"__proto__","message":{"id":"__proto__"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a","uriBaseId":"__proto__"}}}],
      "properties":{"__proto__":{"severity":"CRITICAL"}}}]}]}`)
    const [run] = readLog(log)
    expect([...(run?.readings() ?? [])]).toMatchObject([
      { finding: { message: 'own', location: { path: 'base/a' }, severity: { label: 'MEDIUM' } } },
    ])
    expect(Object.hasOwn(Object.prototype, 'severity')).toBe(false)
  })

  test('never leads out of the repository', () => {
    const uris = [
      '../../etc/passwd',
      '%2e%2e/%2e%2e/etc/passwd',
      '..\\..\\etc\\passwd',
      'a/../../b',
      '/etc/passwd',
      'file:///etc/passwd',
      'C:\\Windows\\x',
      '//host/share',
      'file://host/share',
      '....//x',
      'a/%00/b',
    ]
    const results = uris.map((uri) => ({ ruleId: 'R', locations: [{ physicalLocation: { artifactLocation: { uri } } }] }))
    for (const reading of readOnly({ tool: { driver: { name: 'T' } }, results }).readings()) {
      const path = 'finding' in reading ? reading.finding.location?.path : undefined
      expect(path?.startsWith('/') ?? false).toBe(false)
      expect((path ?? '').split('/')).not.toContain('..')
    }
  })

  test.each([
    [
      'many references to many components',
      20_000,
      (index: number) => ({ ruleId: `x${index}`, rule: { toolComponent: { guid: `g${index}` } } }),
    ],
    ['a deep id in every result', 200, (index: number) => ({ ruleId: `${'a/'.repeat(20_000)}${index}` })],
    [
      'a long message that almost fits',
      50,
      () => ({ message: { text: `A high vulnerability in ${' package: , version was found at'.repeat(20_000)}` } }),
    ],
    [
      'thousands of fingerprints',
      5,
      () => ({ fingerprints: Object.fromEntries(Array.from({ length: 20_000 }, (_, number) => [`n${number}/v1`, 'abcdefgh'])) }),
    ],
    [
      'thousands of places',
      5,
      () => ({
        locations: Array.from({ length: 20_000 }, (_, number) => ({ physicalLocation: { artifactLocation: { uri: `f${number}` } } })),
      }),
    ],
  ])('does not take long over %s', (_, count, make) => {
    const extensions = Array.from({ length: 2000 }, (__, index) => ({ guid: `g${index}`, name: `n${index}`, rules: [] }))
    const results = Array.from({ length: count }, (__, index) => make(index))
    const run = readOnly({ tool: { driver: { name: 'grype' }, extensions }, results })
    expect([...run.readings()]).toHaveLength(count)
  })

  test('does not take long over a chain of containers or bases', () => {
    const length = 50_000
    const artifacts = Array.from({ length }, (_, index) => ({ location: { uri: `a${index}` }, parentIndex: index + 1 }))
    const originalUriBaseIds = Object.fromEntries(artifacts.map((_, index) => [`B${index}`, { uri: 'b/', uriBaseId: `B${index + 1}` }]))
    const results = Array.from({ length: 2000 }, (_, index) => ({
      ruleId: 'R',
      locations: [{ physicalLocation: { artifactLocation: { index, uriBaseId: `B${index}` } } }],
    }))
    expect([...readOnly({ tool: { driver: { name: 'T' } }, artifacts, originalUriBaseIds, results }).readings()]).toHaveLength(2000)
  })
})
