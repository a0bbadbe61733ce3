import { describe, expect, test } from '@jest/globals'
import { createPathShortener } from '../../src/redact/machine-paths.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'

const shorten = createPathShortener(['/home/runner/work/shop/shop', '/builds/acme/shop', 'D:\\agent\\1\\s', '/'])

describe('paths in the checkout', () => {
  test.each([
    ['see /home/runner/work/shop/shop/src/a.js:3', 'see src/a.js:3'],
    ['"/builds/acme/shop/a b.js"', '"a b.js"'],
    ['file:///builds/acme/shop/a.js', 'a.js'],
    ['in /builds/acme/shop, or /builds/acme/shop', 'in ., or .'],
    ['D:\\agent\\1\\s\\src\\a.cs', 'src\\a.cs'],
    ['"D:\\\\agent\\\\1\\\\s\\\\src"', '"src"'],
    ['D:/agent/1/s/src/a.cs', 'src/a.cs'],
    ['/home/runner/work/other/other/src/a.js', 'src/a.js'],
    ['/Users/runner/work/x.y/x.y/a.swift', 'a.swift'],
    ['D:\\a\\shop\\shop\\src\\a.cs', 'src\\a.cs'],
    ['/github/workspace/src/a.js and /github/workspace', 'src/a.js and .'],
    ['/__w/shop/shop/a.js', 'a.js'],
  ])('%s', (text, short) => {
    expect(shorten(text)).toBe(short)
  })
})

test('a checkout may have a name that looks like a pattern', () => {
  const odd = createPathShortener(['/work/c++ (1)/a.b'])
  expect(odd('in /work/c++ (1)/a.b/src/x.c')).toBe('in src/x.c')
  expect(odd('in /work/c++ (1)/axb/src/x.c')).toBe('in /work/c++ (1)/axb/src/x.c')
})

describe('paths of users and of the runner', () => {
  test.each([
    ['/home/alice/projects/x/a.js:3', '[path]/a.js:3'],
    ['(/Users/alice/Library/x.plist)', '([path]/x.plist)'],
    ['C:\\Users\\Alice Smith\\AppData\\x.dll', '[path]/x.dll'],
    ['C:\\Users\\alice\\OneDrive - ACME\\Code\\x.dll is bad', '[path]/x.dll is bad'],
    ['C:\\Users\\alice\\x.dll', '[path]/x.dll'],
    ['C:/Users/alice/x.dll', '[path]/x.dll'],
    ['/home/runner/work/_temp/abc/report.json', '[path]/report.json'],
    ['D:\\a\\_temp\\report.json', '[path]/report.json'],
    ['/__t/node/bin/node', '[path]/node'],
    ['file:///home/alice/a/b.js', '[path]/b.js'],
    ['file://home/alice/a/b.js', '[path]/b.js'],
    ['/builds/acme/shopping/a.js', '[path]/a.js'],
    ['/var/jenkins_home/workspace/shop/src/A.java:3', '[path]/A.java:3'],
    ['/opt/atlassian/pipelines/agent/build/x.py', '[path]/x.py'],
    ['/codebuild/output/src123/src/github.com/acme/shop/a.go', '[path]/a.go'],
    ['/home/vsts/work/1/s/src/a.cs', '[path]/a.cs'],
    ['/tmp/tmpab12cd/x.py', '[path]/x.py'],
    ['/private/var/folders/ab/cdefgh/T/x', '[path]/x'],
    ['/root/.ssh/id_rsa', '[path]/id_rsa'],
    ['<project /home/alice/x/y.js>', '<project [path]/y.js>'],
    ['/mnt/c/Users/alice/x.js', '[path]/x.js'],
    ['C:\\Jenkins\\workspace\\shop\\a.cs', '[path]/a.cs'],
    ['C:\\Users\\alice', '[path]'],
    ['/home/alice', '[path]'],
    ['at (/Users/bob)', 'at ([path])'],
    ['\\\\fs01\\homes\\alice\\x.dll is bad', '[path]/x.dll is bad'],
  ])('%s', (text, short) => {
    expect(shorten(text)).toBe(short)
  })
})

describe('other text', () => {
  test.each([
    'https://example.com/home/alice/x',
    'https://example.com/Users/1/x',
    'docs/home/alice/x.md',
    './home/alice/x.md',
    '/homework/x',
    'redirect to /home/index',
    'GET /Users/{id}',
    '/etc/passwd and /opt/app/x',
    '/__tests__/a/b.js',
    'other/builds/acme/shop/a.js',
    'C:\\Windows\\System32',
    '/tmp/x',
    '/var/log/syslog',
    '\\\\.\\pipe\\x',
    '\\\\d+ in a pattern',
    'https://a/b',
    'a:b/c',
  ])('%s stays', (text) => {
    expect(shorten(text)).toBe(text)
  })

  test.each(['/home/', '/home/a/', 'C:\\Users\\', 'C:\\Users\\a b', '/__w/a/', 'file://', '/home/a/a'])(
    'a long row of %s takes linear time',
    (piece) => {
      const work = (size: number) => void shorten(piece.repeat(Math.ceil(size / piece.length)))
      expect(growthOf(work, 50_000)).toBeLessThan(LINEAR_GROWTH)
    },
  )
})
