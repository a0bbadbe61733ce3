import type { Finding, Location } from '../../../finding.js'
import { CARGO_WARNINGS, type CargoLock, cargoWarning, readCargoLock } from '../../vocabulary/cargo.js'
import { createKept, type Kept } from '../../vocabulary/kept.js'

/** The lock files that results name. */
export type CargoLocks = Kept<CargoLock>

/** Packages of the lock files that are kept at once: of one that is named among many others each result costs its reading. */
const PACKAGES_KEPT = 200_000

export function createCargoLocks(readSource: (path: string) => string | undefined): CargoLocks {
  return createKept(
    (path) => readCargoLock(readSource(path) ?? ''),
    ({ size }) => size + 1,
    PACKAGES_KEPT,
  )
}

/** `smallvec 1.4.0 is vulnerable to …`, `time 0.1.42 has a unmaintained warning: …`. Source: github.com/rustsec/rustsec, cargo-audit/src/sarif.rs. */
const MESSAGE = /^([\w-]{1,200}) (\d\S{0,200}) (?:is vulnerable to|has an? (\w{1,40}) warning)\b/

/**
 * cargo-audit's SARIF as its own format tells it. The line is always 1, the fingerprint holds the version, and news about a package (it is
 * no longer maintained, it was taken back) stands among the vulnerabilities.
 */
export function cargoAuditFinding(finding: Finding, locks: CargoLocks): Finding {
  const [, name, version, warning] = MESSAGE.exec(finding.message) ?? []
  if (name === undefined) return finding
  const location = locationOf(finding, locks, name, version)
  const { title, vulnerability, written: _, ...rest } = { ...finding, message: finding.rule.title ?? finding.message, fingerprints: [] }
  const told: Finding = { ...rest, ...(location !== undefined && { location }) }
  if (warning === undefined)
    return { ...told, ...(title !== undefined && { title }), ...(vulnerability !== undefined && { vulnerability }) }
  const severity = { label: CARGO_WARNINGS.get(warning) ?? 'MEDIUM', original: warning } as const
  const named = `${name} ${version}`
  const news = { ...told, severity, kind: warning === 'unsound' ? ('vulnerability' as const) : ('other' as const) }
  // Without an advisory the rule is named like the warning.
  if (finding.rule.id === warning) {
    return { ...news, message: cargoWarning(warning, named), title: `${named} is ${warning}`, location: { ...location, logicalName: name } }
  }
  const heading = warning === 'unsound' ? title : `${named} is ${warning}`
  return { ...news, ...(heading !== undefined && { title: heading }), ...(vulnerability !== undefined && { vulnerability }) }
}

function locationOf({ location }: Finding, locks: CargoLocks, name: string, version: string | undefined): Location | undefined {
  if (location?.path === undefined) return location
  const startLine = locks.of(location.path).lineOf(name, version)
  return { path: location.path, ...(startLine !== undefined && { startLine }) }
}
