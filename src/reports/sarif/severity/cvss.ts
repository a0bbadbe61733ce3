import type { CvssScore } from '../../../finding.js'
import { asText, isObject, type JsonObject, objectsOf, ownValue } from '../../vocabulary/json.js'

/** How tools name the parts of a CVSS score in their property bags, highest version first. */
const NAMES = [
  {
    version: '4.0',
    scores: ['cvssv40_baseScore', 'cvssv4_baseScore', 'cvss4BaseScore'],
    vectors: ['cvssv40_vector', 'cvssv4_vector', 'cvss4Vector'],
  },
  // Whether 3.0 or 3.1 only the vector says.
  { version: undefined, scores: ['cvssv3_baseScore', 'cvss3BaseScore', 'cvssv3_score'], vectors: ['cvssv3_vector', 'cvss3Vector'] },
  {
    version: undefined,
    scores: ['cvssScore', 'cvss_score', 'CvssScore', 'CVSSScore', 'cvss', 'CVSS'],
    vectors: ['cvss_vector', 'CvssVector', 'CVSSVector'],
  },
  { version: '2.0', scores: ['cvssv2_score', 'cvssv2_baseScore', 'cvssBaseScore'], vectors: ['cvssv2_vector', 'cvssVector'] },
] as const

/** A CVSS base score is at most this (CVSS 3.1 specification, section 5). */
const HIGHEST = 10

/** The CVSS scores of a property bag, highest version first. A score of 0 is what tools write for "none". */
export function cvssScores(bag: JsonObject): readonly CvssScore[] {
  return [...namedScores(bag), ...nestedScores(bag)]
}

/** `{"cvss": {"score": 7.5, "vector": "CVSS:3.1/…"}}`, one or several. */
function nestedScores(bag: JsonObject): readonly CvssScore[] {
  const nested = ['cvss', 'CVSS'].flatMap((name) => {
    const value = ownValue(bag, name)
    return isObject(value) ? [value] : objectsOf(value).slice(0, MOST_NESTED)
  })
  return nested.flatMap((one) =>
    scoreOf(one, {
      version: asText(ownValue(one, 'version')),
      scores: ['score', 'baseScore', 'base_score'],
      vectors: ['vector', 'vectorString'],
    }),
  )
}

/** Sources that grade one advisory. */
const MOST_NESTED = 10

function namedScores(bag: JsonObject): readonly CvssScore[] {
  return NAMES.flatMap((names) => scoreOf(bag, names))
}

interface Names {
  readonly version: string | undefined
  readonly scores: readonly string[]
  readonly vectors: readonly string[]
}

function scoreOf(bag: JsonObject, { version, scores, vectors }: Names): readonly CvssScore[] {
  const score = firstNumber(bag, scores)
  const vector = firstText(bag, vectors)
  if (score === undefined && vector === undefined) return []
  const stated = statedVersion(vector) ?? version
  return [{ ...(stated && { version: stated }), ...(score !== undefined && { score }), ...(vector !== undefined && { vector }) }]
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
