import type { VulnerablePackage } from '../../finding.js'
import { saysNothing, stated } from './stated.js'

/**
 * The package without what says nothing: words such as `Unknown` for a version, a fix that is the vulnerable version itself or no version at
 * all (`No fix available`, `latest`). A fix that is none would send people to where they are.
 */
export function soundPackage(one: VulnerablePackage): VulnerablePackage {
  const { version, manager, architecture, epoch, release, path, fixedVersion, ...others } = one
  const fixed = fixedVersion === undefined ? undefined : fixesIn(fixedVersion, stated(version))
  const known = { version, manager, architecture, epoch, release, path }
  return {
    ...others,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => stated(value) !== undefined)),
    ...(fixed !== undefined && { fixedVersion: fixed }),
  }
}

/** A sentence instead of a version. */
const REFUSAL = /^(?:no|not|none|never|without|won'?t|wont|will|cannot|can't|affected|see|unfixed|deferred|end[ -]of[ -]life)\b/i

function fixesIn(text: string, version: string | undefined): string | undefined {
  if (REFUSAL.test(text.trim())) return undefined
  const parts = text.split(',').map((part) => part.trim())
  const kept = parts.filter((part) => part !== '' && isVersion(part) && !isSame(part, version))
  // Ranges have commas of their own.
  return kept.length === parts.length ? text : kept.length === 0 || /^[[(]/.test(text) ? undefined : kept.join(', ')
}

/** Every version has a digit, apart from the names of branches, which are no fix that anybody can install. */
function isVersion(text: string): boolean {
  return /\d/.test(text) && !saysNothing(text)
}

function isSame(fix: string, version: string | undefined): boolean {
  return version !== undefined && bare(fix) === bare(version)
}

function bare(version: string): string {
  return version.replace(/^[=v]+/i, '')
}
