/** Which of a tool's own fingerprints tell results apart. */
import type { Finding } from '../finding.js'
import { fileOf, type Traits } from './traits.js'

/** What is known of one fingerprint name over an analysis. */
interface Observation {
  readonly value: string
  readonly place: string
  severalValues: boolean
  severalPlaces: boolean
}

/** Collects findings, then answers which fingerprint names may be believed. */
export interface FingerprintSurvey {
  add(finding: Finding): void
  trusts(name: string): boolean
}

/**
 * A fingerprint that has one value on results in several places says nothing: tools write constants (`requires login`) into it.
 * Memory is bounded by the number of fingerprint names, not of results.
 */
export function createFingerprintSurvey(): FingerprintSurvey {
  const observations = new Map<string, Observation>()
  return {
    add(finding) {
      for (const { name, value } of finding.fingerprints) {
        const place = placeOf(finding)
        const seen = observations.get(name)
        if (seen === undefined) observations.set(name, { value, place, severalValues: false, severalPlaces: false })
        else {
          seen.severalValues ||= seen.value !== value
          seen.severalPlaces ||= seen.place !== place
        }
      }
    },
    trusts(name) {
      const seen = observations.get(name)
      return seen !== undefined && (seen.severalValues || !seen.severalPlaces)
    },
  }
}

function placeOf({ location, rule }: Finding): string {
  return `${rule.id}\n${location?.path ?? ''}\n${location?.startLine ?? ''}\n${location?.logicalName ?? ''}`
}

/**
 * The same over both sides of a comparison, which sees more than either: a constant on the one result that is left looks like any other
 * fingerprint, and is known by those that were there before.
 * @returns the findings without evidence that cannot be trusted; a finding that loses nothing is returned as it is
 */
export function withTrustedEvidence<C extends Traits, S extends Traits & { readonly active: boolean }>(
  current: readonly C[],
  stored: readonly S[],
): { readonly current: readonly C[]; readonly stored: readonly S[] } {
  const untrusted = untrustedNames([current, stored.filter(({ active }) => active), stored.filter(({ active }) => !active)])
  if (untrusted.size === 0) return { current, stored }
  const trusted = <T extends Traits>(finding: T): T => {
    const { evidence } = finding
    const tool = evidence.tool.filter(({ name }) => !untrusted.has(name))
    return tool.length === evidence.tool.length ? finding : { ...finding, evidence: { ...evidence, tool } }
  }
  return { current: current.map(trusted), stored: stored.map(trusted) }
}

/** Names that have one value in all, which stands in several places at once. */
function untrustedNames(sides: readonly (readonly Traits[])[]): ReadonlySet<string> {
  const values = new Map<string, Set<string>>()
  const inSeveralPlaces = new Set<string>()
  for (const side of sides) {
    const places = new Map<string, string>()
    for (const finding of side) {
      const place = `${fileOf(finding)}\n${finding.startLine}\n${finding.detail}`
      for (const { name, plain } of finding.evidence.tool) {
        // Stored before names were: that version stored what it trusted.
        if (name === '') continue
        values.set(name, (values.get(name) ?? new Set()).add(plain))
        if ((places.get(name) ?? place) !== place) inSeveralPlaces.add(name)
        places.set(name, place)
      }
    }
  }
  return new Set([...inSeveralPlaces].filter((name) => values.get(name)?.size === 1))
}
