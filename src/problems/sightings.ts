/**
 * What is kept of a run's open findings to link those of several tools that are one problem: in columns, because there may be a million.
 */
import type { Finding } from '../finding.js'
import { createHexColumn, createNumberColumn } from '../identity/columns.js'
import { DIGITS } from '../identity/digest.js'
import { createAdvisoryNames } from './advisories.js'
import { columnsOf, type Mark, marksOf } from './marks.js'
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
  /** Columns of its line, the end exclusive; 0 where they are not known. */
  readonly begin: number
  readonly end: number
}

export interface Sightings {
  /** To be called for every finding, in order. */
  add(finding: Finding): void
  /** Of packages, one by one in the order of the findings. */
  packages(): Iterable<Pick<Sighting, 'finding' | 'place' | 'ecosystem'>>
  /** Those that share a mark with another, by mark. To be called once, after the last `add`. */
  groups(): Iterable<readonly Sighting[]>
  /** Whether there was more than can be kept: what came last is not linked. */
  isPartial(): boolean
}

/** Digits of a key by which the sightings are chained: as many as a number of JavaScript holds. */
const CHAINED_DIGITS = 13

/** Where that many are wrong in one way on one line, nobody can tell which is which. */
const MOST_ON_A_LINE = 1000

/** What V8 keeps in a map, and 32 bytes each; a real run of a million findings has three million. */
const MOST_MARKS = 8_000_000

export function createSightings(): Sightings {
  const names = createAdvisoryNames()
  const columns = createSightingColumns()
  const advisoryOf = ({ vulnerability }: Finding) =>
    vulnerability === undefined ? undefined : names.add(vulnerability.id, vulnerability.related)
  let findings = 0
  return {
    add(finding) {
      const columnsOnLine = columnsOf(finding.location)
      for (const mark of marksOf(finding)) {
        if (mark.kind === 'line') columns.push(mark, { finding: findings, advisory: undefined, ...columnsOnLine })
        else {
          const advisory = advisoryOf(finding)
          if (advisory !== undefined) columns.push(mark, { finding: findings, advisory, ...columnsOnLine })
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
    isPartial: () => columns.size() >= MOST_MARKS || names.isFull(),
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
  const begin = createNumberColumn()
  const end = createNumberColumn()
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
    begin: begin.at(index),
    end: end.at(index),
  })

  return {
    at,
    size: () => size,
    /** Beyond the limit nothing is kept: what is not linked is shown on its own. */
    push(mark: Mark, seen: Pick<Kept, 'finding' | 'advisory' | 'begin' | 'end'>) {
      if (size >= MOST_MARKS) return
      const about = mark.kind === 'advisory' ? mark : LINE
      keys.push(mark.key)
      finding.push(seen.finding)
      advisories.push(seen.advisory === undefined ? 0 : seen.advisory + 1)
      version.push(versions.numberOf(about.version))
      place.push(places.numberOf(about.place))
      ecosystem.push(ecosystems.numberOf(about.ecosystem))
      begin.push(seen.begin)
      end.push(seen.end)
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
        const most = advisories.at(last) === 0 ? MOST_ON_A_LINE : Number.POSITIVE_INFINITY
        for (let next = last + 1; next > 0 && chain.length <= most; next = previous.at(next - 1)) chain.push(at(next - 1))
        if (chain.length <= most) yield chain.reverse()
      }
    },
  }
}

/** Nothing but its key tells two lines apart. */
const LINE = { version: undefined, place: undefined, ecosystem: undefined }
