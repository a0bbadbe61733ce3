/**
 * What is kept of a run's open findings to link those of several tools that are one problem: in columns, because there may be a million.
 */
import type { Finding } from '../finding.js'
import { createHexColumn, createNumberColumn } from '../identity/columns.js'
import { DIGITS } from '../identity/digest.js'
import { type Advisories, createAdvisoryNames } from './advisories.js'
import { columnOf, type Mark, marksOf } from './marks.js'

/** One mark of one finding. */
export interface Sighting {
  /** Number of the finding, in the order in which they were added. */
  readonly finding: number
  readonly kind: Mark['kind']
  /** Equal for what may be one problem. */
  readonly key: string
  readonly version: string
  readonly column: number
}

export interface Sightings {
  /** To be called for every finding, in order. */
  add(finding: Finding): void
  /** Those that share a mark with another, by mark. To be called once, after the last `add`. */
  groups(): Iterable<readonly Sighting[]>
}

export function createSightings(): Sightings {
  const columns = createSightingColumns()
  const names = createAdvisoryNames()
  let findings = 0
  return {
    add(finding) {
      for (const mark of marksOf(finding)) {
        const advisory = mark.kind === 'advisory' ? advisoryOf(finding) : undefined
        if (mark.kind === 'line' || advisory !== undefined)
          columns.push(mark, { finding: findings, advisory, column: columnOf(finding.location) })
      }
      findings += 1
    },
    groups: () => columns.groups(names.settle()),
  }

  function advisoryOf({ vulnerability }: Finding): number | undefined {
    return vulnerability === undefined ? undefined : names.add(vulnerability.id, vulnerability.related)
  }
}

interface Seen {
  readonly finding: number
  readonly advisory: number | undefined
  readonly column: number
}

/** Digits of a key by which the sightings are chained: as many as a number of JavaScript holds. */
const CHAINED_DIGITS = 13

function createSightingColumns() {
  const keys = createHexColumn(DIGITS)
  const findings = createNumberColumn()
  /** One more than the advisory; 0 for none. */
  const advisories = createNumberColumn()
  const versions = createNumberColumn()
  const columns = createNumberColumn()
  /** The sighting before this one with the same key, plus one; 0 for none. */
  const previous = createNumberColumn()
  const lastOf = new Map<number, number>()
  const versionNumbers = new Map<string, number>()
  const versionTexts: string[] = []
  let size = 0

  return {
    push({ key, version }: Mark, { finding, advisory, column }: Seen) {
      keys.push(key)
      findings.push(finding)
      advisories.push(advisory === undefined ? 0 : advisory + 1)
      versions.push(versionNumber(version))
      columns.push(column)
      const chained = Number.parseInt(key.slice(0, CHAINED_DIGITS), 16)
      previous.push((lastOf.get(chained) ?? -1) + 1)
      lastOf.set(chained, size)
      size += 1
    },
    *groups(names: Advisories): Generator<readonly Sighting[]> {
      for (const last of lastOf.values()) {
        if (previous.at(last) > 0) yield chainEndingAt(last, names)
      }
    },
  }

  function versionNumber(version: string): number {
    const known = versionNumbers.get(version)
    if (known !== undefined) return known
    versionNumbers.set(version, versionTexts.length)
    return versionTexts.push(version) - 1
  }

  function chainEndingAt(last: number, names: Advisories): readonly Sighting[] {
    const chain: Sighting[] = []
    for (let at = last + 1; at > 0; at = previous.at(at - 1)) chain.push(sightingAt(at - 1, names))
    return chain.reverse()
  }

  function sightingAt(index: number, names: Advisories): Sighting {
    const advisory = advisories.at(index)
    return {
      finding: findings.at(index),
      kind: advisory === 0 ? 'line' : 'advisory',
      key: advisory === 0 ? keys.at(index) : `${keys.at(index)}/${names.sameAs(advisory - 1)}`,
      version: versionTexts[versions.at(index)] ?? '',
      column: columns.at(index),
    }
  }
}
