/** What a tool says that it did not look at: what was found there earlier is not fixed for not being reported. */
import type { ReportRun } from '../../finding.js'
import type { KeptReason } from '../../run-result.js'

export interface NotLookedAt {
  /** Repository paths of files and folders. */
  readonly partlyScanned: ReadonlySet<string>
  /** Keys of packages. */
  readonly partlyScannedPackages: ReadonlySet<string>
}

type Lists = Pick<ReportRun, 'partlyScanned' | 'partlyScannedPackages'>

export function notLookedAt(runs: readonly Lists[]): NotLookedAt {
  return {
    partlyScanned: new Set(runs.flatMap(({ partlyScanned = [] }) => partlyScanned)),
    partlyScannedPackages: new Set(runs.flatMap(({ partlyScannedPackages = [] }) => partlyScannedPackages.map(keyOf))),
  }
}

/** Why a stored finding cannot be called fixed; `undefined` when the tool has looked at where it was. */
export function partlyScannedReason(
  { path, packages }: { readonly path: string; readonly packages: readonly string[] },
  { partlyScanned, partlyScannedPackages }: NotLookedAt,
): Extract<KeptReason, 'file-partly-scanned' | 'package-partly-scanned'> | undefined {
  if (partlyScanned.size > 0 && foldersOf(path).some((place) => partlyScanned.has(place))) return 'file-partly-scanned'
  return packages.some((name) => partlyScannedPackages.has(keyOf(name))) ? 'package-partly-scanned' : undefined
}

/** The path and every folder above it. */
function foldersOf(path: string): readonly string[] {
  const segments = path.split('/')
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'))
}

/** Registries take these spellings for one (packaging.python.org, name normalization); one name too many keeps a finding open. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** The warning of a report that is complete but for what it lists; `undefined` for one that lists nothing. Its names stand in its problems. */
export function notLookedAtInWords({ partlyScanned = [], partlyScannedPackages = [] }: Lists, tool: string): string | undefined {
  const what = [...counted(partlyScanned, 'file'), ...counted(partlyScannedPackages, 'package')].join(' and ')
  return what === '' ? undefined : `${tool} did not look at ${what} in full. What it found there earlier stays open.`
}

function counted(all: readonly string[], noun: string): readonly string[] {
  const count = new Set(all).size
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
}
