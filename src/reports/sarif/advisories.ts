import { advisoriesIn, bestFirst } from '../vocabulary/advisory-ids.js'
import { asText, type JsonObject, objectsOf, propertiesOf, textsOf } from '../vocabulary/json.js'
import { markupOf } from '../vocabulary/plain-text.js'

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

/** The rule's advisories and the ones that the result itself names. */
export function withResultAdvisories(advisories: readonly string[], result: JsonObject): readonly string[] {
  const own = bagTexts(propertiesOf(result)).flatMap(advisoriesIn)
  return own.length === 0 ? advisories : bestFirst([...advisories, ...own])
}

function bagTexts(bag: JsonObject): readonly string[] {
  const identifiers = objectsOf(bag['identifiers']).flatMap(({ id, value }) => [...textsOf(id), ...textsOf(value)])
  return [...textsOf(bag['cve']), ...textsOf(bag['CVE']), ...textsOf(bag['cves']), ...textsOf(bag['aliases']), ...identifiers]
}
