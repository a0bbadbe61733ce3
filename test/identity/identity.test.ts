import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { identify } from '../../src/identity/identify.js'
import { createLedger } from '../../src/identity/ledger.js'
import { scopePrefix, streamPrefix } from '../../src/identity/scope.js'
import { createSourceHashes } from '../../src/identity/source-hashes.js'
import { createFingerprintSurvey, type FingerprintSurvey } from '../../src/identity/trust.js'

const finding = (over: Partial<Finding> = {}): Finding => ({
  kind: 'code',
  rule: { id: 'rule', tags: [] },
  severity: { label: 'HIGH', original: 'error' },
  message: 'message',
  otherLocations: [],
  cwes: [],
  fingerprints: [],
  requirements: [],
  secrets: [],
  ...over,
})
const trustAll = { trusts: () => true }
const fingerprintOf = (result: Finding, text?: string, survey: Pick<FingerprintSurvey, 'trusts'> = trustAll) =>
  identify(result, { survey, sources: createSourceHashes(() => text) }).fingerprint

describe('a fingerprint', () => {
  const source = 'one\ntwo(password)\nthree\n'
  const at = (startLine: number, message = 'message') => finding({ message, location: { path: 'a.py', startLine } })

  test('does not change with a line above, indentation, CRLF or the message', () => {
    const plain = fingerprintOf(at(2), source)
    expect(fingerprintOf(at(3, 'now with 3 more'), `zero\n${source}`)).toBe(plain)
    expect(fingerprintOf(at(2), source.replace(/^/gm, '\t\t').replaceAll('\n', '\r\n'))).toBe(plain)
  })

  test.each([
    ['another rule', finding({ rule: { id: 'rule/2', tags: [] }, location: { path: 'a.py', startLine: 2 } })],
    ['another path', finding({ location: { path: 'b.py', startLine: 2 } })],
    ['another line', at(3)],
  ])('changes with %s', (_name, other) => {
    expect(fingerprintOf(other, source)).not.toBe(fingerprintOf(at(2), source))
  })

  test('without source depends on the message with its numbers folded', () => {
    expect(fingerprintOf(finding({ message: '12 of 40 pods' }))).toBe(fingerprintOf(finding({ message: '3 of 7 pods' })))
    expect(fingerprintOf(finding({ message: 'a' }))).not.toBe(fingerprintOf(finding({ message: 'b' })))
  })

  test('of a package does not depend on its version', () => {
    const of = (version: string, name = 'lodash') =>
      finding({
        vulnerability: {
          id: 'CVE-2021-23337',
          related: [],
          cvss: [],
          urls: [],
          packages: [{ name, version, purl: `pkg:npm/%40acme/${name}@${version}?os=linux` }],
        },
        fingerprints: [{ name: 'f', value: `hash of ${version}` }],
      })
    expect(fingerprintOf(of('4.17.20'))).toBe(fingerprintOf(of('4.17.19')))
    expect(fingerprintOf(of('4.17.20'))).not.toBe(fingerprintOf(of('4.17.20', 'underscore')))
  })

  test('uses no tool fingerprint that is constant over the report', () => {
    const results = ['a', 'b', 'c'].map((path) =>
      finding({ location: { path, startLine: 1 }, fingerprints: [{ name: 'matchBasedId/v1', value: 'requires login' }] }),
    )
    const survey = createFingerprintSurvey()
    for (const result of results) survey.add(result)
    expect(survey.trusts('matchBasedId/v1')).toBe(false)
    expect(fingerprintOf(results[0] ?? finding(), 'text', survey)).toBe(
      fingerprintOf(finding({ location: { path: 'a', startLine: 1 } }), 'text', survey),
    )
  })

  test.each<[string, Partial<Finding>, Partial<Finding>]>([
    ['two lines of one file', { location: { path: 'a', startLine: 1 } }, { location: { path: 'a', startLine: 2 } }],
    ['two functions of one file', { location: { path: 'a', logicalName: 'f' } }, { location: { path: 'a', logicalName: 'g' } }],
    ['two rules at one place', { rule: { id: 'r', tags: [] } }, { rule: { id: 's', tags: [] } }],
  ])('uses no tool fingerprint that is the same for %s', (_name, one, other) => {
    const survey = createFingerprintSurvey()
    for (const result of [one, other]) survey.add(finding({ ...result, fingerprints: [{ name: 'hash', value: 'same' }] }))
    expect(survey.trusts('hash')).toBe(false)
  })

  test('believes a fingerprint that two results at one place have', () => {
    const survey = createFingerprintSurvey()
    for (const message of ['a', 'b'])
      survey.add(finding({ message, location: { path: 'a' }, fingerprints: [{ name: 'hash', value: 'same' }] }))
    expect(survey.trusts('hash')).toBe(true)
  })

  test('believes a fingerprint that differs, and a lone one', () => {
    const survey = createFingerprintSurvey()
    survey.add(finding({ location: { path: 'a' }, fingerprints: [{ name: 'hash', value: '1'.repeat(16) }] }))
    expect(survey.trusts('hash')).toBe(true)
    survey.add(finding({ location: { path: 'b' }, fingerprints: [{ name: 'hash', value: '2'.repeat(16) }] }))
    expect(survey.trusts('hash')).toBe(true)
    expect(survey.trusts('unseen')).toBe(false)
  })
})

describe('Ids', () => {
  const idsOf = (results: readonly Finding[]) => {
    const ledger = createLedger()
    for (const result of results) ledger.add(result, 'f'.repeat(32), '')
    const ids = ledger.settle('scope/')
    return Array.from({ length: ids.size }, (_, index) => ids.at(index)?.replace('f'.repeat(32), 'F'))
  }
  const at = (startLine: number, startColumn = 1) => finding({ location: { path: 'a', startLine, startColumn } })

  test('of equal fingerprints are numbered in source order, not in the order of the report', () => {
    expect(idsOf([at(9), at(3, 8), at(3, 2)])).toEqual(['scope/v1-F-3', 'scope/v1-F-2', 'scope/v1-F'])
  })

  test('of identical results are one', () => {
    expect(idsOf([at(3), at(4), at(3)])).toEqual(['scope/v1-F', 'scope/v1-F-2', undefined])
  })

  test.each<[string, Partial<Finding>]>([
    ['message', { message: 'another' }],
    ['title', { title: 'Another' }],
    ['severity', { severity: { label: 'HIGH', original: 'blocker' } }],
    ['further places', { otherLocations: [{ path: 'b', startLine: 1 }] }],
    ['fingerprints', { fingerprints: [{ name: 'hash', value: '1' }] }],
    ['advisory', { vulnerability: { id: 'CVE-2021-23337', related: [], cvss: [], urls: [], packages: [] } }],
    ['weaknesses', { cwes: ['CWE-79'] }],
    ['remediation', { remediation: 'Upgrade.' }],
    ['image', { image: 'alpine:3' }],
    ['place outside of the repository', { location: { uri: 'util.py', writtenAs: 'w' } }],
  ])('of results that differ only in their %s are two', (_name, over) => {
    const result = finding({ location: { uri: 'util.py', writtenAs: 'v' } })
    expect(idsOf([result, { ...result, ...over }]).toSorted()).toEqual(['scope/v1-F', 'scope/v1-F-2'])
  })

  test('of a file of the repository are one, however the tool wrote its path', () => {
    const written = (writtenAs: string) => finding({ location: { path: 'a', startLine: 3, writtenAs } })
    expect(idsOf([written('v'), written('w')])).toEqual(['scope/v1-F', undefined])
  })

  test('of results of which one is suppressed are two', () => {
    const ledger = createLedger()
    ledger.add(at(3), 'f'.repeat(32), '')
    ledger.add(at(3), 'f'.repeat(32), 'suppressed')
    const ids = ledger.settle('scope/')
    expect(ids.at(0)).not.toBe(ids.at(1))
    expect([ids.at(0), ids.at(1)]).not.toContain(undefined)
  })

  test('of what stands at one place do not depend on the order of the report', () => {
    const [one, other] = [finding({ message: 'one' }), finding({ message: 'other' })]
    expect(idsOf([one, other])).toEqual(idsOf([other, one]).toReversed())
  })

  test('of what stands on one line are numbered by column', () => {
    expect(idsOf([at(3, 8), at(3, 2), at(3, 5)])).toEqual(['scope/v1-F-3', 'scope/v1-F', 'scope/v1-F-2'])
  })
})

describe('the scope of an analysis', () => {
  const scope = {
    serverUrl: 'https://github.com',
    repository: 'acme/shop',
    repositoryId: '99',
    branch: { kind: 'default-branch' },
    tool: 'Trivy',
    category: '',
  } as const

  test('is a prefix that nothing else shares', () => {
    expect(scopePrefix(scope)).toBe('github.com/99/default/Trivy//')
    const others = [
      { ...scope, repositoryId: '9' },
      { ...scope, tool: 'Triv' },
      { ...scope, tool: 'Trivy/' },
      { ...scope, category: 'a' },
      { ...scope, category: 'a/b' },
      { ...scope, branch: { kind: 'branch', name: 'default' } as const },
      { ...scope, branch: { kind: 'tag', name: 'default' } as const },
      { ...scope, branch: { kind: 'pull-request', number: 1 } as const },
      { ...scope, branch: { kind: 'pull-request', number: 11 } as const },
      scope,
    ].map(scopePrefix)
    for (const one of others) for (const other of others) if (one !== other) expect(one.startsWith(other)).toBe(false)
  })

  test('begins with what its stream has in common, and no stream begins like another', () => {
    const names = ['rel', 'rel/1', 'rel%2F1', 'rele', 'REL', '..', '../default', 'a:b', '', 'ü', 'r'.repeat(300), `${'r'.repeat(300)}x`]
    const branches = names.flatMap((name) => (['branch', 'tag', 'merge-group'] as const).map((kind) => ({ kind, name })))
    const streams = [{ kind: 'default-branch' } as const, { kind: 'pull-request', number: 1 } as const, ...branches].map((branch) => ({
      ...scope,
      branch,
    }))
    const prefixes = streams.map(streamPrefix)
    expect(streams.map(scopePrefix)).toEqual(prefixes.map((prefix) => `${prefix}Trivy//`))
    for (const one of prefixes) expect(prefixes.filter((other) => other.startsWith(one))).toEqual([one])
    expect(prefixes.every((prefix) => /^github\.com\/99\/[^/]+\/$/.test(prefix))).toBe(true)
  })

  test('stays short enough for an Id whatever the names, and keeps long names apart', () => {
    const long = (end: string) =>
      scopePrefix({
        ...scope,
        tool: `${'🚀'.repeat(300)}${end}`,
        category: '/'.repeat(600),
        branch: { kind: 'branch', name: 'ü'.repeat(255) },
      })
    expect(long('a').length + 32 + 12).toBeLessThanOrEqual(512)
    expect(long('a')).not.toBe(long('b'))
  })

  test('keeps a name apart from one that is made to look like the cut of another', () => {
    const long = 'x'.repeat(300)
    const cut = decodeURIComponent(scopePrefix({ ...scope, tool: long }).split('/')[3] ?? '')
    expect(cut).toMatch(/^x+~[0-9a-f]{32}$/)
    expect(scopePrefix({ ...scope, tool: cut })).not.toBe(scopePrefix({ ...scope, tool: long }))
  })

  test('tells text that is not well-formed from what stands in for it', () => {
    const names = ['x\ud800y', 'x\ud801y', 'x\ufffdy', '"x\\ud800y"'].map((tool) => scopePrefix({ ...scope, tool }))
    expect(new Set(names).size).toBe(names.length)
    const imitation = decodeURIComponent(names[0]?.split('/')[3] ?? '')
    expect(scopePrefix({ ...scope, tool: imitation })).not.toBe(names[0])
  })
})
