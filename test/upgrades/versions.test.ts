/** Orders as the ecosystems themselves define them; the examples are from their specifications and test suites. */
import { describe, expect, test } from '@jest/globals'
import type { Scheme } from '../../src/ecosystem.js'
import { ranksOf } from '../../src/upgrades/versions.js'

/** Oldest first. */
const ASCENDING: readonly (readonly [Scheme, ...string[]])[] = [
  // semver.org, 11
  ['semantic', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0'],
  ['semantic', '4.17.9', '4.17.20', '4.17.21', '5.0.0', '10.0.0'],
  // go.dev/ref/mod, pseudo-versions
  ['semantic', 'v0.0.0-20190101000000-abcdefabcdef', 'v0.0.0-20200101000000-0bcdefabcdef', 'v0.1.0', 'v2.0.0+incompatible'],
  ['caseless', '1.0.0-Alpha', '1.0.0-beta', '1.0.0-RC1', '1.0.0', '1.0.0.1', '1.0.1'],
  // PEP 440, "Summary of permitted suffixes and relative ordering"
  ['python', '1.0.dev456', '1.0a1', '1.0a2.dev456', '1.0a12', '1.0b1.dev456', '1.0rc1', '1.0', '1.0.post456', '1.1.dev1', '1!0.1'],
  ['python', '1.0.dev1', '1.0a1', '1.0', '1.0+abc', '1.0+abc.5', '1.0+5', '1.0.post1.dev1', '1.0.post1'],
  // rubygems/rubygems, test_gem_version.rb
  ['ruby', '1.8.2.a', '1.8.2.a9', '1.8.2.a10', '1.8.2.b', '1.8.2', '1.9.a', '2'],
  ['ruby', '1.0.0-1', '1', '1.1'],
  // maven.apache.org/pom.html
  ['maven', '1-alpha', '1-beta', '1-milestone', '1-rc', '1-snapshot', '1', '1-sp', '1-abc', '1-1', '1.1'],
  ['maven', '1-foo2', '1-foo10', '1.foo10-1'],
  ['maven', '5.3.0.CR1', '5.3.0.Final', '5.3.0.Final-redhat-00001', '5.3.1.CR1'],
  ['maven', '2.8.11.1', '2.9.0', '2.9.0.pr1', '2.9.10.8', '2.12.6.1', '2.13.0'],
  // dpkg, lib/dpkg/t/t-version.c and deb-version(7)
  ['debian', '1.0~~', '1.0~~a', '1.0~', '1.0', '1.0a', '1.0+b1', '1.0.1'],
  ['debian', '2.31-13', '2.31-13+deb11u3', '2.31-13+deb11u11', '2.36-9', '1:0.1-1'],
  // rpm, tests/rpmvercmp.at
  ['rpm', '1.0~rc1~git123', '1.0~rc1', '1.0', '1.0^', '1.0^git1', '1.0^git2', '1.0.1'],
  ['rpm', '5.5p1', '5.5p2', '5.5p10', '5.6', '10xyz', '10.1xyz'],
  ['rpm', 'xyz10', 'xyz10.1', '4', '10.0001', '10.0039'],
  ['rpm', '1.0', '1.0-1', '1.0-2', '1.1-1'],
  ['rpm', '4.18.0-513.el8', '4.18.0-513.5.1.el8', '1:0.1-1'],
  // apk-tools, test/version.data
  ['alpine', '1.1_alpha', '1.1_beta', '1.1_rc', '1.1', '1.1_p1', '1.1a', '1.1.1'],
  ['alpine', '0.6.3', '2.34'],
  ['alpine', '1.36.1-r0', '1.36.1-r5', '1.36.1-r15', '1.37'],
  ['unknown', '1.9', '1.10', '1.10.1', '2.0.0'],
  ['unknown', '7.87.0-r1', '7.87.0-r2', '7.88.1-r1'],
]

describe('ranksOf', () => {
  test.each(ASCENDING)('%s', (scheme, ...ascending) => {
    const ranks = ranksOf(scheme, ascending.toReversed())
    expect([...ranks.keys()].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))).toEqual(ascending)
    expect(new Set(ranks.values()).size).toBe(ascending.length)
  })

  test.each<[Scheme, string, string]>([
    ['semantic', 'v1.2.0', '1.2'],
    ['semantic', '1.2.3+build', '1.2.3'],
    ['caseless', '1.0.0-RC1', '1.0.0-rc1'],
    ['caseless', '1.2.3.0', '1.2.3'],
    ['python', '1.0', '1.0.0'],
    ['python', '1.0rc1', '1.0.RC-1'],
    ['python', '1.0.post1', '1.0-1'],
    ['python', '1.0alpha', 'v1.0a0'],
    ['python', '1.0+ubuntu.1', '1.0+ubuntu-1'],
    ['ruby', '1.0', '1'],
    ['maven', '1.0', '1'],
    ['maven', '1.0.0-final', '1-ga'],
    ['maven', '1.0-rc1', '1-cr1'],
    ['maven', '1-a1', '1-alpha-1'],
    ['debian', '0:1.0-1', '1.0-1'],
    ['rpm', '1.0_1', '1.0.1'],
    ['maven', '1.0.0.RC1', '1-rc1'],
    ['maven', '5.3.0.Final-redhat-1', '5.3-redhat-1'],
  ])('%s: %s is %s', (scheme, one, other) => {
    const ranks = ranksOf(scheme, [one, other])
    expect(ranks.get(one)).toBeDefined()
    expect(ranks.get(one)).toBe(ranks.get(other))
  })

  test.each<[Scheme, string]>([
    ['semantic', 'latest'],
    ['semantic', '1.2.3.4.5'],
    ['semantic', '0ab1c2d'],
    ['caseless', 'dev-main'],
    ['caseless', '1.0.0-p1'],
    ['python', 'abc'],
    ['python', '1.0.dev1a1'],
    ['python', '1..0'],
    ['python', '1.0-foo'],
    ['python', '1!2!3'],
    ['ruby', '1.0 beta'],
    ['maven', 'final'],
    ['debian', 'no version'],
    ['debian', 'x:1'],
    ['rpm', '1-2-3'],
    ['alpine', '1.0_what'],
    ['unknown', 'latest'],
    ['unknown', '1'.repeat(129)],
  ])('%s: %s cannot be ordered', (scheme, text) => {
    expect(ranksOf(scheme, [text, '1']).get(text)).toBeUndefined()
  })

  test('of an unknown distribution, where all of them order alike', () => {
    expect(ranksOf('system', ['1.2-r1', '1.10-r1']).size).toBe(2)
    expect(ranksOf('system', ['1.0~rc1', '1.0']).size).toBe(2)
    // Debian: newer, RPM: newer, Alpine: older.
    expect(ranksOf('system', ['1.0_rc1', '1.0']).size).toBe(0)
    // A prerelease of npm, a later revision of Debian.
    expect(ranksOf('unknown', ['1.0.0-1', '1.0.0']).size).toBe(0)
  })

  test('numbers beyond what a number can hold', () => {
    const [less, more] = ['1.90071992547409929', '1.90071992547409930']
    const ranks = ranksOf('debian', [more, less])
    expect(ranks.get(less)).toBeLessThan(ranks.get(more) ?? 0)
  })
})
