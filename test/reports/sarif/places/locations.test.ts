import { describe, expect, test } from '@jest/globals'
import { at, findingOf, type Json } from '../support.js'

const locationOf = (locations: readonly unknown[], run: Json = {}, driver: Json = {}) => findingOf({ locations }, driver, run).location

describe('the place of a finding', () => {
  test('is a file of the repository with its region', () => {
    expect(locationOf(at('src/a.ts', { startLine: 3, startColumn: 5, endColumn: 8 }))).toEqual({
      path: 'src/a.ts',
      startLine: 3,
      endLine: 3,
      startColumn: 5,
      endColumn: 8,
    })
  })

  test('is nothing when the result has none', () => {
    expect(findingOf({}).location).toBeUndefined()
    expect(findingOf({ locations: [{}] }).location).toBeUndefined()
    expect(findingOf({ locations: [null, 'x'] }).location).toBeUndefined()
  })

  test.each([
    ['a file of another machine', 'file:///Users/somebody/app.js', { uri: 'app.js' }],
    ['a path that climbs out', '../../lib/x.tf', { uri: 'x.tf' }],
    ['a URL', 'https://example.com/login', { uri: 'https://example.com/login' }],
    ['a package', 'pkg:npm/lodash@4.17.20', { uri: 'pkg:npm/lodash@4.17.20' }],
    ['a host', 'host://10.0.0.1', { uri: 'host://10.0.0.1' }],
    ['the repository itself', '.', undefined],
    ['a text instead of a file', 'no file associated with this alert', undefined],
    ['embedded content', 'data:text/plain,secret', undefined],
  ])('is never a path of the repository for %s', (_, uri, expected) => {
    expect(locationOf(at(uri))).toEqual(expected)
  })

  test('keeps its lines when it is no file of the repository', () => {
    expect(locationOf(at('file:///Users/somebody/app.js', { startLine: 6 }))).toEqual({ uri: 'app.js', startLine: 6, endLine: 6 })
  })

  test.each([
    ['a source root of another machine', { SRCROOT: { uri: 'file:///D:/build/7/s/' } }, 'SRCROOT'],
    ['the root of a file system', { ANY: { uri: 'file:///' } }, 'ANY'],
    ['a base that is not defined', {}, '%SRCROOT%'],
    ['a base without a URI', { TOP: {} }, 'TOP'],
  ])('counts from the repository on %s', (_, originalUriBaseIds, uriBaseId) => {
    expect(locationOf(at('src/a.c', undefined, { uriBaseId }), { originalUriBaseIds })).toEqual({ path: 'src/a.c' })
  })

  test('does not count from the repository on a base with another meaning', () => {
    expect(
      locationOf(at('stdio.h', undefined, { uriBaseId: 'INCLUDE' }), { originalUriBaseIds: { INCLUDE: { uri: 'file:///usr/include/' } } }),
    ).toEqual({ uri: 'stdio.h' })
  })

  test('is a path in a web site on a base that is one', () => {
    expect(locationOf(at('/shop/index.aspx', undefined, { uriBaseId: 'SITE_ROOT' }))).toEqual({ uri: 'shop/index.aspx' })
  })

  test('counts from the working directory of the first invocation, but not from the root of a file system', () => {
    const ran = (uri: string) => ({ invocations: [{ executionSuccessful: true, workingDirectory: { uri } }] })
    expect(locationOf(at('file:///builds/shop/src/a.c'), ran('file:///builds/shop'))).toEqual({ path: 'src/a.c' })
    expect(locationOf(at('file:///etc/passwd'), ran('file:///'))).toEqual({ uri: 'passwd' })
  })

  test("counts from where the tool's container image expects the repository", () => {
    expect(locationOf(at('../../path/infra/a.tf'), {}, { name: 'KICS' })).toEqual({ path: 'infra/a.tf' })
    expect(locationOf(at('../../path/infra/a.tf'))).toEqual({ uri: 'a.tf' })
    expect(locationOf(at('file:////src/lib/a.jar'), {}, { name: 'dependency-check' })).toEqual({ path: 'lib/a.jar' })
  })

  test('is the container of a nested artifact, without the line of the inner one', () => {
    const artifacts = [{ location: { uri: 'app.zip' } }, { location: { uri: '/docs/a.txt' }, parentIndex: 0 }]
    const locations = [{ physicalLocation: { artifactLocation: { index: 1 }, region: { startLine: 4 } } }]
    expect(locationOf(locations, { artifacts })).toEqual({ path: 'app.zip', uri: 'app.zip!/docs/a.txt' })
  })

  test('has a logical name, by itself, by index, or through its parents', () => {
    const logicalLocations = [
      { name: 'outer' },
      { name: 'inner', parentIndex: 0 },
      { fullyQualifiedName: 'a::b' },
      { name: 'c', parentIndex: 2 },
      { name: 'loop', parentIndex: 4 },
    ]
    const named = (location: Json) => locationOf([{ logicalLocations: [location] }], { logicalLocations })?.logicalName
    expect(named({ fullyQualifiedName: 'ns::f' })).toBe('ns::f')
    expect(named({ name: 'f' })).toBe('f')
    expect(named({ index: 1 })).toBe('outer::inner')
    expect(named({ index: 3 })).toBe('a::b::c')
    expect(named({ index: 99, name: 'own' })).toBe('own')
    expect(named({ index: 4 })).toContain('loop')
  })

  test('is the first of several; the others follow', () => {
    const finding = findingOf({ locations: [...at('a.c', { startLine: 1 }), ...at('b.c', { startLine: 2 }), ...at('.')] })
    expect(finding.location).toEqual({ path: 'a.c', startLine: 1, endLine: 1 })
    expect(finding.otherLocations).toEqual([{ path: 'b.c', startLine: 2, endLine: 2 }])
  })

  test('is the artifact that the index names', () => {
    const artifacts = [{ location: { uri: 'src/z.c' } }]
    expect(locationOf([{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 2 } } }], { artifacts })).toEqual({
      path: 'src/z.c',
      startLine: 2,
      endLine: 2,
    })
  })

  test('reads the file of the checkout for a region that only has a character offset', () => {
    const asked: string[] = []
    const readSource = (path: string) => {
      asked.push(path)
      return path === 'src/a b.c' ? '\uFEFFabcd\r\nefg\r\n' : undefined
    }
    const finding = findingOf({ locations: at('src/a%20b.c', { charOffset: 7, charLength: 2 }) }, {}, {}, { readSource })
    expect(finding.location).toEqual({ path: 'src/a b.c', startLine: 2, endLine: 2 })
    expect([...new Set(asked)]).toEqual(['src/a b.c', 'src/a%20b.c'])
  })
})

const having = (...paths: readonly string[]) => ({ readSource: (path: string) => (paths.includes(path) ? 'text' : undefined) })
const placeIn = (uri: string, paths: readonly string[], base: Json = {}) =>
  findingOf({ locations: at(uri, undefined, base) }, {}, {}, having(...paths)).location

describe('a name with a percent sign', () => {
  test.each([
    ['is taken as it is written when there is such a file', '100%25/#1 [x].py', ['100%25/#1 [x].py'], '100%25/#1 [x].py'],
    ['is decoded when there is none', '100%25/a.py', [], '100%/a.py'],
    ['is decoded when only the decoded file is there', 'a%20b.py', ['a b.py'], 'a b.py'],
    ['is always decoded in a file URI, which is always encoded', 'file:///github/workspace/a%20b.py', ['a%20b.py'], 'a b.py'],
  ])('%s', (_, uri, paths, path) => {
    expect(placeIn(uri, paths)).toEqual({ path })
  })

  test('is taken as it is written below a base too', () => {
    expect(placeIn('100%25/a.py', ['100%25/a.py'], { uriBaseId: '%SRCROOT%' })).toEqual({ path: '100%25/a.py' })
  })

  test('does not lead out of the repository', () => {
    expect(placeIn('%2e%2e/x%20y', ['%2e%2e/x%20y'])).toEqual({ path: '%2e%2e/x%20y' })
    expect(placeIn('../a%20b', ['../a%20b'])).toEqual({ uri: 'a b' })
  })
})

describe('a file of another clone', () => {
  test.each([
    ['file:///Users/somebody/code/r/src/a.kt', 'src/a.kt'],
    ['C:\\agent\\_work\\r\\r\\src\\a.kt', 'src/a.kt'],
    ['/home/ci/_work/r/r/src/a.kt', 'src/a.kt'],
    ['/data/r/./x/../src/a.kt', 'src/a.kt'],
  ])('is one of the repository when a directory is called like it and the rest is checked out: %s', (uri, path) => {
    expect(placeIn(uri, ['src/a.kt'])).toEqual({ path })
  })

  test.each([
    ['is not there', '/home/ci/r/src/b.kt', 'b.kt'],
    ['lies in a directory of another name', '/home/ci/.cargo/registry/other/src/a.kt', 'a.kt'],
    ['climbs out again', '/home/ci/r/../../src/a.kt', 'a.kt'],
  ])('is none when it %s', (_, uri, name) => {
    expect(placeIn(uri, ['src/a.kt', '../../src/a.kt'])).toEqual({ uri: name })
  })
})
