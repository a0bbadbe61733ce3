import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../../../src/finding.js'
import { at, type Json, readingsOf } from '../support.js'

interface Scan {
  readonly name?: string
  readonly files?: readonly string[]
  readonly run?: Json
}

/** The findings of results at these places, whole. */
function scan(places: readonly (readonly unknown[])[], { name = 'Test', files = [], run = {} }: Scan = {}): readonly Finding[] {
  const results = places.map((locations) => ({ ruleId: 'r', message: { text: 'Bad' }, locations }))
  const options = {
    exists: (path: string) => files.includes(path),
    readSource: (path: string) => (files.includes(path) ? 'x\n' : undefined),
  }
  return readingsOf({ tool: { driver: { name } }, results, ...run }, options).flatMap((reading) =>
    'finding' in reading ? [reading.finding] : [],
  )
}

const one = (uri: string, options?: Scan, more?: Json) => scan([at(uri, { startLine: 1 }, more)], options)[0]

describe('a machine in a URI', () => {
  test.each([
    ['<project /home/jane/work>', '<project>'],
    ['%3Cproject%20/home/jane/work%3E', '<project>'],
    ['<root /builds/jane>/lib/a.c', undefined],
    ['../home/jane/app/a.kt', 'a.kt'],
    ['../../../../Users/jane/app/a.kt', 'a.kt'],
    ['home/jane/app/a.kt', 'a.kt'],
    ['Users/jane/app/a.kt', 'a.kt'],
    ['builds/jane/app/a.kt', 'a.kt'],
    ['C:/Users/jane/app/a.kt', 'a.kt'],
    ['\\\\host\\jane\\a.kt', 'a.kt'],
    ['file://host/jane/a.kt', 'a.kt'],
    ['jar:file:/builds/jane/a.kt!/b/c.class', 'a.kt!/b/c.class'],
    ['\\\\?\\C:\\Users\\jane\\a.kt', 'a.kt'],
  ])('is told nowhere: %s', (uri, name) => {
    const finding = one(uri)
    expect(JSON.stringify(finding)).not.toContain('jane')
    if (name !== undefined) expect(finding?.location).toMatchObject({ uri: name })
    expect(finding?.location).not.toHaveProperty('path', expect.stringMatching(/home|Users|builds/))
  })

  test('is not told as the place of a package', () => {
    const location = { ...at('/builds/jane/app/go.mod', { startLine: 1 })[0], logicalLocations: [{ fullyQualifiedName: 'lib@1.0.0' }] }
    const [finding] = scan([[location]], { name: 'Snyk Open Source' })
    expect(finding?.vulnerability?.packages).toMatchObject([{ name: 'lib', version: '1.0.0' }])
    expect(JSON.stringify(finding)).not.toContain('jane')
  })

  test('is told nowhere on a base that is the home of a user', () => {
    const run = { originalUriBaseIds: { '%SRCROOT%': { uri: 'file:///home/jane/' } } }
    const finding = one('../home/jane/app/a.kt', { run }, { uriBaseId: '%SRCROOT%' })
    expect(finding?.location).toMatchObject({ uri: 'a.kt' })
    expect(JSON.stringify(finding)).not.toContain('jane')
  })

  test('may be a folder of the repository', () => {
    expect(one('home/page/index.html', { files: ['home/page/index.html'] })?.location).toMatchObject({ path: 'home/page/index.html' })
  })
})

describe('a placeholder', () => {
  test.each([
    '${workspaceFolder}/src/a.c',
    '%SRCROOT%/src/a.c',
    '$PROJECT_DIR$/src/a.c',
    'file://$PROJECT_DIR$/src/a.c',
    '{repo}/src/a.c',
    '<x>/src/a.c',
  ])('stands for the folder of the sources: %s', (uri) => {
    expect(one(uri, { files: ['src/a.c'] })?.location).toMatchObject({ path: 'src/a.c' })
  })

  test('may be the name of a folder', () => {
    const path = '{{name}}/a.py'
    expect(one(path, { files: [path] })?.location).toEqual({ path, startLine: 1, endLine: 1 })
    expect(one(path)?.location).toMatchObject({ path })
  })
})

describe('a library', () => {
  test.each([
    '/usr/lib/node_modules/x/src/index.js',
    '/home/ci/.cargo/registry/x/src/index.js',
    '/app/node_modules/x/src/index.js',
    'C:\\Program Files\\x\\src\\index.js',
    '/nix/store/abc-x/src/index.js',
  ])('is no file of the repository, though it has one of that name: %s', (uri) => {
    expect(one(uri, { files: ['src/index.js'] })?.location).toMatchObject({ uri: 'index.js' })
  })

  test('is none either in a run that has files of the repository', () => {
    const uris = ['/app/src/index.js', '/app/src/cart.js', '/usr/share/x/src/index.js']
    const found = scan(
      uris.map((uri) => at(uri)),
      { files: ['src/index.js', 'src/cart.js'] },
    )
    expect(found.map(({ location }) => location?.path)).toEqual(['src/index.js', 'src/cart.js', undefined])
  })
})

test('a path that may be two files is none of them', () => {
  expect(one('/src/a.c', { files: ['a.c', 'src/a.c'] })?.location).toMatchObject({ uri: 'a.c' })
})

describe('an image', () => {
  const run = { properties: { imageName: 'acme/web:1.0' }, originalUriBaseIds: { ROOTPATH: { uri: 'file:///' } } }

  test('holds files, which are none of the repository and stay two', () => {
    const places = ['opt/a.env', 'srv/b.env'].map((uri) => at(uri, { startLine: 3 }, { uriBaseId: 'ROOTPATH' }))
    const found = scan(places, { run, files: ['opt/a.env'] })
    expect(found.map(({ location }) => location)).toEqual(
      ['opt/a.env', 'srv/b.env'].map((logicalName) => ({ uri: 'acme/web', startLine: 3, endLine: 3, logicalName })),
    )
    expect(found.map(({ image }) => image)).toEqual(['acme/web:1.0', 'acme/web:1.0'])
  })

  test.each(['acme/web', 'acme/web:1.0', 'registry.shop.invalid:5000/acme/web'])('stands in place of a file: %s', (uri) => {
    const finding = one(uri, { name: 'Snyk Container' })
    expect(finding?.image).toBe(uri)
    expect(finding?.location?.path).toBeUndefined()
    expect(finding?.location?.uri).toBe(uri.replace(/:1\.0$/, ''))
  })

  test('is none where there is such a file', () => {
    expect(one('acme/web', { name: 'Snyk Container', files: ['acme/web'] })).toMatchObject({ location: { path: 'acme/web' } })
    expect(one('acme/web', { name: 'Snyk Open Source' })?.location).toMatchObject({ path: 'acme/web' })
  })
})

describe('a host', () => {
  test.each(['127.0.0.1:3000/login', 'stg.shop.invalid/api/v1', 'localhost'])(
    'of a scanner of running applications is no file: %s',
    (uri) => {
      expect(one(uri, { name: 'OWASP ZAP', files: ['a.py'] })?.location).toEqual({ uri, startLine: 1, endLine: 1 })
    },
  )

  test('with a port is no file whoever says it', () => {
    expect(one('10.0.0.7:8443/admin')?.location).toEqual({ uri: '10.0.0.7:8443/admin', startLine: 1, endLine: 1 })
  })
})

describe('a place that is no file', () => {
  test.each([
    ['ZAP', '//shop/.git/config'],
    ['ZAP', '//127.0.0.1:3000/login'],
    ['Acme', '[::1]:3000/login'],
    ['Acme', '127.0.0.1/login'],
    ['Acme', 'localhost:3000/login'],
  ])('of %s is %s as it is written', (name, uri) => {
    expect(one(uri, { name })?.location).toMatchObject({ uri })
    expect(one(uri, { name })?.location).not.toHaveProperty('path')
  })

  test('is what a tool that visits pages names without a scheme', () => {
    const places = ['https://shop.example/login', 'shop.example/api'].map((uri) => at(uri))
    expect(scan(places, { name: 'Acme' })[1]?.location).toMatchObject({ uri: 'shop.example/api' })
    expect(scan([...places, at('src/a.js'), at('src/b.js')], { name: 'Acme' })[1]?.location).toMatchObject({ path: 'shop.example/api' })
  })

  test.each([
    ['Acme', `acme/web@sha256:${'a'.repeat(64)}`, 'acme/web'],
    ['Acme', 'ghcr.io/acme/web:1.0', 'ghcr.io/acme/web'],
    ['Acme', 'acme/web:latest', 'acme/web'],
    ['grype', 'acme/web:bookworm', 'acme/web'],
    ['grype', 'localhost:5000/acme/web:1', 'localhost:5000/acme/web'],
  ])('of %s is the image %s', (name, image, uri) => {
    expect(one(image, { name })).toMatchObject({ image, location: { uri } })
    // That one reads like the scheme of a URI.
    if (!image.startsWith('localhost:')) expect(one(image, { name, files: [image] })?.location).toMatchObject({ path: image })
  })

  test.each(['acme/web', 'acme/web:12', 'app/web:lib', 'src/a.py:1.0', 'package-lock.json'])(
    'is not %s, of a tool that is not known',
    (uri) => {
      expect(one(uri)).not.toHaveProperty('image')
    },
  )
})

describe('the call stack of Cppcheck', () => {
  const stack = [...at('src/a.c', { startLine: 6 }), ...at('src/a.c', { startLine: 8 })]

  test('ends at the place of the finding', () => {
    const [finding] = scan([stack], { name: 'Cppcheck' })
    expect(finding).toMatchObject({ location: { startLine: 8 }, otherLocations: [{ startLine: 6 }] })
  })

  test('is that of no other tool', () => {
    expect(scan([stack], { name: 'Acme' })[0]).toMatchObject({ location: { startLine: 6 } })
  })
})

describe('a file in an image', () => {
  test('is named beside what is in it, and tells two results apart', () => {
    const places = ['app/a.env', 'srv/b.env'].map((uri) => [{ ...at(uri)[0], logicalLocations: [{ fullyQualifiedName: 'TOKEN' }] }])
    const findings = scan(places, { name: 'Trivy', run: { properties: { imageName: 'acme/web:1.0' } } })
    expect(findings.map(({ location }) => location?.logicalName)).toEqual(['app/a.env: TOKEN', 'srv/b.env: TOKEN'])
  })
})

describe('a base', () => {
  const base = (uri: string, files: readonly string[], id = 'ANY') =>
    one('src/a.kt', { files, run: { originalUriBaseIds: { [id]: { uri } } } }, { uriBaseId: id })?.location?.path

  test.each([
    ['file:///runner/_work/r/r/some/dir/', ['some/dir/src/a.kt', 'src/a.kt'], 'some/dir/src/a.kt'],
    ['file:///builds/x/r/some/dir/', ['some/dir/src/a.kt', 'src/a.kt'], 'some/dir/src/a.kt'],
    ['file:///D:/agent/R/some/dir/', ['some/dir/src/a.kt', 'src/a.kt'], 'some/dir/src/a.kt'],
    ['file:///work/', ['src/a.kt'], 'src/a.kt'],
    ['file:///usr/include/', ['src/a.kt'], undefined],
  ])('%s is the folder that has the files', (uri, files, path) => {
    expect(base(uri, files)).toBe(path)
  })
})

describe('what a file was written as', () => {
  const writtenAs = (uri: string, files?: readonly string[]) => one(uri, files === undefined ? {} : { files })?.location?.writtenAs

  test('is a short hash, the same again and another for another file', () => {
    expect(writtenAs('/x/y/a.c')).toMatch(/^[0-9a-f]{16}$/)
    expect(writtenAs('file:///x/y/a.c')).toBe(writtenAs('/x/./y/a.c'))
    expect(writtenAs('C:\\x\\a.c')).toBe(writtenAs('file:///c:/x/a.c'))
    expect(writtenAs('/x/z/a.c')).not.toBe(writtenAs('/x/y/a.c'))
  })

  test.each([
    ['/tmp/scan-1/a/b.c', '/tmp/scan-2/a/b.c'],
    ['/private/var/folders/zz/q1/T/x1/b.c', '/private/var/folders/zz/q1/T/x2/b.c'],
    ['C:\\Users\\me\\AppData\\Local\\Temp\\x1\\b.c', 'C:\\Users\\me\\AppData\\Local\\Temp\\x2\\b.c'],
  ])('does not change with the name of a temporary folder: %s', (first, second) => {
    expect(writtenAs(first)).toBe(writtenAs(second))
  })

  test('tells files of two temporary folders of one run apart', () => {
    const found = scan([at('/tmp/x1/b.c'), at('/tmp/x2/b.c')])
    expect(new Set(found.map(({ location }) => location?.writtenAs)).size).toBe(2)
  })

  test('is not said of a repository path, and is of one that a base was found for', () => {
    expect(writtenAs('src/a.c')).toBeUndefined()
    expect(writtenAs('./src//a.c')).toBeUndefined()
    expect(writtenAs('/io/src/a.c', ['src/a.c'])).toBe(writtenAs('/io/src/a.c'))
    expect(writtenAs('https://shop.invalid/a')).toBeUndefined()
  })
})
