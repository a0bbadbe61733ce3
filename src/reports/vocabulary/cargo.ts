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

/** The 1-based line at which a package begins in the text of a lock file. */
export function lineInCargoLock(text: string, name: unknown, version: unknown): number | undefined {
  const unix = text.replaceAll('\r\n', '\n')
  const at = unix.indexOf(`name = "${name}"\nversion = "${version}"`)
  return at < 0 ? undefined : unix.slice(0, at).split('\n').length
}
