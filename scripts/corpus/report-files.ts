import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Folder of reports with an index of where each comes from, beside the checkout; not part of this project. */
export const CORPUS = resolve('..', 'shared', 'corpus')

/** Files that describe a collection of reports. */
const NO_REPORTS = /(^|\/)(INDEX\.tsv|README[^/]*|PROVENANCE[^/]*|LICEN[CS]E[^/]*)$/i

/** @returns every file below the folder that may be a report, relative to it, in a fixed order */
export function reportFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !NO_REPORTS.test(path))
    .sort()
}
