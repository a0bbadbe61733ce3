/** How far long work has come, as the steps tell it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('a run that sends nothing does not tell of an import', async () => {
  const report = join(folder, 'report.sarif')
  writeFileSync(report, aReport(Array.from({ length: 200 }, (_, index) => aResult({ line: index + 1 }))))
  const told: Progress[] = []
  const { accounting } = await dryRun(report, folder, { onProgress: (progress) => told.push(progress) })
  expect(accounting.findings).toBe(200)
  expect(new Set(told.map(({ work }) => work))).toEqual(new Set(['reading']))
  expect(told.at(-1)).toEqual({ work: 'reading', done: 200 })
})
