import { describe, expect, test } from '@jest/globals'
import { yarnAudit } from '../../../src/reports/tools/yarn-audit/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

function classic(path: string, findings: readonly object[]): object {
  const advisory = {
    id: 1179,
    module_name: 'minimist',
    title: 'minimist: arguments can pollute prototypes',
    severity: 'low',
    patched_versions: '>=0.2.1 <1.0.0 || >=1.2.3',
    github_advisory_id: 'GHSA-vh95-rmgr-6w4m',
    findings,
  }
  return { type: 'auditAdvisory', data: { resolution: { id: 1179, path }, advisory } }
}

const SUMMARY = { type: 'auditSummary', data: { vulnerabilities: {}, dependencies: 3 } }

function berry(id: unknown, versions: readonly string[]): object {
  const children = {
    ID: id,
    Issue: 'template options can run code',
    Severity: 'high',
    'Vulnerable Versions': '<4.17.21',
    'Tree Versions': versions,
  }
  return { value: 'lodash', children }
}

const LOCK_1 = '# yarn lockfile v1\n\n\n"@acme/a@^1.0.0":\n  version "1.0.1"\n\nminimist@0.0.8, minimist@~0.0.1:\n  version "0.0.8"\n'
const LOCK_4 = '__metadata:\n  version: 8\n\n"lodash@npm:4.17.15":\n  version: 4.17.15\n  resolution: "lodash@npm:4.17.15"\n'

describe('yarn audit of Yarn 1', () => {
  const INSTALLED = [
    { version: '0.0.8', paths: ['mkdirp>minimist', 'tar>minimist'] },
    { version: '1.2.0', paths: ['minimist'] },
  ]

  test('makes one finding of the ways to one version, and another one of another version', () => {
    const lines = ['mkdirp>minimist', 'minimist', 'tar>minimist'].map((path) => classic(path, INSTALLED))
    expect(readingsOf(yarnAudit, [...lines, SUMMARY]).map(({ verdict }) => verdict)).toEqual(['problem', 'problem', 'duplicate'])
    expect(findingsOf(yarnAudit, lines).map(({ remediation }) => remediation)).toEqual([
      'Upgrade minimist to one of 0.2.1, 1.2.3.',
      'Upgrade minimist to 1.2.3.',
    ])
  })

  test('points at the entry of the lock file that has all of the report', () => {
    const lines = [classic('mkdirp>minimist', INSTALLED), SUMMARY]
    expect(findingsOf(yarnAudit, lines, { 'yarn.lock': LOCK_1 })[0]?.location).toMatchObject({ path: 'yarn.lock', startLine: 7 })
    expect(findingsOf(yarnAudit, lines, { 'yarn.lock': LOCK_4 })[0]?.location?.path).toBeUndefined()
  })

  test('is incomplete when there was no lock file to audit, and when Yarn met an error', () => {
    for (const line of [
      { type: 'info', data: 'No lockfile found.' },
      { type: 'error', data: 'the registry does not answer' },
    ]) {
      const [run] = runsOf(yarnAudit, [line, SUMMARY])
      expect([[...(run?.readings() ?? [])].length, run?.complete()]).toEqual([0, false])
    }
  })

  test('is complete with remarks that have nothing to do with it', () => {
    const [run] = runsOf(yarnAudit, [{ type: 'warning', data: 'package.json: No license field' }, SUMMARY])
    expect([[...(run?.readings() ?? [])].length, run?.complete()]).toEqual([0, true])
  })

  test('tells lines that are none of Yarn', () => {
    expect(readingsOf(yarnAudit, [SUMMARY, 7, {}, { type: 'auditAdvisory' }]).map(({ verdict }) => verdict)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
    ])
  })
})

describe('yarn npm audit of Yarn 4', () => {
  test('makes a finding for each installed version', () => {
    const readings = readingsOf(yarnAudit, [berry(1065, ['4.17.15', '4.17.20'])])
    expect(readings.map(({ verdict, at }) => [verdict, at])).toEqual([
      ['problem', '[0].children["Tree Versions"][0]'],
      ['problem', '[0].children["Tree Versions"][1]'],
    ])
  })

  test('points at the entry of the lock file that has all of the report', () => {
    const [finding] = findingsOf(yarnAudit, [berry(1065, ['4.17.15'])], { 'yarn.lock': LOCK_4 })
    expect(finding?.location).toMatchObject({ path: 'yarn.lock', startLine: 4 })
  })

  test('reads deprecated packages as what they are', () => {
    const [finding] = findingsOf(yarnAudit, [berry('lodash (deprecation)', ['4.17.15'])])
    expect([finding?.kind, finding?.title, finding?.vulnerability]).toEqual(['other', 'lodash 4.17.15 is deprecated', undefined])
  })
})

test('yarn audit is told from other lines', () => {
  expect([[SUMMARY], [berry(1, [])], [{ type: 'info', data: 'x' }, SUMMARY]].map((lines) => detects(yarnAudit, lines))).toEqual([
    true,
    true,
    true,
  ])
  expect(
    [[{ type: 'info', data: 'x' }], [{ value: 'x', children: {} }], [{ type: 'auditSummary' }]].map((lines) => detects(yarnAudit, lines)),
  ).toEqual([false, false, false])
})
