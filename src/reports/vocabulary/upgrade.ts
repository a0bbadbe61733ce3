import type { VulnerablePackage } from '../../finding.js'

/** `Upgrade lodash to 4.17.21.`; undefined when no package has a fix. */
export function upgradeText(packages: readonly VulnerablePackage[]): string | undefined {
  const upgrades = packages.flatMap(({ name, fixedVersion }) =>
    fixedVersion === undefined ? [] : [`${name} to ${versions(fixedVersion)}`],
  )
  return upgrades.length === 0 ? undefined : `Upgrade ${upgrades.join(', ')}.`
}

/** Several release lines are fixed by several versions. */
function versions(fixedVersion: string): string {
  const all = fixedVersion.split(',').map((version) => version.trim())
  return all.length === 1 ? fixedVersion : `one of ${all.join(', ')}`
}
