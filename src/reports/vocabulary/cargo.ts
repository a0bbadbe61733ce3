import type { Severity } from '../../finding.js'

/** What cargo-audit warns of. Source: github.com/rustsec/rustsec, rustsec/src/warning.rs. `unsound` code may break memory safety; the others are news about a package. */
export const CARGO_WARNINGS: ReadonlyMap<string, Severity> = new Map([
  ['unsound', 'MEDIUM'],
  ['unmaintained', 'LOW'],
  ['yanked', 'LOW'],
  ['notice', 'INFORMATIONAL'],
])

/** The message of a warning without an advisory. */
export function cargoWarning(kind: string, named: string): string {
  return kind === 'yanked' ? `${named} has been taken back from the registry.` : `cargo-audit warns of ${named}.`
}

/** The packages of a lock file. */
export interface CargoLock {
  readonly size: number
  /** The 1-based line at which a package begins. */
  lineOf(name: unknown, version: unknown): number | undefined
}

/** A package's name and version stand one below the other. */
export function readCargoLock(text: string): CargoLock {
  const lines = new Map<string, number>()
  const rows = text.replaceAll('\r\n', '\n').split('\n')
  for (const [index, row] of rows.entries()) {
    const key = `${row}\n${rows[index + 1]}`
    if (row.startsWith('name = "') && !lines.has(key)) lines.set(key, index + 1)
  }
  return { size: lines.size, lineOf: (name, version) => lines.get(`name = "${name}"\nversion = "${version}"`) }
}
