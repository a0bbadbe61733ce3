/**
 * What is kept of a run's open findings to link those of several tools that are one problem: in columns, because there may be a million.
 */
import type { Finding } from '../finding.js'
import { createHexColumn, createNumberColumn } from '../identity/columns.js'
import { DIGITS } from '../identity/digest.js'
import { createAdvisoryNames } from './advisories.js'
import { columnOf, type Mark, marksOf } from './marks.js'
import { createNumbered } from './numbered.js'

/** One mark of one finding. */
export interface Sighting {
  /** Number of the finding, in the order in which they were added. */
  readonly finding: number
  readonly kind: Mark['kind']
  /** Equal for what may be one problem. */
  readonly key: string
  readonly version: string
  readonly place: string | undefined
  readonly ecosystem: string | undefined
  readonly column: number
}

export interface Sightings {
  /** To be called for every finding, in order. */
  add(finding: Finding): void
  /** Of packages, one by one in the order of the findings. */
  packages(): Iterable<Pick<Sighting, 'finding' | 'place' | 'ecosystem'>>
  /** Those that share a mark with another, by mark. To be called once, after the last `add`. */
  groups(): Iterable<readonly Sighting[]>
}

/** Digits of a key by which the sightings are chained: as many as a number of JavaScript holds. */
const CHAINED_DIGITS = 13

export function createSightings(): Sightings {
  const names = createAdvisoryNames()
  const columns = createSightingColumns()
  const advisoryOf = ({ vulnerability }: Finding) =>
    vulnerability === undefined ? undefined : names.add(vulnerability.id, vulnerability.related)
  let findings = 0
  return {
    add(finding) {
      const column = columnOf(finding.location)
      for (const mark of marksOf(finding)) {
        if (mark.kind === 'line') columns.push(mark, { finding: findings, advisory: undefined, column })
        else {
          const advisory = advisoryOf(finding)
          if (advisory !== undefined) columns.push(mark, { finding: findings, advisory, column })
        }
      }
      findings += 1
    },
    *packages() {
      for (let index = 0; index < columns.size(); index++) {
        const { advisory, ...sighting } = columns.at(index)
        if (advisory !== undefined) yield sighting
      }
    },
    *groups() {
      const { sameAs } = names.settle()
      for (const chain of columns.chains()) {
        yield chain.map(({ advisory, key, ...seen }): Sighting => {
          return advisory === undefined ? { ...seen, key, kind: 'line' } : { ...seen, key: `${key}/${sameAs(advisory)}`, kind: 'advisory' }
        })
      }
    },
  }
}

/** As it is kept, with the number of its advisory. */
type Kept = Omit<Sighting, 'kind'> & { readonly advisory: number | undefined }

function createSightingColumns() {
  const [versions, places, ecosystems] = [createNumbered(), createNumbered(), createNumbered()]
  const keys = createHexColumn(DIGITS)
  const finding = createNumberColumn()
  /** One more than the advisory; 0 for a line. */
  const advisories = createNumberColumn()
  const version = createNumberColumn()
  const place = createNumberColumn()
  const ecosystem = createNumberColumn()
  const column = createNumberColumn()
  /** The sighting before this one with the same key, plus one; 0 for none. */
  const previous = createNumberColumn()
  const lastOf = new Map<number, number>()
  let size = 0

  const at = (index: number): Kept => ({
    finding: finding.at(index),
    advisory: advisories.at(index) === 0 ? undefined : advisories.at(index) - 1,
    key: keys.at(index),
    version: versions.textOf(version.at(index)) ?? '',
    place: places.textOf(place.at(index)),
    ecosystem: ecosystems.textOf(ecosystem.at(index)),
    column: column.at(index),
  })

  return {
    at,
    size: () => size,
    push(mark: Mark, seen: Pick<Kept, 'finding' | 'advisory' | 'column'>) {
      const about = mark.kind === 'advisory' ? mark : LINE
      keys.push(mark.key)
      finding.push(seen.finding)
      advisories.push(seen.advisory === undefined ? 0 : seen.advisory + 1)
      version.push(versions.numberOf(about.version))
      place.push(places.numberOf(about.place))
      ecosystem.push(ecosystems.numberOf(about.ecosystem))
      column.push(seen.column)
      const chained = Number.parseInt(mark.key.slice(0, CHAINED_DIGITS), 16)
      previous.push((lastOf.get(chained) ?? -1) + 1)
      lastOf.set(chained, size)
      size += 1
    },
    /** Those with one key, where there are several. */
    *chains(): Generator<readonly Kept[]> {
      for (const last of lastOf.values()) {
        if (previous.at(last) === 0) continue
        const chain: Kept[] = []
        for (let end = last + 1; end > 0; end = previous.at(end - 1)) chain.push(at(end - 1))
        yield chain.reverse()
      }
    },
  }
}

/** Nothing but its key tells two lines apart. */
const LINE = { version: undefined, place: undefined, ecosystem: undefined }
