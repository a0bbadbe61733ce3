import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type ReportDocument, SIZES, type Sizes } from '../../src/reports/document.js'
import { loadDocument } from '../../src/reports/load-document.js'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const files = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(sarif|json)$/.test(name))
  : []

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

const withCorpus = files.length > 0 ? describe : describe.skip
withCorpus('loadDocument on real reports', () => {
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
