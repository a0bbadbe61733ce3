import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { CORPUS } from '../../scripts/corpus/report-files.js'
import { type ReportDocument, SIZES, type Sizes } from '../../src/reports/documents/document.js'
import { loadDocument } from '../../src/reports/documents/load-document.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

const files = corpusFiles('').filter((name) => /\.(sarif|json)$/.test(name))

/** The document, or what is wrong with it. */
async function outcome(path: string, sizes: Partial<Sizes>): Promise<ReportDocument | string> {
  try {
    return (await loadDocument(path, { sizes: { ...SIZES, whole: 2 ** 30, chunk: 4096, block: 10_000, piece: 2 ** 30, ...sizes } }))
      .document
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function parses(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
    return true
  } catch {
    return false
  }
}

describeCorpus('loadDocument on real reports', files, () => {
  test.each(files)('%s is the same whole and in pieces', async (name) => {
    const path = join(CORPUS, name)
    const whole = await outcome(path, {})
    const large = await outcome(path, { whole: 0 })
    expect(typeof whole !== 'string').toBe(parses(path))
    if (typeof whole === 'string' || typeof large === 'string') {
      expect(large).toBe(whole)
      return
    }
    expect(large.skeleton).toEqual(whole.skeleton)
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const results = large.results(index)
      expect(results === undefined ? undefined : [...results]).toEqual(whole.results(index))
    }
  })
})
