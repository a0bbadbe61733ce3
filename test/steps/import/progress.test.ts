/** How far long work has come, as the steps tell it. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { dryRun } from '../../../scripts/corpus/dry-run.js'
import type { Progress } from '../../../src/steps/progress.js'
import { aReport, aResult } from '../../support/sarif.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the opening of reports is told in bytes of their files, up to the last of them', async () => {
  for (const name of ['a.sarif', 'b.sarif']) writeFileSync(join(folder, name), aReport([aResult()]))
  const size = statSync(join(folder, 'a.sarif')).size
  const told: Progress[] = []
  await dryRun(`${folder}/*.sarif`, folder, { onProgress: (progress) => told.push(progress) })
  const opening = told.filter(({ work }) => work === 'opening')
  expect(opening.map(({ done }) => done)).toEqual([0, size, size, 2 * size])
  expect(new Set(opening.map(({ of }) => of))).toEqual(new Set([2 * size]))
})

test('a run that sends nothing does not tell of an import', async () => {
  const report = join(folder, 'report.sarif')
  writeFileSync(report, aReport(Array.from({ length: 200 }, (_, index) => aResult({ line: index + 1 }))))
  const told: Progress[] = []
  const { accounting } = await dryRun(report, folder, { onProgress: (progress) => told.push(progress) })
  expect(accounting.findings).toBe(200)
  expect(new Set(told.map(({ work }) => work))).toEqual(new Set(['opening', 'reading']))
  expect(told.at(-1)).toEqual({ work: 'reading', done: 200 })
})
