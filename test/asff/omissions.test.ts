import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../src/asff/map.js'
import type { Finding } from '../../src/finding.js'
import { aContext, aFinding, aLife, aRule, aVulnerability } from './factories.js'
import { objections } from './valid.js'

const list = <T>(count: number, of: (n: number) => T): readonly T[] => Array.from({ length: count }, (_, n) => of(n))
const bucket = (n: number) => ({ logicalName: `arn:aws:s3:::bucket-${n}` })

const LISTS: readonly (readonly [name: string, most: number, of: (count: number) => Partial<Finding>])[] = [
  ['tags', 10, (count) => ({ rule: aRule({ tags: list(count, String) }) })],
  ['packages', 50, (count) => ({ vulnerability: aVulnerability({ packages: list(count, (n) => ({ name: `p${n}` })) }) })],
  ['references', 10, (count) => ({ vulnerability: aVulnerability({ urls: list(count, (n) => `https://x.test/${n}`) }) })],
  ['scores', 20, (count) => ({ vulnerability: aVulnerability({ cvss: list(count, (n) => ({ score: n / 10 })) }) })],
  ['names', 20, (count) => ({ vulnerability: aVulnerability({ related: list(count, (n) => `GHSA-${n}`) }) })],
  ['weaknesses', 10, (count) => ({ cwes: list(count, (n) => `CWE-${n + 1}`) })],
  ['requirements', 32, (count) => ({ kind: 'configuration', requirements: list(count, String) })],
  ['further places', 50, (count) => ({ otherLocations: list(count, (n) => ({ path: `${n}` })) })],
  ['resources', 32, (count) => ({ kind: 'configuration', location: bucket(0), otherLocations: list(count - 2, (n) => bucket(n + 1)) })],
]

describe('what the limit of a list leaves out of a finding is told in it', () => {
  const omittedFrom = (changes: Partial<Finding>) => {
    const asff = toAsff(aFinding(changes), aContext(), aLife())
    expect(objections(asff)).toEqual([])
    return asff.ProductFields?.['publish-to-security-hub/omitted']
  }

  test.each(LISTS)('%s, of which there are at most %d', (name, most, of) => {
    expect(omittedFrom(of(most))).toBeUndefined()
    expect(omittedFrom(of(most + 1))).toBe(`1 of ${most + 1} ${name}`)
    expect(omittedFrom(of(most + 9))).toBe(`9 of ${most + 9} ${name}`)
  })

  test('and nothing is told to be left out that this kind of finding does not have', () => {
    expect(omittedFrom({ kind: 'configuration', cwes: list(99, (n) => `CWE-${n + 1}`) })).toBeUndefined()
    expect(omittedFrom({ kind: 'code', requirements: list(99, String) })).toBeUndefined()
  })

  test('a resource that is named many times is one', () => {
    const same = list(49, () => bucket(0))
    expect(omittedFrom({ kind: 'configuration', location: bucket(0), otherLocations: same })).toBeUndefined()
  })
})
