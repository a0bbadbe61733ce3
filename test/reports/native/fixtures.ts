/** The project's own reports of the native formats: `test/fixtures/<format id>/`. */
import { readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { UserError } from '../../../src/errors.js'
import type { Report } from '../../../src/finding.js'
import { openReports } from '../../../src/reports/open.js'

export const FIXTURES = join(import.meta.dirname, '../../fixtures')

/** Directories that mean the repository root in the fixtures. */
export const ROOTS = ['/home/runner/work/shop/shop']

export interface Fixture {
  /** The folder's name. */
  readonly format: string
  /** `many.json` */
  readonly name: string
  readonly path: string
}

/** All reports that are not SARIF in the folder of a format; none when there is no such folder. */
export function fixturesOf(format: string): readonly Fixture[] {
  const folder = join(FIXTURES, format)
  const names = readdirSync(FIXTURES).includes(format) ? readdirSync(folder).sort() : []
  return names
    .filter((name) => ['.json', '.ndjson', '.jsonl', '.xml', '.txt'].includes(extname(name)))
    .map((name) => ({ format, name, path: join(folder, name) }))
}

/** Opens a report as a user does, who names the format of an empty file because nothing in it does. */
export async function openFixture({ format, path }: Pick<Fixture, 'format' | 'path'>): Promise<Report> {
  const options = { roots: ROOTS, readSource: () => undefined, tempDirectory: 'unused' }
  const found = { path, shown: basename(path) }
  const detected = await openReports(found, { ...options, format: 'auto' })
  const opened = detected.errors.some(isAboutEmptiness) ? await openReports(found, { ...options, format }) : detected
  const [report] = opened.reports
  if (report === undefined) throw opened.errors[0] ?? new Error(`${path} holds no report`)
  return report
}

function isAboutEmptiness(error: UserError): boolean {
  return error instanceof UserError && (error.code === 'REPORT_EMPTY' || (error.hint ?? '').includes('set the input format'))
}
