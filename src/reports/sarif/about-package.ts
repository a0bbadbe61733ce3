import { managerOfFile } from '../vocabulary/ecosystems.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import { resultAdvisories } from './advisories.js'
import { namesPackage } from './package-properties.js'

/** Tags of rules that are about dependencies. */
const TAGS =
  /^(?:vulnerabilit(?:y|ies)|dependenc(?:y|ies)|(?:vulnerable|outdated)[ _-]dependenc(?:y|ies)|sca|supply[ _-]chain|advisor(?:y|ies))$/i

/**
 * Whether a result of a rule for many advisories (cargo-deny: `vulnerability`) is one about a package: it names an advisory, and a package
 * manager's file, a property or a tag says what it is an advisory of.
 */
export function isAboutPackage(result: JsonObject, bag: JsonObject, ruleBag: JsonObject, message: string): boolean {
  if (resultAdvisories(result, message).length === 0) return false
  const tags = [...textsOf(ruleBag['tags']), ...textsOf(bag['tags'])]
  return namesPackage(bag) || namesPackage(ruleBag) || tags.some((tag) => TAGS.test(tag)) || isInManifest(result)
}

function isInManifest(result: JsonObject): boolean {
  const [location] = objectsOf(result['locations'])
  const artifact = asObject(asObject(location?.['physicalLocation'])?.['artifactLocation'])
  return managerOfFile(asText(artifact?.['uri'])) !== undefined
}
