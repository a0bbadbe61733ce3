/** Upgrades, and what they leave, as people read it. */
import type { Upgrade, Upgrades } from '../run-result.js'
import { count } from './in-words.js'

/** `4.17.15, 4.17.20`; `an unknown version` where no tool tells it. */
export function installedInWords({ from }: Upgrade): string {
  return from.length === 0 ? 'an unknown version' : from.join(', ')
}

/** `4.17.21`, or `a version behind 1.1.0`. */
export function targetInWords({ to }: Upgrade): string {
  return to.startsWith('>') ? `a version behind ${to.slice(1)}` : to
}

/** Where the package is: its manifest, its image, or both. */
export function whereInWords({ manifest, image }: Upgrade): string {
  return [image, manifest].filter((part) => part !== undefined).join(': ')
}

/** What the upgrades fix of all, and why not the rest. One sentence each. */
export function upgradesInWords(upgrades: Upgrades): string[] {
  const { covered, withoutFix, packagesWithoutFix, undecided, malware, notLookedAt } = upgrades
  const all = covered + withoutFix + undecided
  return [
    ...(upgrades.count === 0
      ? []
      : [
          `${count(upgrades.count, 'upgrade')} ${upgrades.count === 1 ? 'fixes' : 'fix'} ${covered.toLocaleString('en-US')} of ${vulnerabilities(all)}.`,
        ]),
    ...(withoutFix === 0 ? [] : [`For ${vulnerabilities(withoutFix)} no fixed version is reported${wholePackages(packagesWithoutFix)}.`]),
    ...(undecided === 0 ? [] : [`For ${vulnerabilities(undecided)} the fixed version cannot be compared with what is installed.`]),
    ...(malware === 0 ? [] : [`${count(malware, 'finding')} about malware: no upgrade undoes it.`]),
    ...(notLookedAt === 0 ? [] : [`${count(notLookedAt, 'finding')} more about packages were not looked at here.`]),
  ]
}

function vulnerabilities(number: number): string {
  return count(number, 'vulnerability', 'vulnerabilities')
}

function wholePackages(number: number): string {
  return number === 0 ? '' : `, among them all of ${count(number, 'package')}`
}
