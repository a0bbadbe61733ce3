import { describe, expect, test } from '@jest/globals'
import { npmAudit } from '../../../src/reports/tools/npm-audit/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const ADVISORY = {
  source: 1,
  name: 'lodash',
  title: 'Prototype pollution',
  url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
  severity: 'high',
  range: '<4.17.21',
}

const report = (members: object) => ({ auditReportVersion: 2, vulnerabilities: members })
const lodash = (changes: object) =>
  report({ lodash: { name: 'lodash', via: [ADVISORY], nodes: ['node_modules/lodash'], fixAvailable: false, ...changes } })

const LOCK = `{
  "lockfileVersion": 3,
  "packages": {
    "": { "name": "shop" },
    "node_modules/lodash": {
      "version": "4.17.20"
    }
  }
}`

describe('the fix of a package', () => {
  const fixOf = (fixAvailable: unknown, range = '<4.17.21') => {
    const [finding] = findingsOf(npmAudit, lodash({ fixAvailable, via: [{ ...ADVISORY, range }] }))
    return [finding?.vulnerability?.packages[0]?.fixedVersion, finding?.remediation]
  }

  test.each([
    ['none', false, undefined, [undefined, undefined]],
    ['one in the range that package.json allows', true, undefined, ['4.17.21', 'Upgrade lodash to 4.17.21: run npm audit fix.']],
    [
      'one of which only the last bad version is known',
      true,
      '>=1.0.0 <=1.1.0',
      ['>1.1.0', 'Upgrade lodash to a version behind 1.1.0: run npm audit fix.'],
    ],
    ['one without a known version', true, '*', [undefined, 'Run npm audit fix.']],
    [
      'an upgrade of itself',
      { name: 'lodash', version: '5.0.0', isSemVerMajor: true },
      undefined,
      ['5.0.0', 'Upgrade lodash to 5.0.0. This is a breaking change.'],
    ],
    [
      'an upgrade of what depends on it',
      { name: 'grunt', version: '1.6.1', isSemVerMajor: false },
      undefined,
      ['4.17.21', 'Upgrade grunt to 1.6.1.'],
    ],
    ['what is no fix', { name: 'grunt' }, undefined, ['4.17.21', 'Upgrade lodash to 4.17.21: run npm audit fix.']],
  ])('is %s', (_, available, range, expected) => {
    expect(fixOf(available, range)).toEqual(expected)
  })
})

describe('an installed package', () => {
  test('is found in the lock file that has all that the audit names', () => {
    const [finding] = findingsOf(npmAudit, lodash({}), { 'package-lock.json': LOCK })
    expect(finding).toMatchObject({
      title: 'GHSA-35jh-r3h4-6jhm in lodash 4.17.20',
      location: { path: 'package-lock.json', startLine: 5, logicalName: 'node_modules/lodash' },
      vulnerability: { packages: [{ name: 'lodash', version: '4.17.20', manager: 'NPM', path: 'package-lock.json' }] },
    })
  })

  test.each([
    ['of another project', LOCK.replace('lodash', 'underscore')],
    ['that is no JSON', LOCK.slice(0, -1)],
    ['of npm 6, which has no packages', '{"dependencies":{"node_modules/lodash":{"version":"1.0.0"}}}'],
  ])('is not looked up in a lock file %s', (_, lock) => {
    const [finding] = findingsOf(npmAudit, lodash({}), { 'package-lock.json': lock })
    expect(finding?.location).toEqual({ logicalName: 'node_modules/lodash' })
  })
})

describe('what makes a package vulnerable', () => {
  test('counts when it is an advisory, and not when it is a package that is listed itself', () => {
    const members = {
      lodash: { name: 'lodash', via: [ADVISORY, 'underscore', 7] },
      grunt: { name: 'grunt', via: ['lodash'] },
      odd: { name: 'odd' },
      none: 1,
    }
    expect(readingsOf(npmAudit, report(members)).map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'problem vulnerabilities.lodash.via[0]',
      'not-a-problem vulnerabilities.lodash.via[1]',
      'unreadable vulnerabilities.lodash.via[2]',
      'not-a-problem vulnerabilities.grunt.via[0]',
      'unreadable vulnerabilities.odd',
      'unreadable vulnerabilities.none',
    ])
  })

  test('is named by the GHSA, and by the number where there is none', () => {
    const idOf = (url: string) => findingsOf(npmAudit, lodash({ via: [{ ...ADVISORY, url }] }))[0]?.rule.id
    expect([idOf(ADVISORY.url), idOf('https://npmjs.com/advisories/1')]).toEqual(['GHSA-35jh-r3h4-6jhm', 'npm-1'])
  })
})

describe('a report by advisories', () => {
  const legacy = (changes: object) => ({ advisories: {}, metadata: {}, ...changes })
  const advisory = {
    module_name: 'growl',
    id: 146,
    cves: ['CVE-2017-16042'],
    severity: 'critical',
    patched_versions: '>=1.10.2',
    cwe: 'CWE-94',
  }

  test('is by npm when it has the number of the run, and by pnpm when not, whatever it holds', () => {
    const toolOf = (value: unknown) => runsOf(npmAudit, value).map(({ tool }) => tool.name)
    expect(toolOf(legacy({ runId: 'x' }))).toEqual(['npm audit'])
    expect(toolOf(legacy({}))).toEqual(['pnpm audit'])
  })

  test('has a finding for each installed version', () => {
    const findings = [
      { version: '1.9.2', paths: ['mocha>growl'] },
      { version: '1.9.0', paths: [] },
    ]
    expect(findingsOf(npmAudit, legacy({ advisories: { 146: { ...advisory, findings } } }))).toMatchObject([
      {
        rule: { id: 'CVE-2017-16042' },
        location: { logicalName: 'mocha>growl' },
        vulnerability: { packages: [{ version: '1.9.2', fixedVersion: '1.10.2' }] },
        cwes: ['CWE-94'],
      },
      { vulnerability: { packages: [{ version: '1.9.0' }] } },
    ])
  })

  test('says of an advisory of which no version is installed that it is no problem', () => {
    expect(readingsOf(npmAudit, legacy({ advisories: { 146: { ...advisory, findings: [] } } })).map(({ verdict }) => verdict)).toEqual([
      'not-a-problem',
    ])
    expect(readingsOf(npmAudit, legacy({ advisories: { 146: advisory } })).map(({ verdict }) => verdict)).toEqual(['problem'])
  })
})

test.each([[{ vulnerabilities: {} }], [{ advisories: [], metadata: {} }], [{ advisories: {} }], [[]]])('%j is no audit', (value) => {
  expect(detects(npmAudit, value)).toBe(false)
})
