import type { CvssScore, FindingKind, Rule, StatedSeverity } from '../../../finding.js'
import { sortedCwes } from '../../vocabulary/cwes.js'
import { httpUrl } from '../../vocabulary/http-url.js'
import { asArray, asText, type JsonObject, propertiesOf, textsOf } from '../../vocabulary/json.js'
import { markupOf, multiformatText, oneLine } from '../../vocabulary/plain-text.js'
import { trivyRuleAliases } from '../../vocabulary/trivy-rules.js'
import { readBag } from '../bag-facts.js'
import { kindOfRule } from '../kinds.js'
import { ruleAdvisories } from '../packages/advisories.js'
import { advisoryPage } from '../packages/advisory-page.js'
import { ruleConfidence } from '../severity/confidence.js'
import { ruleWord } from '../severity/severity-words.js'
import type { Component, Components } from './components.js'
import { createRuleViews, type RuleViews } from './instance-text.js'
import type { Product } from './products.js'
import { helpRemediation } from './remediation.js'
import type { FoundRule } from './rules.js'
import { ruleCwes, ruleRequirements, type Taxonomies } from './taxonomy.js'

/** Everything about a result that depends on its rule alone: worked out once per rule and shared by all its results. */
export interface RuleFacts {
  readonly rule: Rule
  readonly views: RuleViews
  readonly descriptor: JsonObject | undefined
  readonly properties: JsonObject
  /** Where message strings are looked up: the rule's component, then the driver. */
  readonly components: readonly Component[]
  readonly kind: FindingKind
  readonly cwes: readonly string[]
  readonly requirements: readonly string[]
  readonly advisories: readonly string[]
  readonly score: StatedSeverity | undefined
  readonly word: StatedSeverity | undefined
  readonly cvss: readonly CvssScore[]
  readonly confidence: number | undefined
  readonly remediation: string | undefined
  /** As they are written, for readers that look for a tool's own phrases. */
  readonly markup: { readonly shortDescription: string; readonly fullDescription: string; readonly help: string }
}

/** The id of a result that names no rule and whose message begins with none (gitleaks 7). */
export const UNKNOWN_RULE = 'unknown'

export interface FactsOptions {
  readonly components: Components
  readonly taxonomies: Taxonomies
  readonly product: Product
}

/** Gives the facts of a rule, remembering them: a report has few rules and many results. */
export function createRuleFacts(options: FactsOptions): (found: FoundRule) => RuleFacts {
  const byRule = new Map<JsonObject | undefined, Map<string, RuleFacts>>()
  return (found) => {
    const id = found.id ?? UNKNOWN_RULE
    const known = byRule.get(found.descriptor)?.get(id)
    if (known !== undefined) return known
    const facts = factsOf(found, id, options)
    byRule.set(found.descriptor, (byRule.get(found.descriptor) ?? new Map()).set(id, facts))
    return facts
  }
}

function factsOf({ descriptor, component }: FoundRule, id: string, { components, taxonomies, product }: FactsOptions): RuleFacts {
  const properties = propertiesOf(descriptor)
  const cwes = sortedCwes(ruleCwes(descriptor, id, taxonomies))
  const advisories = ruleAdvisories(descriptor, id, product.kind === 'vulnerability' || product.key === 'jfrog-policy')
  const kind = kindOfRule({ product, ruleId: id, descriptor, cwes, advisories })
  const rule = readRule({ id, descriptor, product, kind, advisories })
  const { key } = product
  const bag = readBag(properties, key)
  return {
    rule,
    views: createRuleViews(rule),
    descriptor,
    properties,
    components: component === components.driver ? [component] : [component, components.driver],
    kind,
    cwes,
    requirements: kind === 'configuration' ? ruleRequirements(descriptor, taxonomies) : [],
    advisories,
    score: bag.score,
    word: ruleWord(descriptor, key),
    cvss: bag.cvss,
    confidence: ruleConfidence(properties, key),
    remediation: bag.remediation ?? (kind === 'vulnerability' ? undefined : helpRemediation(descriptor, rule)),
    markup: {
      shortDescription: markup(descriptor, 'shortDescription'),
      fullDescription: markup(descriptor, 'fullDescription'),
      help: markup(descriptor, 'help'),
    },
  }
}

/** As one text whichever of the two writings the tool chose, Markdown after plain text. */
function markup(descriptor: JsonObject | undefined, name: string): string {
  const message = descriptor?.[name]
  return markupOf(message) ?? ''
}

interface RuleEvidence {
  readonly id: string
  readonly descriptor: JsonObject | undefined
  readonly product: Product
  readonly kind: FindingKind
  readonly advisories: readonly string[]
}

/** Without `help`, unless it alone describes the rule: a tool's help is rarely advice, and what of it is advice stands in the remediation. */
function readRule({ id, descriptor, product, kind, advisories }: RuleEvidence): Rule {
  const name = asText(descriptor?.['name'])
  const text = product.ruleText ?? 'shortDescription'
  const title = text === 'message' ? undefined : titleOf([id, name], multiformatText(descriptor?.[text]))
  // Trivy writes what it matched into the texts of a secret's rule.
  const wordy = product.key !== 'trivy' || kind !== 'secret'
  const description = wordy ? descriptionOf(descriptor) : undefined
  const helpUrl = kind === 'vulnerability' ? advisoryPage(descriptor, product, [id, ...advisories]) : httpUrl(descriptor?.['helpUri'])
  return {
    id,
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(helpUrl !== undefined && { helpUrl }),
    tags: [...new Set([...tagsOf(descriptor), ...(product.tags ?? [])])],
    ...aliasesOf(id, descriptor, product, kind),
  }
}

/** §3.49.4: ids by which the rule was known. Those of an advisory are its other names, of which the best decides already. */
function aliasesOf(id: string, descriptor: JsonObject | undefined, { key }: Product, kind: FindingKind): Pick<Rule, 'aliases'> {
  if (kind === 'vulnerability') return {}
  const bare = key === 'shellcheck' ? [id.replace(/^SC(?=\d{4}$)/, '')] : []
  const known = [...otherIds(id, descriptor), ...(key === 'trivy' ? trivyRuleAliases(id) : []), ...bare].filter((one) => one !== id)
  return known.length === 0 ? {} : { aliases: [...new Set(known)] }
}

/** What comes after the rule's id in a hierarchical one came after its former ids too: `NEW/a` was `OLD/a`, and may be called so still. */
function otherIds(id: string, descriptor: JsonObject | undefined): readonly string[] {
  const former = textsOf(descriptor?.['deprecatedIds'])
  if (former.length === 0) return former
  const all = [...textsOf(descriptor?.['id']), ...former]
  const own = all.find((one) => id === one || id.startsWith(`${one}/`))
  return own === undefined ? former : all.map((one) => one + id.slice(own.length))
}

/** Short descriptions that only repeat the id or the name (Semgrep, JFrog, secretlint), or are templates (ruff, Fortify), are no titles. */
function titleOf(names: readonly (string | undefined)[], text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const title = oneLine(text)
  const bare = title.replace(/^(?:(?:sem|open)grep finding: |scanner for |secretlint rule(?=\())/i, '')
  const isRepeated = (bare !== title && names.includes(bare)) || bare === names[0] || bare === `(${names[0]}) error`
  return isRepeated || /\{[a-z_]{1,40}\}|<Replace key=/.test(title) ? undefined : title
}

/** Lines that only point to the rule's page (shellcheck, clippy) describe nothing. */
function descriptionOf(descriptor: JsonObject | undefined): string | undefined {
  const text = multiformatText(descriptor?.['fullDescription'])
  return asText(text?.replace(/^for (?:more|further) information,?(?: see| visit)?:? https?:\/\/\S+$/gim, ''))
}

function tagsOf(descriptor: JsonObject | undefined): readonly string[] {
  const tags = asArray(propertiesOf(descriptor)['tags']).map(asText)
  return [...new Set(tags.filter((tag) => tag !== undefined))]
}
