import { advisoriesIn, bestFirst } from '../../vocabulary/advisory-ids.js'
import { asObject, asText, type JsonObject, objectsOf, ownValue, propertiesOf, textsOf } from '../../vocabulary/json.js'
import { markupOf } from '../../vocabulary/plain-text.js'

/**
 * Advisories that a rule is about, the best known name first: CVE, GHSA, then the rest in the order found. Searched where tools put them:
 * id, name, deprecated ids (OSV-Scanner's aliases), tags (govulncheck), properties, and the descriptions of tools that only find packages.
 */
export function ruleAdvisories(descriptor: JsonObject | undefined, ruleId: string, withDescriptions: boolean): readonly string[] {
  const bag = propertiesOf(descriptor)
  const descriptions = withDescriptions ? ['fullDescription', 'shortDescription'].map((name) => markupOf(descriptor?.[name]) ?? '') : []
  const texts = [
    ruleId,
    asText(descriptor?.['name']) ?? '',
    ...textsOf(descriptor?.['deprecatedIds']),
    ...textsOf(bag['tags']),
    ...bagTexts(bag),
  ]
  return bestFirst([...texts, ...descriptions].flatMap(advisoriesIn))
}

/** The rule's advisories and the ones that the result itself names; where neither has one in its proper place, those of the texts. */
export function withResultAdvisories(advisories: readonly string[], result: JsonObject, texts: readonly string[]): readonly string[] {
  const own = bagTexts(propertiesOf(result)).flatMap(advisoriesIn)
  if (own.length > 0) return bestFirst([...advisories, ...own])
  return advisories.length > 0 ? advisories : bestFirst(texts.map(advisoriesIn).find((found) => found.length > 0) ?? [])
}

/** Advisories that a result names in its properties or its message. */
export function resultAdvisories(result: JsonObject, message: string): readonly string[] {
  return [...bagTexts(propertiesOf(result)), message].flatMap(advisoriesIn)
}

/** What tools call the property for the name of an advisory. */
const KEYS = [
  ...['cve', 'CVE', 'cves', 'CVEs', 'cveId', 'cve_id', 'cveIds', 'ghsa', 'GHSA', 'ghsaId', 'ghsa_id', 'osvId', 'osv_id'],
  ...['aliases', 'advisory', 'advisoryId', 'advisory_id', 'advisories', 'vulnerability', 'vulnerabilityId', 'vulnerability_id'],
  ...['vulnId', 'vuln_id', 'id', 'ids', 'identifiers'],
] as const

function bagTexts(bag: JsonObject): readonly string[] {
  const identifiers = objectsOf(bag['identifiers']).flatMap(({ id, value }) => [...textsOf(id), ...textsOf(value)])
  const nested = ['advisory', 'vulnerability'].flatMap((key) => textsOf(ownValue(asObject(bag[key]) ?? {}, 'id')))
  return [...KEYS.flatMap((key) => textsOf(ownValue(bag, key))), ...identifiers, ...nested]
}
