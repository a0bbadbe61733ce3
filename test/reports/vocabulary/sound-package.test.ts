import { describe, expect, test } from '@jest/globals'
import { cvssScore } from '../../../src/reports/vocabulary/cvss-score.js'
import { imageReference } from '../../../src/reports/vocabulary/image-name.js'
import { soundPackage } from '../../../src/reports/vocabulary/sound-package.js'
import { stated } from '../../../src/reports/vocabulary/stated.js'
import { trivyRuleAliases } from '../../../src/reports/vocabulary/trivy-rules.js'

test.each(['Unknown', 'UNKNOWN', ' n/a ', '-', 'none', '<none>', 'null', 'undefined', 'NotAvailable', ''])('%j says nothing', (word) => {
  expect(stated(word)).toBeUndefined()
})

test.each(['1.0', 'unknown-horizons', 'none-such:1'])('%j says something', (text) => {
  expect(stated(text)).toBe(text)
})

describe('a fix', () => {
  test.each([
    ['1.4.2', '1.4.2', undefined],
    ['1.4.2', 'v1.4.2', undefined],
    ['1.4.2', '1.4.2, 1.5.0', '1.5.0'],
    ['1.4.2', 'No fix available', undefined],
    ['1.4.2', 'not fixed before 2031', undefined],
    ['1.4.2', 'latest', undefined],
    ['1.4.2', 'UNKNOWN', undefined],
    ['1.4.2', '[1.5.0,2.0.0)', '[1.5.0,2.0.0)'],
    ['1.4.2', '>1.4.2', '>1.4.2'],
    ['Unknown', '1.5.0', '1.5.0'],
  ])('of %s that is said to be %j is %j', (version, fixedVersion, expected) => {
    expect(soundPackage({ name: 'harbour', version, fixedVersion }).fixedVersion).toBe(expected)
  })
})

test('a package has no version that says nothing, and keeps its name whatever it is', () => {
  expect(soundPackage({ name: 'undefined', version: 'n/a', manager: 'NPM', path: '-' })).toEqual({ name: 'undefined', manager: 'NPM' })
})

test.each(['Unknown', 'web/package-lock.json', 'images/app.tar.gz', './api', '/srv/app', 'go.mod', 'lib/pier.jar'])(
  '%s is no image',
  (name) => {
    expect(imageReference(name)).toBeUndefined()
  },
)

test.each(['acme/next.js', 'ghcr.io/acme/shop:1.2', 'localhost:5000/shop', 'alpine'])('%s is an image', (name) => {
  expect(imageReference(name)).toBe(name)
})

test.each([
  { source: 'FIRST', score: 0.4, version: 'other' },
  { source: 'EPSS', score: 0.4 },
  { source: 'CISA KEV Catalog', score: 1 },
  { version: 'OWASP', score: 8 },
])('%j is no CVSS score', (facts) => {
  expect(cvssScore(facts)).toBeUndefined()
})

test('a check of Trivy is known by all the ids that it has had, in both directions', () => {
  for (const [id, other] of [
    ['DS002', 'DS-0002'],
    ['AVD-DS-0002', 'DS-0002'],
    ['AWS-0143', 'AVD-AWS-0143'],
    ['KSV-0041', 'KSV041'],
    ['KSV-01010', 'AVD-KSV-01010'],
  ] as const) {
    expect(trivyRuleAliases(id)).toContain(other)
    expect(trivyRuleAliases(other)).toContain(id)
  }
  expect(trivyRuleAliases('aws-access-key-id')).toEqual([])
})
