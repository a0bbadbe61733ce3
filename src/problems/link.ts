/** Which findings of a run are one problem. When in doubt they are not: two entries for one problem cost a glance, one entry for two hides one. */
import { createDisjointSets } from '../disjoint-sets.js'
import { groupBy } from '../groups.js'
import type { Steps } from '../turn.js'
import type { Sighting, Sightings } from './sightings.js'

export interface Reporters {
  /** How many findings there are. */
  readonly size: number
  /** Whether the finding is open. */
  isOpen(finding: number): boolean
  /** Equal for findings that one tool reports under one category. */
  analysisOf(finding: number): number
  /** Equal for all versions and variants of a tool. */
  toolOf(finding: number): string
}

/** Between two turns of the event loop. */
const SIGHTINGS_PER_STEP = 10_000

/** @returns the numbers of the findings of each problem that several analyses report, in the order of the reports */
export function* linkFindings(sightings: Pick<Sightings, 'groups' | 'packages'>, reporters: Reporters): Steps<number[][]> {
  const sets = createDisjointSets(reporters.size)
  const manifestOf = yield* theOnlyManifests(sightings.packages(), reporters)
  const kinds = new Map<number, Sighting['kind']>()
  let seen = 0
  for (const chain of sightings.groups()) {
    for (const { kind, findings } of alikeIn(chain, { ...reporters, manifestOf })) {
      for (const finding of findings) {
        sets.join(findings[0] ?? finding, finding)
        kinds.set(finding, kind)
      }
    }
    seen += chain.length
    if (seen >= SIGHTINGS_PER_STEP) {
      seen = 0
      yield
    }
  }
  const linked = [...kinds.keys()].sort((a, b) => a - b)
  const isOneProblem = (findings: readonly number[]) =>
    kinds.get(findings[0] ?? 0) === 'line' ? isOneOfEach(findings, reporters.toolOf) : severalAnalyses(findings, reporters)
  return [...groupBy(linked, (finding) => String(sets.rootOf(finding))).values()].filter(isOneProblem)
}

interface Alike {
  readonly kind: Sighting['kind']
  readonly findings: readonly number[]
}

type ManifestOf = (ecosystem: string | undefined) => string | undefined

function alikeIn(
  chain: readonly Sighting[],
  { isOpen, toolOf, manifestOf }: Reporters & { readonly manifestOf: ManifestOf },
): readonly Alike[] {
  const open = chain.filter(({ finding }) => isOpen(finding))
  const whereOf = ({ kind, key, place, ecosystem }: Sighting) => {
    const where = kind === 'line' ? '' : (place ?? manifestOf(ecosystem))
    return where === undefined ? undefined : `${key}\n${where}`
  }
  return [...groupBy(open, whereOf).values()].flatMap((group) => {
    const kind = group[0]?.kind ?? 'line'
    const parts = kind === 'advisory' ? byVersion(group) : byColumn(group, toolOf)
    return parts.filter(({ length }) => length > 1).map((part) => ({ kind, findings: part.map(({ finding }) => finding) }))
  })
}

/**
 * What a tool means that names no manifest, as package managers do: the one that the run knows of, if it knows of one at most, and nothing but one
 * scan of each tool.
 */
function* theOnlyManifests(packages: ReturnType<Sightings['packages']>, reporters: Reporters): Steps<ManifestOf> {
  const known = new Map<string, Manifest>()
  let count = 0
  for (const { finding, place, ecosystem } of packages) {
    count += 1
    if (count % SIGHTINGS_PER_STEP === 0) yield
    if (ecosystem === undefined || !reporters.isOpen(finding)) continue
    const before = known.get(ecosystem) ?? { place: undefined, isOne: true, scans: new Map() }
    known.set(
      ecosystem,
      place === undefined
        ? withScan(before, finding, reporters)
        : { ...before, place, isOne: before.isOne && (before.place ?? place) === place },
    )
  }
  return (ecosystem) => {
    const manifest = ecosystem === undefined ? undefined : known.get(ecosystem)
    if (manifest === undefined || !manifest.isOne) return undefined
    return manifest.place ?? `the only one\n${ecosystem}`
  }
}

interface Manifest {
  readonly place: string | undefined
  readonly isOne: boolean
  /** By tool, the analysis of its findings without a place. */
  readonly scans: Map<string, number>
}

function withScan(manifest: Manifest, finding: number, { analysisOf, toolOf }: Reporters): Manifest {
  const [tool, analysis] = [toolOf(finding), analysisOf(finding)]
  const before = manifest.scans.get(tool)
  manifest.scans.set(tool, analysis)
  return before === undefined || before === analysis ? manifest : { ...manifest, isOne: false }
}

/** A package can be there in several versions. A tool that names none means the one there is, if there is one. */
function byVersion(group: readonly Sighting[]): readonly (readonly Sighting[])[] {
  const versions = groupBy(group, ({ version }) => version)
  const unversioned = versions.get('') ?? []
  versions.delete('')
  return versions.size > 1 ? [...versions.values(), unversioned] : [group]
}

/** Where a tool reports several on one line, or two lie apart on it, only those that begin at the same place can be told to be one. */
function byColumn(group: readonly Sighting[], toolOf: Reporters['toolOf']): readonly (readonly Sighting[])[] {
  const isOne = (part: readonly Sighting[]) =>
    isOneOfEach(
      part.map(({ finding }) => finding),
      toolOf,
    )
  if (isOne(group) && overlap(group)) return [group]
  const placed = group.filter(({ begin }) => begin > 0)
  return [...groupBy(placed, ({ begin }) => String(begin)).values()].filter(isOne)
}

/** Of a range of which the end is not known nothing is. */
function overlap(group: readonly Sighting[]): boolean {
  const ranges = group.filter(({ begin, end }) => begin > 0 && end > 0)
  const lastBegin = Math.max(...ranges.map(({ begin }) => begin))
  const firstEnd = Math.min(...ranges.map(({ end }) => end))
  return ranges.length < 2 || lastBegin < firstEnd
}

function isOneOfEach(findings: readonly number[], toolOf: Reporters['toolOf']): boolean {
  return new Set(findings.map(toolOf)).size === findings.length
}

function severalAnalyses(findings: readonly number[], { analysisOf }: Reporters): boolean {
  return new Set(findings.map(analysisOf)).size > 1
}
