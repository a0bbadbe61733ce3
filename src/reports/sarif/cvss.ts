import type { CvssScore } from '../../finding.js'
import { asText, type JsonObject, ownValue } from '../vocabulary/json.js'

/** How tools name the parts of a CVSS score in their property bags, highest version first. */
const NAMES = [
  {
    version: '4.0',
    scores: ['cvssv40_baseScore', 'cvssv4_baseScore', 'cvss4BaseScore'],
    vectors: ['cvssv40_vector', 'cvssv4_vector', 'cvss4Vector'],
  },
  // Whether 3.0 or 3.1 only the vector says.
  { version: undefined, scores: ['cvssv3_baseScore', 'cvss3BaseScore', 'cvssv3_score'], vectors: ['cvssv3_vector', 'cvss3Vector'] },
  { version: '2.0', scores: ['cvssv2_score', 'cvssv2_baseScore', 'cvssBaseScore'], vectors: ['cvssv2_vector', 'cvssVector'] },
] as const

/** A CVSS base score is at most this (CVSS 3.1 specification, section 5). */
const HIGHEST = 10

/** The CVSS scores of a property bag, highest version first. A score of 0 is what tools write for "none". */
export function cvssScores(bag: JsonObject): readonly CvssScore[] {
  return NAMES.flatMap(({ version, scores, vectors }) => {
    const score = firstNumber(bag, scores)
    const vector = firstText(bag, vectors)
    if (score === undefined && vector === undefined) return []
    const stated = statedVersion(vector) ?? version
    return [{ ...(stated && { version: stated }), ...(score !== undefined && { score }), ...(vector !== undefined && { vector }) }]
  })
}

/** `CVSS:3.0/AV:N/…` says its version; version 2 vectors do not. */
function statedVersion(vector: string | undefined): string | undefined {
  return /^CVSS:(\d\.\d)\//.exec(vector ?? '')?.[1]
}

function firstNumber(bag: JsonObject, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = ownValue(bag, name)
    const number = typeof value === 'string' && /^\d{1,2}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && number > 0 && number <= HIGHEST) return number
  }
  return undefined
}

function firstText(bag: JsonObject, names: readonly string[]): string | undefined {
  return names.map((name) => asText(ownValue(bag, name))).find((text) => text !== undefined)
}
