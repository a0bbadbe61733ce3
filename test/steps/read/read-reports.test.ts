import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createRedactor } from '../../../src/redact.js'
import { SILENT } from '../../../src/steps/progress.js'
import { readReports } from '../../../src/steps/read/read-reports.js'
import { openWorkspace } from '../../../src/workspace.js'
import { aReport, aResult } from '../../support/sarif.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-reports-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Of each report whether its readings are the same objects the second time: kept, and not read again. */
async function keptOf(...reports: readonly string[]): Promise<readonly boolean[]> {
  const names = reports.map((_, index) => `${index}.sarif`)
  for (const [index, text] of reports.entries()) writeFileSync(join(folder, `${index}.sarif`), text)
  const { runs } = await readReports({
    inputs: { reports: names.join('\n'), format: 'auto', ifNoReportsFound: 'error', sourceRoot: undefined },
    context: { workspace: folder, tempDirectory: folder },
    workspace: openWorkspace(folder),
    redactor: createRedactor({ roots: [folder] }),
    roots: [folder],
    home: folder,
    onProgress: () => {},
    voice: SILENT,
    signal: new AbortController().signal,
  })
  return runs.map(({ readings }) => {
    const [first, second] = [[...readings()], [...readings()]]
    expect(second).toHaveLength(first.length)
    return first.every((reading, index) => reading === second[index])
  })
}

const results = (count: number) => aReport(Array.from({ length: count }, (_, index) => aResult({ line: index + 1 })))

describe('readings', () => {
  test('are kept as long as there is room for those of all reports together', async () => {
    expect(await keptOf(results(25_000), results(15_001), results(15_000))).toEqual([true, false, true])
  }, 60_000)

  test('of a report that is too large are read again each time', async () => {
    const long = 'x'.repeat(1024 * 1024)
    const large = (megabytes: number) => aReport([aResult()], { more: { properties: { texts: Array(megabytes).fill(long) } } })
    expect(await keptOf(large(31), large(32))).toEqual([true, false])
  }, 60_000)
})
