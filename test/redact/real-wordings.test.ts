/** What real scanners wrote of credentials in code of our own: no planted value is left in anything that their reports become. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createRedactor } from '../../src/redact.js'
import { openReports } from '../../src/reports/open.js'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const SAMPLE = join(FIXTURES, 'samples/credentials')
const ROOTS = ['/home/runner/work/shop/shop']

const PLANTED: readonly string[] = JSON.parse(readFileSync(join(SAMPLE, 'planted.json'), 'utf8'))

const REPORTS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /[\\/]credentials\.(?:json|sarif)$/.test(path))
  .sort()

const folder = mkdtempSync(join(tmpdir(), 'real-wordings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const redactor = createRedactor({ roots: ROOTS })
const plantedIn = (text: string) => PLANTED.filter((value) => text.includes(value) || text.includes(encodeURIComponent(value)))

/** All that a report becomes, and how many results it has. */
async function read(report: string): Promise<{ readonly everything: string; readonly findings: number }> {
  const options = { format: 'auto', roots: ROOTS, readSource: () => undefined, tempDirectory: folder }
  const { reports, errors, notices } = await openReports({ path: join(FIXTURES, report), shown: 'report' }, options)
  const runs = reports.flatMap(({ runs }) => runs.map((run) => redactor.run(run)))
  const readings = runs.flatMap((run) => [...run.readings()])
  const told = [...errors.map(({ message }) => redactor.text(message)), ...notices.map(redactor.text)]
  const about = runs.map((run) => [run.tool, run.category, run.problems()])
  return { everything: JSON.stringify([readings, about, told]), findings: readings.filter((reading) => 'finding' in reading).length }
}

describe('scanners that were run over samples/credentials', () => {
  test('found every value that is planted there, and quote most of them', () => {
    const quoted = REPORTS.map((report) => plantedIn(readFileSync(join(FIXTURES, report), 'utf8')))
    expect([...new Set(quoted.flat())].toSorted()).toEqual(PLANTED.toSorted())
    expect(REPORTS.length).toBeGreaterThanOrEqual(16)
    expect(quoted.filter((values) => values.length > 0).length).toBeGreaterThanOrEqual(12)
  })

  test.each(REPORTS)('%s becomes findings without a value', async (report) => {
    const { everything, findings } = await read(report)
    expect(plantedIn(everything)).toEqual([])
    expect(findings > 0).toBe(report !== join('secretlint', 'credentials.json'))
  })
})
