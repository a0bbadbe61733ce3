import { managerOfFile } from '../../vocabulary/ecosystems.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { resultAdvisories } from './advisories.js'
import { namesPackage } from './package-properties.js'

/** Tags of rules that are about dependencies. */
const TAGS =
  /^(?:vulnerabilit(?:y|ies)|dependenc(?:y|ies)|(?:vulnerable|outdated)[ _-]dependenc(?:y|ies)|sca|supply[ _-]chain|advisor(?:y|ies))$/i

/**
 * Whether a result of a rule for many advisories (cargo-deny: `vulnerability`) is one about a package: it names an advisory, and a package
 * manager's file, a property or a tag says what it is an advisory of; or the rule is an advisory of a database that nobody else knows.
 */
export function isAboutPackage(
  result: JsonObject,
  ruleId: string,
  [bag, ruleBag]: readonly [JsonObject, JsonObject],
  message: string,
): boolean {
  const tagged = [...textsOf(ruleBag['tags']), ...textsOf(bag['tags'])].some((tag) => TAGS.test(tag))
  const named = namesPackage(bag) || namesPackage(ruleBag)
  if (tagged && named && isNumbered(ruleId)) return true
  return resultAdvisories(result, message).length > 0 && (named || tagged || isInManifest(result))
}

/** Databases number their advisories (`sonatype-2021-1234`); rules of one's own have names. */
function isNumbered(ruleId: string): boolean {
  return /\d{4}/.test(ruleId)
}

function isInManifest(result: JsonObject): boolean {
  const [location] = objectsOf(result['locations'])
  const artifact = asObject(asObject(location?.['physicalLocation'])?.['artifactLocation'])
  return managerOfFile(asText(artifact?.['uri'])) !== undefined
}
