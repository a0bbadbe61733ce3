import { describe, expect, test } from '@jest/globals'
import { codeQuality } from '../../../src/reports/tools/code-quality/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const SHA256 = 'b2d5ce4f2fb7dcf6b5e1b1a7d1ff5a1f1c0b3f3c6c9d2f7d2f6d0a5a9f0e1c2d'
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e'

const issue = (members: object, location: object = { path: 'a.py', lines: { begin: 3 } }) => ({
  description: 'Something',
  check_name: 'a-check',
  fingerprint: MD5,
  severity: 'major',
  location,
  ...members,
})

const toolOf = (value: object) => runsOf(codeQuality, [value]).map(({ tool }) => tool.name)

describe('Code Quality', () => {
  test.each([
    ['GitLab', [issue({})], true],
    ['Code Climate', [issue({ type: 'issue', categories: ['Style'], fingerprint: undefined })], true],
    ['an issue behind a measurement', [{ type: 'measurement', name: 'loc', value: 1 }, issue({})], true],
    ['measurements alone', [{ type: 'measurement', name: 'loc', value: 1 }], false],
    ['another sort of entry', [issue({ type: 'event' })], false],
    ['an entry without a place', [issue({ location: { path: 'a.py' } })], false],
  ])('takes %s: %#', (_, value, taken) => {
    expect(detects(codeQuality, value)).toBe(taken)
  })

  test.each([
    ['golangci-lint', issue({ check_name: 'gosec', description: 'gosec: G402: TLS', fingerprint: MD5.toUpperCase() })],
    ['ruff', issue({ check_name: 'S101', description: 'S101: assert', fingerprint: '6def7c4bdbbcf3e6' })],
    ['ruff', issue({ check_name: 'invalid-syntax', fingerprint: '6def7c4bdbbcf3e6' })],
    ['ESLint', issue({ type: 'issue', categories: ['Bug Risk', 'Style'] }, { path: 'web/a.tsx', lines: { begin: 1 } })],
    ['RuboCop', issue({ check_name: 'Style/StringLiterals' }, { path: 'Gemfile', lines: { begin: 1 } })],
    ['RuboCop', issue({ engine_name: 'rubocop', check_name: 'Rubocop/Style/StringLiterals' })],
    ['Pylint', issue({ type: 'issue', check_name: 'W0123', description: 'W0123: Use of eval' })],
    ['PHPStan', issue({ check_name: undefined, fingerprint: SHA256 }, { path: 'a.php', lines: { begin: 1 } })],
    ['Hadolint', issue({ type: 'issue', check_name: 'DL3007', categories: ['Bug Risk'] })],
    ['Biome', issue({ check_name: 'lint/security/noBlankTarget', fingerprint: '12605147520894522338' })],
    ['some-engine', issue({ engine_name: 'some-engine' })],
  ])('knows %s by its marks: %#', (name, value) => {
    expect(toolOf(JSON.parse(JSON.stringify(value)))).toEqual([name])
  })

  test.each([
    ['an MD5 in small letters', issue({ check_name: 'gosec', description: 'gosec: G402: TLS' })],
    ['a check about Markdown', issue({ check_name: 'MD013', fingerprint: '6def7c4bdbbcf3e6' }, { path: 'a.md', lines: { begin: 1 } })],
    ['a style sheet', issue({ type: 'issue', categories: ['Style'] }, { path: 'web/a.scss', lines: { begin: 1 } })],
    ['another language', issue({ check_name: undefined, fingerprint: SHA256 }, { path: 'a.py', lines: { begin: 1 } })],
    ['a security check of nobody', issue({ type: 'issue', categories: ['Security'], fingerprint: SHA256 })],
  ])('names nobody for %s', (_, value) => {
    expect(toolOf(JSON.parse(JSON.stringify(value)))).toEqual(['Code Quality'])
  })

  test('gives every tool of a file a run of its own and accounts for all entries', () => {
    const values = [
      issue({}),
      'text',
      issue({ engine_name: 'one' }),
      { type: 'measurement', name: 'loc', value: 1, engine_name: 'two' },
      issue({}),
    ]
    const runs = runsOf(codeQuality, values)
    expect(runs.map(({ tool }) => tool.name)).toEqual(['Code Quality', 'one'])
    const readings = runs.flatMap((run) => [...run.readings()])
    expect(readings.map(({ at, verdict }) => `${verdict} ${at}`).toSorted()).toEqual([
      'not-a-problem [3]',
      'problem [0]',
      'problem [2]',
      'problem [4]',
      'unreadable [1]',
    ])
    expect(runs.map((run) => run.complete())).toEqual([false, true])
  })

  test.each([
    ['info', 'INFORMATIONAL'],
    ['minor', 'LOW'],
    ['major', 'MEDIUM'],
    ['critical', 'HIGH'],
    ['blocker', 'CRITICAL'],
    ['whatever', 'MEDIUM'],
  ])('grades %s as %s', (severity, label) => {
    expect(findingsOf(codeQuality, [issue({ severity })])[0]?.severity).toEqual({ label, original: severity })
  })

  test.each([
    ['blocker', 'HIGH'],
    ['major', 'MEDIUM'],
    ['info', 'INFORMATIONAL'],
    ['minor', 'LOW'],
  ])('grades what Hadolint calls a %s as its own format does: %s', (severity, label) => {
    const value = issue({ type: 'issue', check_name: 'DL4000', categories: ['Bug Risk'], fingerprint: undefined, severity })
    expect(findingsOf(codeQuality, [value])[0]?.severity).toEqual({ label, original: severity })
  })

  test('reads positions, other places, a CWE and takes the check from before the description', () => {
    const position = { begin: { line: 3, column: 10 }, end: { line: 4, column: 12 } }
    const value = issue(
      { description: 'a-check: Bad', cwe: '798', other_locations: [{ path: 'b.py', lines: { begin: 9, end: 10 } }] },
      { path: 'a.py', positions: position },
    )
    expect(findingsOf(codeQuality, [value])[0]).toMatchObject({
      kind: 'code',
      message: 'Bad',
      cwes: ['CWE-798'],
      location: { path: 'a.py', startLine: 3, startColumn: 10, endLine: 4, endColumn: 12 },
      otherLocations: [{ path: 'b.py', startLine: 9, endLine: 10 }],
    })
  })

  test.each([
    ['ruff', issue({ check_name: 'invalid-syntax', fingerprint: '6def7c4bdbbcf3e6' })],
    ['ruff', issue({ check_name: 'E902', fingerprint: '6def7c4bdbbcf3e6' })],
    ['Pylint', issue({ type: 'issue', check_name: 'E0001', description: 'E0001: Parsing failed' })],
  ])('concludes nothing from a file that %s could not parse', (_, value) => {
    const [run] = runsOf(codeQuality, [value])
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.partlyScanned).toEqual(['a.py'])
  })

  test('concludes nothing at all when code does not compile', () => {
    const value = issue({ check_name: 'typecheck', description: 'typecheck: undefined: x', fingerprint: MD5.toUpperCase() })
    const [run] = runsOf(codeQuality, [value])
    expect([...(run?.readings() ?? [])]).toMatchObject([{ verdict: 'problem' }])
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ message: expect.stringContaining('a.py: typecheck: undefined: x') }])
  })

  test('concludes nothing at all when the file that could not be parsed is nowhere', () => {
    const value = issue({ check_name: 'phpstan.parse', fingerprint: SHA256 }, { path: '', lines: { begin: 0 } })
    const [run] = runsOf(codeQuality, [value])
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ code: 'error-notification', message: expect.stringContaining('Something') }])
  })

  test('accounts for an issue that says nothing', () => {
    const [, second] = readingsOf(codeQuality, [issue({}), { location: { path: 'a', lines: {} } }])
    expect(second).toMatchObject({ verdict: 'unreadable', at: '[1]' })
  })
})

describe('the template of Trivy', () => {
  const found = (description: string, severity: string, path = 'api/Dockerfile') =>
    findingsOf(codeQuality, [issue({ check_name: 'container_scanning', description, severity }, { path, lines: { begin: 2 } })])[0]

  test('has the rule and its title in the description', () => {
    expect(toolOf(issue({ check_name: 'container_scanning', description: 'Secret - shop-key - A key - of the shop' }))).toEqual(['Trivy'])
    expect(found('Misconfig - DS-0002 - Image user - root', 'major')).toMatchObject({
      kind: 'configuration',
      rule: { id: 'DS-0002', title: 'Image user - root' },
      message: 'Image user - root',
      severity: { label: 'HIGH' },
    })
    expect(found('Secret - shop-key - A key - of the shop', 'critical')).toMatchObject({
      kind: 'secret',
      rule: { id: 'shop-key', title: 'A key - of the shop' },
      severity: { label: 'CRITICAL' },
    })
  })

  test('has an image where a file should be', () => {
    expect(found('CVE-2024-1000 - openssl - 1.1 - A flaw', 'info', 'shop/api:1 (alpine 3.10)')).toMatchObject({
      severity: { label: 'LOW' },
      location: { uri: 'shop/api' },
      image: 'shop/api:1',
      vulnerability: { packages: [{ name: 'openssl', version: '1.1', manager: 'OS' }] },
    })
  })

  test('is not that of another tool that names an advisory', () => {
    const [other] = findingsOf(codeQuality, [
      issue({ check_name: 'CVE-2024-1000', description: 'CVE-2024-1000: A flaw' }, { path: 'bin/shop', lines: { begin: 1 } }),
    ])
    expect(other?.location).toMatchObject({ path: 'bin/shop' })
  })
})
