import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Finding, Reading, ReportRun } from '../../../src/finding.js'
import { type Json, readLog } from './support.js'

/** Reports that real scanners wrote about samples of our own; test/fixtures/README.md says how. */
const FOLDER = join(process.cwd(), 'test/fixtures')
const PATHS = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.sarif'))
  .sort()

const parse = (path: string): Json => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))
const readAll = (path: string): readonly ReportRun[] =>
  readLog(parse(path), { roots: ['/home/runner/work/shop/shop', '/github/workspace'] })
const read = (path: string): ReportRun => {
  const [run] = readAll(path)
  if (run === undefined) throw new Error('no run')
  return run
}
const readingsOf = (path: string): readonly Reading[] => readAll(path).flatMap((run) => [...run.readings()])
const findings = (path: string): readonly Finding[] =>
  readingsOf(path).flatMap((reading) => ('finding' in reading ? [reading.finding] : []))

const EXPECTED: readonly (readonly [path: string, index: number, finding: object])[] = [
  [
    'bandit/many.sarif',
    0,
    {
      kind: 'code',
      severity: { label: 'MEDIUM', original: 'MEDIUM' },
      confidence: 30,
      cwes: ['CWE-89'],
      location: { path: 'api/app.py', startLine: 21 },
    },
  ],
  ['bandit/container.sarif', 0, { location: { path: 'api/app.py', startLine: 21 } }],
  [
    'bandit/many.sarif',
    17,
    {
      rule: { id: 'B105' },
      severity: { label: 'LOW', original: 'LOW' },
      quoted: expect.arrayContaining([expect.stringContaining('not-a-real-password')]),
    },
  ],
  [
    'checkov/one.sarif',
    0,
    {
      kind: 'configuration',
      rule: { id: 'CKV_DOCKER_7' },
      severity: { label: 'MEDIUM', original: 'none' },
      location: { path: 'Dockerfile', startLine: 1, endLine: 1 },
    },
  ],
  ['checkov/odd-names.sarif', 0, { location: { path: 'käse & brot/main infra.tf', startLine: 1, endLine: 3 } }],
  ['eslint/one.sarif', 0, { kind: 'code', severity: { label: 'HIGH', original: 'error' }, location: { path: 'hello.js', startLine: 2 } }],
  ['eslint/two-thousand.sarif', 0, { kind: 'code', rule: { id: 'security/detect-eval-with-expression' } }],
  [
    'flawfinder/one.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-78'],
      severity: { label: 'HIGH', original: 'error' },
      location: { path: 'native/hello.c', startLine: 5 },
      fingerprints: [{ name: 'contextHash/v1' }],
    },
  ],
  [
    'gitleaks/one.sarif',
    0,
    {
      kind: 'secret',
      rule: { id: 'shop-key' },
      severity: { label: 'HIGH', original: 'unverified' },
      fingerprints: [],
      secrets: ['n0tr3al-w4r3h0us3-k3y-9b3e7f1a'],
      location: { path: 'settings.env', startLine: 2 },
    },
  ],
  [
    'gosec/one.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-338'],
      severity: { label: 'HIGH', original: 'HIGH' },
      confidence: 60,
      location: { path: 'hello.go', startLine: 8 },
    },
  ],
  [
    'hadolint/one.sarif',
    0,
    { kind: 'configuration', severity: { label: 'MEDIUM', original: 'warning' }, location: { path: 'Dockerfile', startLine: 1 } },
  ],
  ['njsscan/many.sarif', 0, { kind: 'code', cwes: ['CWE-78'], location: { path: 'server.js', startLine: 8 } }],
  [
    'osv-scanner/one.sarif',
    0,
    {
      kind: 'vulnerability',
      title: 'CVE-2021-44906 in minimist 0.2.3',
      severity: { label: 'CRITICAL', original: '9.8' },
      location: { path: 'package-lock.json' },
      remediation: 'Upgrade minimist to 0.2.4.',
    },
  ],
  ['ruff/one.sarif', 0, { kind: 'code', location: { path: 'hello.py', startLine: 5 } }],
  [
    'semgrep/one.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-95'],
      severity: { label: 'CRITICAL', original: '9.8' },
      confidence: 60,
      fingerprints: [],
      location: { path: 'hello.py', startLine: 5 },
    },
  ],
  ['semgrep/odd-names.sarif', 0, { location: { path: '100%/#1 [x].py', startLine: 2 } }],
  [
    'trivy/one.sarif',
    0,
    {
      kind: 'vulnerability',
      title: 'CVE-2021-44906 in minimist 0.2.3',
      severity: { label: 'CRITICAL', original: '9.8' },
      location: { path: 'package-lock.json', startLine: 8 },
      remediation: 'Upgrade minimist to 0.2.4.',
    },
  ],
  [
    'trivy/image.sarif',
    0,
    {
      kind: 'vulnerability',
      image: 'localhost:5000/shop/api:1.4.2',
      location: { uri: 'localhost:5000/shop/api' },
      vulnerability: { packages: [{ manager: 'OS' }] },
    },
  ],
  [
    'trivy/config.sarif',
    0,
    {
      kind: 'configuration',
      rule: { id: 'AWS-0077' },
      severity: { label: 'MEDIUM', original: '5.5' },
      location: { path: 'infra/database.tf', startLine: 1, endLine: 10 },
    },
  ],
  [
    'trivy/secret.sarif',
    0,
    { kind: 'secret', severity: { label: 'CRITICAL', original: '9.5' }, location: { path: 'settings.env', startLine: 2 } },
  ],
  [
    'ansible-lint/many.sarif',
    5,
    {
      kind: 'configuration',
      rule: { id: 'risky-shell-pipe', title: expect.stringMatching(/^Without the pipefail option set, a shell command/) },
      severity: { label: 'HIGH', original: 'error' },
      location: { path: 'site.yml', startLine: 3 },
    },
  ],
  [
    'biome/many.sarif',
    10,
    { kind: 'code', rule: { id: 'lint/security/noGlobalEval' }, location: { path: 'web/server.js', startLine: 25 } },
  ],
  [
    'clang/many.sarif',
    4,
    {
      kind: 'code',
      rule: { id: 'security.insecureAPI.gets' },
      severity: { label: 'MEDIUM', original: 'warning' },
      location: { path: 'basket.c', startLine: 21 },
      fingerprints: [{ name: 'clang/issueHash/v1' }],
    },
  ],
  ['clang/many.sarif', 0, { kind: 'other', location: { path: 'basket.h', startLine: 15 } }],
  [
    'cppcheck/many.sarif',
    0,
    { kind: 'code', cwes: ['CWE-477'], severity: { label: 'HIGH', original: '8.5' }, location: { path: 'basket.c', startLine: 21 } },
  ],
  [
    'detekt/base-path.sarif',
    0,
    { rule: { id: 'detekt.empty-blocks.EmptyCatchBlock' }, location: { path: 'src/main/kotlin/shop/Orders.kt', startLine: 10 } },
  ],
  [
    'gcc/many.sarif',
    3,
    {
      kind: 'code',
      cwes: ['CWE-416'],
      rule: { id: '-Wanalyzer-use-after-free' },
      severity: { label: 'MEDIUM', original: 'warning' },
      location: { path: 'basket.c', startLine: 15 },
    },
  ],
  ['gcc/subfolder.sarif', 0, { rule: { id: '-Wformat-security' }, location: { path: 'code/basket.c', startLine: 21 } }],
  [
    'golangci-lint/many.sarif',
    7,
    {
      kind: 'code',
      rule: { id: 'gosec' },
      message: 'G204: Subprocess launched with a potential tainted input or cmd arguments',
      location: { path: 'main.go' },
    },
  ],
  [
    'ktlint/many.sarif',
    0,
    { rule: { id: 'standard:no-wildcard-imports' }, location: { path: 'src/main/kotlin/shop/Orders.kt', startLine: 3 } },
  ],
  ['ktlint/container.sarif', 0, { location: { path: 'src/main/kotlin/shop/Orders.kt', startLine: 3 } }],
  ['opengrep/many.sarif', 0, { kind: 'code', rule: { id: 'semgrep.python-sql-from-request' }, location: { path: 'api/app.py' } }],
  [
    'pmd/many.sarif',
    3,
    { rule: { id: 'CloseResource' }, severity: { label: 'MEDIUM' }, location: { path: 'src/main/java/shop/Orders.java', startLine: 25 } },
  ],
  ['secretlint/masked.sarif', 0, { kind: 'secret', location: { path: 'settings.env', startLine: 2 } }],
  [
    'spectral/many.sarif',
    2,
    { rule: { id: 'shop-servers-use-https' }, severity: { label: 'HIGH' }, location: { path: 'api.yaml', startLine: 6 } },
  ],
  [
    'spotbugs-sarif/many.sarif',
    11,
    {
      kind: 'code',
      cwes: ['CWE-89'],
      rule: { id: 'SQL_INJECTION_JDBC' },
      location: { path: 'src/main/java/shop/Orders.java', startLine: 26 },
    },
  ],
  [
    'tflint/many.sarif',
    0,
    {
      kind: 'configuration',
      rule: { id: 'terraform_required_providers' },
      severity: { label: 'MEDIUM', original: 'warning' },
      location: { path: 'infra/database.tf', startLine: 21 },
    },
  ],
  ['tflint/broken.sarif', 0, { kind: 'configuration', location: { path: 'main.tf', startLine: 1 } }],
  ['typos/many.sarif', 0, { kind: 'other', location: { path: 'hello.py', startLine: 6 } }],
  [
    'zizmor/one.sarif',
    0,
    {
      kind: 'configuration',
      severity: { label: 'HIGH', original: 'High' },
      confidence: 80,
      location: { path: '.github/workflows/ci.yml', startLine: 12 },
    },
  ],
]

describe('a report by a real scanner', () => {
  test.each(PATHS)('%s is read with every result accounted for', (path) => {
    const runs = (parse(path)['runs'] ?? []) as readonly { readonly results?: readonly unknown[] }[]
    const readings = readingsOf(path)
    expect(readings).toHaveLength(runs.reduce((sum, { results }) => sum + (results?.length ?? 0), 0))
    expect(readings.filter(({ verdict }) => verdict === 'unreadable')).toEqual([])
  })

  test.each(EXPECTED)('%s, result %i, has what a person sees in it', (path, index, expected) => {
    expect(findings(path)[index]).toMatchObject(expected)
  })

  test('has each gosec result under its own rule, though gosec numbers them before it sorts its rules', () => {
    const { results } = (
      parse('gosec/many.sarif')['runs'] as readonly { readonly results: readonly { readonly ruleId: string }[] }[]
    )[0] ?? { results: [] }
    const run = read('gosec/many.sarif')
    const rules = [...run.readings()].flatMap((reading) => ('finding' in reading ? [reading.finding.rule] : []))
    expect(rules.map(({ id }) => id)).toEqual(results.map(({ ruleId }) => ruleId))
    expect(rules.find(({ id }) => id === 'G204')?.title).toMatch(/^Subprocess launched/)
    expect(run.problems()).toMatchObject([{ code: 'rule-id-mismatch' }])
  })

  test.each(['opengrep/many.sarif', 'secretlint/credentials.sarif', 'secretlint/masked.sarif'])(
    '%s has no title that repeats the rule',
    (path) => {
      expect(findings(path).filter(({ rule }) => rule.title?.includes(rule.id))).toEqual([])
    },
  )

  test('is incomplete where the scanner could not read a file and says so', () => {
    for (const path of ['eslint/broken.sarif', 'bandit/broken.sarif', 'pmd/broken.sarif']) {
      const run = read(path)
      for (const _ of run.readings());
      expect(run.complete()).toBe(false)
    }
  })

  test('keeps suppressed results apart', () => {
    const verdicts = (path: string) => [...read(path).readings()].map(({ verdict }) => verdict).sort()
    expect(verdicts('checkov/suppressed.sarif')).toEqual(['problem', 'suppressed'])
    expect(verdicts('gosec/suppressed.sarif')).toEqual(['problem', 'suppressed'])
    expect(verdicts('staticcheck/suppressed.sarif')).toEqual(['problem', 'suppressed'])
  })

  test.each(PATHS.filter((path) => /^(?:gitleaks|trivy)\//.test(path)))('%s leaves no secret in any other field', (path) => {
    for (const { secrets, ...rest } of findings(path)) {
      const shown = JSON.stringify(rest)
      for (const secret of secrets) expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1))
    }
  })
})
