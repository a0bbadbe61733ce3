import { cwesIn } from '../../vocabulary/cwes.js'
import { asArray, asIndex, asObject, asText, isObject, type JsonObject, objectsOf, propertiesOf, textsOf } from '../../vocabulary/json.js'
import type { Components } from './components.js'

/** Names of taxonomies by GUID and by index, since references may give any of them (§3.54). */
export interface Taxonomies {
  nameOf(reference: unknown): string | undefined
}

/** Taxonomies of the run and the ones its components say they support (§3.19.25), with which a taxonomy in an external file is still named. */
export function readTaxonomies(run: JsonObject, components: Components): Taxonomies {
  const taxonomies = asArray(run['taxonomies'])
  const supported = components.all.flatMap(({ data }) => objectsOf(data['supportedTaxonomies']))
  const names = new Map<string, string>()
  for (const { guid, name } of [...taxonomies.filter(isObject), ...supported]) {
    const key = asText(guid)?.toLowerCase()
    const text = asText(name)
    if (key !== undefined && text !== undefined) names.set(key, text)
  }
  return {
    nameOf: (reference) => {
      if (!isObject(reference)) return undefined
      const guid = asText(reference['guid'])?.toLowerCase()
      const index = asIndex(reference['index'])
      const byIndex = index === undefined ? undefined : asText(asObject(taxonomies[index])?.['name'])
      return asText(reference['name']) ?? (guid === undefined ? undefined : names.get(guid)) ?? byIndex
    },
  }
}

/** CWEs of a rule: relationships, properties, tags, and an id that is one. */
export function ruleCwes(descriptor: JsonObject | undefined, ruleId: string, taxonomies: Taxonomies): readonly string[] {
  const targets = objectsOf(descriptor?.['relationships'])
    .filter(({ kinds }) => !asArray(kinds).includes('disjoint'))
    .map(({ target }) => target)
  const parameters = asObject(asObject(descriptor?.['defaultConfiguration'])?.['parameters'])
  return [
    ...targets.flatMap((target) => referencedCwe(target, taxonomies)),
    ...bagCwes(propertiesOf(descriptor)),
    ...bagCwes(propertiesOf(parameters)),
    ...(/^cwe-/i.test(ruleId) ? cwesIn(ruleId) : []),
  ]
}

/** CWEs of a result on top of its rule's. */
export function resultCwes(result: JsonObject, taxonomies: Taxonomies): readonly string[] {
  const taxa = result['taxa']
  const own = bagCwes(propertiesOf(result))
  return Array.isArray(taxa) && taxa.length > 0 ? [...taxa.flatMap((taxon) => referencedCwe(taxon, taxonomies)), ...own] : own
}

/** Frameworks whose controls a configuration check is about. */
const FRAMEWORK = /nist|cis\b|pci|hipaa|soc ?2|iso|stig|fedramp|gdpr/i

/** Controls of compliance frameworks that a rule is related to: `NIST RA-5`. */
export function ruleRequirements(descriptor: JsonObject | undefined, taxonomies: Taxonomies): readonly string[] {
  const controls = objectsOf(descriptor?.['relationships']).flatMap(({ target }) => {
    const id = asText(asObject(target)?.['id'])
    const name = taxonomies.nameOf(asObject(target)?.['toolComponent'])
    return id !== undefined && name !== undefined && FRAMEWORK.test(name) ? [`${name} ${id}`] : []
  })
  return [...new Set(controls)]
}

function referencedCwe(reference: unknown, taxonomies: Taxonomies): readonly string[] {
  const id = asText(asObject(reference)?.['id'])
  if (id === undefined) return []
  const component = asObject(reference)?.['toolComponent']
  if (/^cwe$/i.test(taxonomies.nameOf(component) ?? '')) return cwesIn(/^\d+$/.test(id) ? `CWE-${id}` : id)
  return isObject(component) ? [] : cwesIn(id)
}

const NO_CWES: readonly string[] = []

function bagCwes(bag: JsonObject): readonly string[] {
  const named = [...numbersOrTexts(bag['cwe']), ...numbersOrTexts(bag['cwes']), ...numbersOrTexts(bag['CWE'])]
  const tags = textsOf(bag['tags'])
  if (named.length === 0 && tags.length === 0) return NO_CWES
  return [...named.flatMap((text) => cwesIn(/^\d+$/.test(text) ? `CWE-${text}` : text)), ...tags.flatMap(cwesIn)]
}

function numbersOrTexts(value: unknown): readonly string[] {
  return typeof value === 'number' ? [String(value)] : textsOf(value)
}
