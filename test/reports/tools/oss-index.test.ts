import { describe, expect, test } from '@jest/globals'
import { auditjs } from '../../../src/reports/tools/oss-index/auditjs.js'
import { nancy } from '../../../src/reports/tools/oss-index/nancy.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const ENTRY = { id: 'CVE-2020-7598', title: '[CVE-2020-7598] CWE-1321', cvssScore: 5.6, reference: 'https://ossindex.example/a' }

const component = (coordinates: unknown, ...vulnerabilities: unknown[]) => ({ coordinates, vulnerabilities })

describe('AuditJS JSON', () => {
  test.each([
    ['pkg:npm/minimist@0.0.8', 'pkg:npm/minimist', 'minimist'],
    ['pkg:npm/%40shop/basket@3.1.0', 'pkg:npm/%40shop/basket', '@shop/basket'],
    ['pkg:npm/@shop/basket@3.1.0?type=tgz', 'pkg:npm/@shop/basket', '@shop/basket'],
    ['pkg:npm/minimist', 'pkg:npm/minimist', 'minimist'],
  ])('places %s at its package, whatever the version', (purl, uri, name) => {
    const [finding] = findingsOf(auditjs, [component(purl, ENTRY)])
    expect(finding?.location?.uri).toBe(uri)
    expect(finding?.vulnerability?.packages).toMatchObject([{ name, manager: 'NPM' }])
    expect(finding?.cwes).toEqual(['CWE-1321'])
  })

  test('takes the public name before the UUID of older reports', () => {
    const entry = { ...ENTRY, id: 'da5a3b11-0000-4000-8000-1123f0a492bf', cve: 'CVE-2020-7598' }
    const [finding] = findingsOf(auditjs, [component('pkg:npm/minimist@0.0.8', entry)])
    expect([finding?.rule.id, finding?.vulnerability?.related]).toEqual(['CVE-2020-7598', [entry.id]])
  })

  test('accounts for what cannot be read', () => {
    const readings = readingsOf(auditjs, [component('pkg:npm/a@1', 7, {}), component(7, ENTRY), 8, component('pkg:npm/b@1')])
    expect(readings.map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'unreadable [0].vulnerabilities[0]',
      'unreadable [0].vulnerabilities[1]',
      'unreadable [1].vulnerabilities[0]',
      'unreadable [2]',
    ])
    expect(detects(auditjs, [component('pkg:npm/b@1')])).toBe(true)
  })
})

describe('Nancy JSON', () => {
  const audited = (...Vulnerabilities: unknown[]) => ({ Coordinates: 'pkg:golang/golang.org/x/text@v0.3.0', Vulnerabilities })
  const report = (more: object, ...components: unknown[]) => ({
    audited: components,
    vulnerable: components,
    num_audited: 1,
    num_vulnerable: 1,
    ...more,
  })
  const FLAW = { ID: 'CVE-2020-14040', Title: '[CVE-2020-14040] CWE-835', CvssScore: '7.5', CvssVector: '', Cve: 'CVE-2020-14040' }

  test('reads names in capitals and scores in words, each component once', () => {
    const [finding, ...others] = findingsOf(nancy, report({}, audited(FLAW)))
    expect([finding?.severity, finding?.vulnerability?.packages[0]?.name, others]).toEqual([
      { label: 'HIGH', original: '7.5' },
      'golang.org/x/text',
      [],
    ])
  })

  test('takes what is excluded as accepted', () => {
    const readings = readingsOf(nancy, report({}, audited({ ...FLAW, Excluded: true }, { ...FLAW, Excluded: false })))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['suppressed', 'problem'])
  })

  test('does not call a package audited whose version could not be compared', () => {
    const [run] = runsOf(nancy, report({ invalid: [{ Coordinates: 'pkg:golang/shop.example/mail@devel', InvalidSemVer: true }] }))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.partlyScannedPackages, run?.problems().length]).toEqual([true, ['shop.example/mail'], 1])
  })
})
