import { describe, expect, test } from '@jest/globals'
import { wholeDocument } from '../../../src/reports/documents/document.js'
import { readSarif } from '../../../src/reports/sarif/read.js'

const partlyScanned = (...notifications: readonly unknown[]) => {
  const log = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tool' } },
        results: [],
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
      },
    ],
  }
  const options = { roots: ['/home/runner/work/shop/shop'], readSource: () => undefined, readExternal: () => undefined }
  return readSarif(wholeDocument(log), options)[0]?.partlyScanned
}
const at = (uri: string) => ({ locations: [{ physicalLocation: { artifactLocation: { uri } } }] })

describe('files that a tool could not read in full', () => {
  test('are those that a warning names, once each, by their repository path', () => {
    const warning = { level: 'warning', message: { text: 'Parse error' }, ...at('file:///home/runner/work/shop/shop/src/a.py') }
    expect(partlyScanned(warning, warning, { message: { text: 'no level means warning' }, ...at('b.py') })).toEqual(['src/a.py', 'b.py'])
  })

  test('are found in the text of Semgrep', () => {
    const text = 'Syntax error at line src/odd name.ts:12:\n `User.init(` was unexpected'
    expect(partlyScanned({ level: 'warning', message: { text } })).toEqual(['src/odd name.ts'])
  })

  test('are not those that a note is about: CodeQL writes one for each file it has read', () => {
    expect(
      partlyScanned({ level: 'none', message: { text: '' }, ...at('a.py') }, { level: 'note', message: { text: '' }, ...at('b.py') }),
    ).toEqual([])
  })

  test('never lie outside the repository', () => {
    expect(partlyScanned({ level: 'warning', message: { text: 'x' }, ...at('../../etc/passwd') })).toEqual([])
  })
})
