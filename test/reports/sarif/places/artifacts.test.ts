import { describe, expect, test } from '@jest/globals'
import { resolveArtifact, statedRoots } from '../../../../src/reports/sarif/places/artifacts.js'

const RUN = {
  originalUriBaseIds: {
    HOME: { uri: 'file:///home/u' },
    PKG: { uri: 'pkg', uriBaseId: 'HOME' },
    A: { uri: 'a/', uriBaseId: 'B' },
    B: { uri: 'b/', uriBaseId: 'A' },
    TOP: { description: { text: 'x' } },
    SRC: { uri: 'src/', uriBaseId: 'TOP' },
  },
  artifacts: [
    { location: { uri: 'file:///C:/Code/app.zip' } },
    { location: { uri: '/docs/intro.docx' }, parentIndex: 0 },
    { offset: 17522, length: 4050, parentIndex: 1 },
    { location: { uri: 'p/q.c', uriBaseId: 'PKG' } },
    { location: { uri: 'x' }, parentIndex: 5 },
    { location: { uri: 'y' }, parentIndex: 4 },
  ],
}
const resolve = (location: { readonly [key: string]: unknown }) => resolveArtifact(RUN, location)

describe('an artifact location', () => {
  test.each([
    ['through a chain of bases, adding missing slashes', { uri: 'x.c', uriBaseId: 'PKG' }, 'file:///home/u/pkg/x.c'],
    ['by index', { index: 3 }, 'file:///home/u/pkg/p/q.c'],
    ['by index when the URI is empty', { uri: '', index: 3 }, 'file:///home/u/pkg/p/q.c'],
    ['without bases that go round in a circle', { uri: 'x', uriBaseId: 'A' }, 'x'],
    ['without a base that has no URI', { uri: 'x.c', uriBaseId: 'SRC' }, 'src/x.c'],
    ['without a base that is not there', { uri: 'x.c', uriBaseId: '%SRCROOT%' }, 'x.c'],
    ['without a base that every object has', { uri: 'x.c', uriBaseId: 'constructor' }, 'x.c'],
    ['by its own URI when the index leads nowhere', { uri: 'x', index: 99 }, 'x'],
    ['without a base when the URI is absolute', { uri: 'https://h/x', uriBaseId: 'HOME' }, 'https://h/x'],
  ])('is put together %s', (_, location, uri) => {
    expect(resolve(location)).toMatchObject({ uri, nested: [] })
  })

  test('is nothing when neither URI nor index lead anywhere', () => {
    expect(resolve({ index: 99 })).toBeUndefined()
    expect(resolve({ index: -1 })).toBeUndefined()
    expect(resolve({})).toBeUndefined()
  })

  test('is the outermost container of a nested artifact, with the way in', () => {
    expect(resolve({ index: 2 })).toEqual({ uri: 'file:///C:/Code/app.zip', nested: ['/docs/intro.docx', '@17522'] })
  })

  test('ends when containers go round in a circle', () => {
    expect(resolve({ index: 4 })).toMatchObject({ nested: ['x'] })
  })

  test('tells the part below an absolute base', () => {
    expect(resolve({ uri: 'x.c', uriBaseId: 'PKG' })).toMatchObject({ relative: 'pkg/x.c', base: { id: 'HOME', uri: 'file:///home/u/' } })
  })
})

describe('the roots that a run states', () => {
  test('are the checkout of its version control and the working directory', () => {
    const run = {
      originalUriBaseIds: { SRC: { uri: 'file:///build/src' } },
      versionControlProvenance: [{ repositoryUri: 'https://example.com/r', mappedTo: { uriBaseId: 'SRC' } }],
      invocations: [{ workingDirectory: { uri: 'file:///build' } }],
    }
    expect(statedRoots(run)).toEqual(['file:///build/src/', 'file:///build'])
  })

  test('have no checkout when there are several, since nobody says which is this repository', () => {
    const mapped = (uri: string) => ({ mappedTo: { uri } })
    expect(statedRoots({ versionControlProvenance: [mapped('file:///a/'), mapped('file:///b/')] })).toEqual([])
  })
})
