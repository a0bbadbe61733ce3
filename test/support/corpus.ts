/**
 * Reports that other people's scanners wrote, in a folder beside the checkout. They are no part of the project: where they are missing, the
 * tests that read them are skipped. Whoever needs them imports this file, by which `.ci/run` finds these tests.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { CORPUS, reportFiles } from '../../scripts/corpus/report-files.js'

/** @returns the reports below a folder of the corpus, relative to that folder; none where it is not there */
export function corpusFiles(folder: string): readonly string[] {
  const path = join(CORPUS, folder)
  return existsSync(path) ? reportFiles(path) : []
}

/** A `describe` over reports of the corpus, skipped where there is none of them. */
export function describeCorpus<T>(name: string, reports: readonly T[], body: (reports: readonly T[]) => void): void {
  if (reports.length > 0) describe(name, () => body(reports))
  else describe.skip(name, () => test('of the corpus, which is not here', () => undefined))
}
