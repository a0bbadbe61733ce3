import { describe, expect, test } from '@jest/globals'
import { parseMounts, parseRoots, toRepositoryPath } from '../../../../src/reports/paths/paths.js'
import { ROOTS } from '../support.js'

describe('a URI of a report', () => {
  const roots = parseRoots(ROOTS)

  test.each([
    ['src/a%20b.ts', { path: 'src/a b.ts' }],
    ['./src/a.ts', { path: 'src/a.ts' }],
    ['src//a.ts', { path: 'src/a.ts' }],
    ['src/x/../a.ts', { path: 'src/a.ts' }],
    ['../a.ts', { escapes: '../a.ts' }],
    ['a/../../b.ts', { escapes: 'a/../../b.ts' }],
    ['%2e%2e/a.ts', { escapes: '../a.ts' }],
    ['.', { escapes: '.' }],
    ['src\\win\\a.cs', { path: 'src/win/a.cs' }],
    ['file:///home/runner/work/r/r/src/a.ts', { path: 'src/a.ts' }],
    ['file:/home/runner/work/r/r/a.ts', { path: 'a.ts' }],
    ['FILE://localhost/home/runner/work/r/r/a.ts', { path: 'a.ts' }],
    ['file:////home/runner/work/r/r/a.ts', { path: 'a.ts' }],
    ['file:///home/runner/work/r/r/a.ts?x#L3', { path: 'a.ts' }],
    ['/home/runner/work/r/r/a.ts', { path: 'a.ts' }],
    ['/github/workspace/a.ts', { path: 'a.ts' }],
    ['../../github/workspace/a.ts', { path: 'a.ts' }],
    ['file:///home/runner/work/r/r2/a.ts', { outside: '/home/runner/work/r/r2/a.ts' }],
    ['file:///home/runner/work/r/r', { outside: '/home/runner/work/r/r' }],
    ['file:///D:/a/r/r/src/x.cs', { path: 'src/x.cs' }],
    ['file:///d:/A/R/r/src/X.cs', { path: 'src/X.cs' }],
    ['file://D:/a/r/r/x.cs', { path: 'x.cs' }],
    ['D:\\a\\r\\r\\x.cs', { path: 'x.cs' }],
    ['D:/a/r/r/x.cs', { path: 'x.cs' }],
    ['C:/a/r/r/x.cs', { outside: 'C:/a/r/r/x.cs' }],
    ['file://server/share/x.c', { outside: '//server/share/x.c' }],
    ['https://example.com/a.ts', { external: 'https://example.com/a.ts' }],
    ['pkg:npm/left-pad@1.0.0', { external: 'pkg:npm/left-pad@1.0.0' }],
    ['100%.txt', { path: '100%.txt' }],
    ['src/ä.ts', { path: 'src/ä.ts' }],
    ['src/%C3%A4.ts', { path: 'src/ä.ts' }],
    ['a%2Fb.ts', { path: 'a/b.ts' }],
    ['/etc/passwd', { outside: '/etc/passwd' }],
    ['file:///home/runner/work/r/r/../../../etc/passwd', { outside: '/home/runner/work/r/r/../../../etc/passwd' }],
    ['/../../etc/passwd', { outside: '/../../etc/passwd' }],
    ['__proto__/constructor', { path: '__proto__/constructor' }],
  ])('%s leads to %j', (uri, place) => {
    expect(toRepositoryPath(uri, roots)).toEqual(place)
  })

  test('is under the first root that holds it', () => {
    const nested = parseRoots(['/w/r/sub', '/w/r'])
    expect(toRepositoryPath('/w/r/sub/a.c', nested)).toEqual({ path: 'a.c' })
    expect(toRepositoryPath('/w/r/a.c', nested)).toEqual({ path: 'a.c' })
  })
})

describe('a root', () => {
  test('is never the top of a file system, nor relative', () => {
    expect(parseRoots(['/', 'file:///', 'C:\\', 'src', '', '..'])).toEqual([])
  })

  test('may be a file URI with or without a slash at its end', () => {
    expect(parseRoots(['file:///home/u/r/', '/home/u/r'])).toEqual([
      { anchor: '/', segments: ['home', 'u', 'r'] },
      { anchor: '/', segments: ['home', 'u', 'r'] },
    ])
  })

  test('may be the top for a tool whose paths begin with a slash at the scanned directory', () => {
    expect(toRepositoryPath('/.github/workflows/a.yml', parseMounts(['/']))).toEqual({ path: '.github/workflows/a.yml' })
  })
})
