/** Which of a tool's own fingerprints tell results apart. */
import type { Finding } from '../finding.js'

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
