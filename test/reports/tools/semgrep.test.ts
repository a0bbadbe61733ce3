import { describe, expect, test } from '@jest/globals'
import { semgrep } from '../../../src/reports/tools/semgrep/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const match = (extra: object) => ({ check_id: 'a.b', path: 'a.py', start: { line: 3, col: 1 }, end: { line: 4, col: 9 }, extra })
const report = (...extras: readonly object[]) => ({ results: extras.map(match), errors: [] })

describe('Semgrep JSON', () => {
  test.each([
    ['Semgrep OSS', {}],
    ['Semgrep OSS', { interfile_languages_used: [], engine_requested: 'OSS' }],
    ['Semgrep PRO', { interfile_languages_used: ['python'], engine_requested: 'PRO' }],
    ['Opengrep OSS', { interfile_languages_used: [], skipped_rules: [] }],
  ])('is of %s with %j', (name, members) => {
    expect(runsOf(semgrep, { ...report({}), ...members }).map(({ tool }) => tool.name)).toEqual([name])
  })

  test.each([
    ['a clean report', { results: [], errors: [], paths: { scanned: [] } }, true],
    ['two empty lists of anybody', { results: [], errors: [] }, false],
    ['a match', report({}), true],
    ['a page of the platform', { vulns: [], hasMore: false, cursor: '' }, true],
    ['Bandit', { results: [], errors: [], metrics: {}, generated_at: '' }, false],
    ['mobsfscan', { results: {}, errors: [] }, false],
    ['results of another kind', { results: [{ name: 'x' }], errors: [] }, false],
  ])('is told by its content: %s', (_, value, expected) => {
    expect(detects(semgrep, value)).toBe(expected)
  })

  test.each([
    [{ severity: 'ERROR' }, 'HIGH', 'ERROR'],
    [{ severity: 'WARNING' }, 'MEDIUM', 'WARNING'],
    [{ severity: 'INFO' }, 'LOW', 'INFO'],
    [{ severity: 'CRITICAL' }, 'CRITICAL', 'CRITICAL'],
    [{ severity: 'SURPRISE' }, 'MEDIUM', 'SURPRISE'],
    [{ severity: 'INFO', metadata: { 'security-severity': '9.8' } }, 'CRITICAL', '9.8'],
    [{ severity: 'INFO', metadata: { 'security-severity': 'HIGH' } }, 'HIGH', 'HIGH'],
  ])('grades %j as %s', (extra, label, original) => {
    expect(findingsOf(semgrep, report(extra))[0]?.severity).toEqual({ label, original })
  })

  test.each([
    [{}, 'code'],
    [{ category: 'security' }, 'code'],
    [{ category: 'correctness' }, 'other'],
    [{ category: 'correctness', cwe: 'CWE-1333: ReDoS' }, 'code'],
    [{ technology: ['terraform', 'aws'] }, 'configuration'],
    [{ technology: ['secrets'] }, 'secret'],
  ])('takes a rule with %j for %s', (metadata, kind) => {
    expect(findingsOf(semgrep, report({ metadata }))[0]?.kind).toBe(kind)
  })

  test('has no fingerprint and no secret where Semgrep wants a login for them', () => {
    const metadata = { cwe: ['CWE-798: Use of Hard-coded Credentials'] }
    const [finding] = findingsOf(semgrep, report({ metadata, fingerprint: 'requires login', lines: 'requires login' }))
    expect([finding?.fingerprints, finding?.quoted]).toEqual([[], []])
  })

  test('hands over the lines and the variables for redaction, but no plain words', () => {
    const metavars = { $V: { abstract_content: '"made-up-0123"' }, $NAME: { abstract_content: 'password' } }
    const metadata = { cwe: ['CWE-798: Use of Hard-coded Credentials'] }
    const message = 'The password made-up-0123 is in the code.'
    const [finding] = findingsOf(semgrep, report({ message, metadata, metavars, lines: 'password = "made-up-0123"' }))
    expect(finding?.quoted).toEqual(['password = "made-up-0123"', 'made-up-0123'])
  })

  test('has no line for a leak in the history', () => {
    const [finding] = findingsOf(semgrep, report({ historical_info: { git_commit: 'c0ffee' } }))
    expect(finding?.location).toEqual({ path: 'a.py' })
  })

  test('knows an advisory without a public name by its rule', () => {
    const sca_info = { dependency_match: { found_dependency: { package: 'x', version: '1', ecosystem: 'pypi' } } }
    expect(findingsOf(semgrep, report({ sca_info }))[0]?.vulnerability).toMatchObject({ id: 'a.b', packages: [{ name: 'x' }] })
  })

  test('is incomplete after an error, and complete after a warning, which is told', () => {
    const runs = ['error', 'warn'].flatMap((level) => runsOf(semgrep, { results: [], errors: [{ level, message: 'Timeout' }] }))
    for (const run of runs) expect([...run.readings()]).toEqual([])
    expect(runs.map((run) => run.complete())).toEqual([false, true])
    expect(runs.map((run) => run.problems()[0]?.message)).toEqual([
      'The tool reported an error, so results may be missing: Timeout',
      'The tool reported a warning: Timeout',
    ])
  })

  test('lists the files that it skipped, but for those that no rule is about', () => {
    const skipped = [
      { path: 'big.js', reason: 'exceeded_size_limit' },
      { path: 'notes.txt', reason: 'irrelevant_rule' },
    ]
    expect(runsOf(semgrep, { results: [], errors: [], paths: { scanned: [], skipped } })[0]?.partlyScanned).toEqual(['big.js'])
  })

  test('is incomplete where the platform has more pages', () => {
    const [run] = runsOf(semgrep, { vulns: [], hasMore: true })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(false)
  })

  test('accounts for a match without a rule', () => {
    expect(readingsOf(semgrep, { results: [{ path: 'a', extra: {}, check_id: null }], errors: [] })).toMatchObject([
      { verdict: 'unreadable', at: 'results[0]' },
    ])
  })
})
