import { readdirSync } from 'node:fs'
import { join } from 'node:path'

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
