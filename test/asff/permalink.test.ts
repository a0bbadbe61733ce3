import { describe, expect, test } from '@jest/globals'
import { permalink } from '../../src/asff/map.js'
import { aContext } from './factories.js'

const context = aContext({ linkCommit: 'abc123' })
const root = 'https://github.com/acme/shop/blob/abc123'

describe('permalink', () => {
  test.each([
    [{ path: 'a.ts' }, `${root}/a.ts`],
    [{ path: 'a.ts', startLine: 3 }, `${root}/a.ts#L3`],
    [{ path: 'a.ts', startLine: 3, endLine: 3 }, `${root}/a.ts#L3`],
    [{ path: 'a.ts', startLine: 3, endLine: 9 }, `${root}/a.ts#L3-L9`],
    [{ path: 'a.ts', startLine: 3, endLine: 2 }, `${root}/a.ts#L3`],
    [{ path: 'a.ts', startLine: 0 }, `${root}/a.ts`],
    [{ path: 'a.ts', startLine: Number.NaN }, `${root}/a.ts`],
    [{ path: 'docs/README.md', startLine: 3 }, `${root}/docs/README.md?plain=1#L3`],
    [{ path: 'docs/README.md' }, `${root}/docs/README.md`],
  ])('leads to the lines of %j', (location, url) => {
    expect(permalink(context, location)).toBe(url)
  })

  test.each([
    ['a b/c#d.ts', 'a%20b/c%23d.ts'],
    ['x?y&z=1%2e.ts', 'x%3Fy%26z%3D1%252e.ts'],
    ["it's (odd)*!.ts", 'it%27s%20%28odd%29%2A%21.ts'],
    ['a"><b>.ts', 'a%22%3E%3Cb%3E.ts'],
    ['ż/😀.ts', '%C5%BC/%F0%9F%98%80.ts'],
    ['half \ud83d.ts', 'half%20%EF%BF%BD.ts'],
    ['a\\b\n.ts', 'a%5Cb%0A.ts'],
  ])('encodes every segment of %j', (path, encoded) => {
    expect(permalink(context, { path })).toBe(`${root}/${encoded}`)
  })

  test.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', './a', 'a/'])('leads nowhere for the path %j', (path) => {
    expect(permalink(context, { path })).toBeUndefined()
  })

  test('leads nowhere without a path, and is never cut', () => {
    expect(permalink(context, undefined)).toBeUndefined()
    expect(permalink(context, { uri: 'https://example.com/' })).toBeUndefined()
    expect(permalink(context, { path: 'a'.repeat(3000) })).toBeUndefined()
  })

  test('takes the commit to link to, and a repository URL with a slash at its end', () => {
    const linked = aContext({ commit: 'scanned', linkCommit: 'a/b', repository: { name: 'a/b', url: 'https://ghe.example.com/a/b/' } })
    expect(permalink(linked, { path: 'x' })).toBe('https://ghe.example.com/a/b/blob/a%2Fb/x')
  })
})
