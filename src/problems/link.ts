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

/** Marks between two turns of the event loop. */
const MARKS_PER_STEP = 10_000

/** @returns the numbers of the findings of each problem that several analyses report, in the order of the reports */
export function* linkFindings(sightings: Pick<Sightings, 'groups' | 'packages'>, reporters: Reporters): Steps<number[][]> {
  const sets = createDisjointSets(reporters.size)
  const manifestOf = theOnlyManifests(sightings.packages(), reporters)
  const kinds = new Map<number, Sighting['kind']>()
  let marks = 0
  for (const chain of sightings.groups()) {
    for (const { kind, findings } of alikeIn(chain, { ...reporters, manifestOf })) {
      for (const finding of findings) {
        sets.join(findings[0] ?? finding, finding)
        kinds.set(finding, kind)
      }
    }
    marks += 1
    if (marks % MARKS_PER_STEP === 0) yield
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
function theOnlyManifests(packages: ReturnType<Sightings['packages']>, { isOpen, analysisOf, toolOf }: Reporters): ManifestOf {
  const places = new Map<string, Set<string>>()
  const scans = new Map<string, Map<string, number>>()
  const several = new Set<string>()
  for (const { finding, place, ecosystem } of packages) {
    if (ecosystem === undefined || !isOpen(finding)) continue
    if (place !== undefined) {
      const known = places.get(ecosystem) ?? new Set()
      places.set(ecosystem, known.add(place))
      continue
    }
    const byTool = scans.get(ecosystem) ?? new Map<string, number>()
    scans.set(ecosystem, byTool)
    const analysis = byTool.get(toolOf(finding)) ?? analysisOf(finding)
    if (analysis !== analysisOf(finding)) several.add(ecosystem)
    byTool.set(toolOf(finding), analysis)
  }
  return (ecosystem) => {
    if (ecosystem === undefined || several.has(ecosystem)) return undefined
    const known = [...(places.get(ecosystem) ?? [])]
    return known.length > 1 ? undefined : (known[0] ?? `the only one\n${ecosystem}`)
  }
}

/** A package can be there in several versions. A tool that names none means the one there is, if there is one. */
function byVersion(group: readonly Sighting[]): readonly (readonly Sighting[])[] {
  const versions = groupBy(group, ({ version }) => version)
  const unversioned = versions.get('') ?? []
  versions.delete('')
  return versions.size > 1 ? [...versions.values(), unversioned] : [group]
}

/** Where a tool reports several on one line, only those that begin at the same place can be told to be one. */
function byColumn(group: readonly Sighting[], toolOf: Reporters['toolOf']): readonly (readonly Sighting[])[] {
  const isOne = (part: readonly Sighting[]) =>
    isOneOfEach(
      part.map(({ finding }) => finding),
      toolOf,
    )
  if (isOne(group)) return [group]
  const placed = group.filter(({ column }) => column > 0)
  return [...groupBy(placed, ({ column }) => String(column)).values()].filter(isOne)
}

function isOneOfEach(findings: readonly number[], toolOf: Reporters['toolOf']): boolean {
  return new Set(findings.map(toolOf)).size === findings.length
}

function severalAnalyses(findings: readonly number[], { analysisOf }: Reporters): boolean {
  return new Set(findings.map(analysisOf)).size > 1
}
