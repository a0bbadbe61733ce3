/** Every report against every reader: one takes it, and no other may conclude anything from it. */
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { CORPUS } from '../../scripts/corpus/report-files.js'
import { UserError } from '../../src/errors.js'
import type { ReportDocument } from '../../src/reports/documents/document.js'
import { emptinessOf } from '../../src/reports/documents/emptiness.js'
import { loadReport } from '../../src/reports/documents/load-report.js'
import { FORMATS } from '../../src/reports/recognise/formats.js'
import { recognise } from '../../src/reports/recognise/recognise.js'
import { refuseUnlessUnderstood } from '../../src/reports/recognise/understood.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const OPTIONS = { roots: [], readSource: () => undefined, readExternal: () => undefined }
const REPORTS = ['.sarif', '.json', '.ndjson', '.jsonl', '.xml']
/** No reports: programs that record the fixtures, and what the scanners look at. */
const NO_REPORTS = /^(?:record|samples)\//

const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => REPORTS.includes(extname(name)) && !NO_REPORTS.test(name))
    .sort()

const fixtures = files(FIXTURES)
const corpus = corpusFiles('')

/** Formats that could archive something because of the file, when the user asks for them. */
function concluding(document: ReportDocument): readonly string[] {
  return FORMATS.flatMap(({ id }) => (concludes(document, id) ? [id] : []))
}

function concludes(document: ReportDocument, id: string): boolean {
  try {
    const format = recognise(document, id)
    const runs = format.read(document, OPTIONS)
    refuseUnlessUnderstood(format, runs)
    for (const run of runs) for (const _ of run.readings());
    return runs.some((run) => run.complete())
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

function detecting(document: ReportDocument): readonly string[] {
  return FORMATS.filter((format) => format.detect(document)).map(({ id }) => id)
}

async function load(path: string): Promise<ReportDocument | undefined> {
  try {
    return (await loadReport(path)).document
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

describe('a report of ours', () => {
  test.each(fixtures)('%s is taken by its own reader alone', async (name) => {
    const { document } = await loadReport(join(FIXTURES, name))
    const folder = name.split(/[\\/]/)[0] ?? ''
    const expected = name.endsWith('.sarif') ? 'sarif' : folder
    // What says nothing is only taken when the user says which format it is.
    const detected = emptinessOf(document) === undefined && FORMATS.some(({ id }) => id === expected) ? [expected] : []
    expect(detecting(document)).toEqual(detected)
    if (emptinessOf(document) === undefined) expect(concluding(document).filter((id) => id !== expected)).toEqual([])
  })
})

describeCorpus("other people's reports", corpus, () => {
  test.each(corpus)('%s is taken by one reader at most', async (name) => {
    const document = await load(join(CORPUS, name))
    if (document === undefined || emptinessOf(document) !== undefined) return
    const detected = detecting(document)
    expect(detected.length).toBeLessThanOrEqual(1)
    expect(concluding(document).filter((id) => !detected.includes(id))).toEqual([])
  })
})
