import type { FindingKind } from '../../finding.js'
import { isAdvisoryId, isPublicAdvisory } from '../vocabulary/advisory-ids.js'
import { isLeakedCredential } from '../vocabulary/credentials.js'
import { eslintKind } from '../vocabulary/eslint-rules.js'
import { asText, type JsonObject, ownValue, propertiesOf, textsOf } from '../vocabulary/json.js'
import { type Product, productOf } from './rules/products.js'
import { scoreInBag } from './severity/severity.js'

/** Trivy says in the rule's name what a rule is about, since its first SARIF versions. */
const TRIVY_KINDS: readonly (readonly [RegExp, FindingKind])[] = [
  [/vulnerability/i, 'vulnerability'],
  [/^misconfiguration$/i, 'configuration'],
  [/^secret$/i, 'secret'],
]

/** Snyk reports licences among vulnerabilities: `snyk:lic:npm:lodash:LGPL-3.0`. */
const SNYK_LICENCE = /^snyk:lic:/i

/** Tags that tell what a rule of a tool with many abilities is about. */
const TAG_KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['secret', 'secret'],
  ['secrets', 'secret'],
  ['secret-detection', 'secret'],
  ['secret-scanning', 'secret'],
  ['hardcoded-secret', 'secret'],
  ['hardcoded-secrets', 'secret'],
  ['leaked-secret', 'secret'],
  ['misconfiguration', 'configuration'],
  ['iac-misconfiguration', 'configuration'],
  ['iac', 'configuration'],
  ['infrastructure-as-code', 'configuration'],
  ['kics', 'configuration'],
  ['sast', 'code'],
])

/** Properties in which tools say the same instead of in tags. */
const CATEGORY_KEYS = ['category', 'categories', 'engine', 'scanType', 'scan_type'] as const

/** JFrog's policy enforcer names the kind of violation on each result. */
const POLICY_KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['cve', 'vulnerability'],
  ['secret', 'secret'],
  ['secrets', 'secret'],
  ['iac', 'configuration'],
  ['sast', 'code'],
])

/** A plugin, a group or a family of checkers: `@acme/security/eval`, `lint/security/noGlobalEval`, `alpha.security.ArrayBound`. */
const SECURITY_GROUP = /^(?:@?[\w-]{1,60}[/.])?security[/.-]/i

export interface KindEvidence {
  readonly product: Product
  readonly ruleId: string
  readonly descriptor: JsonObject | undefined
  readonly cwes: readonly string[]
  readonly advisories: readonly string[]
}

/** What sort of problem a rule finds: by what the tool only finds, by tags, by an advisory in the id, by signs of security. */
export function kindOfRule({ product, ruleId, descriptor, cwes, advisories }: KindEvidence): FindingKind {
  if (product.kind === 'secret') return 'secret'
  if (product.key === 'eslint') return eslintKind(ruleId)
  if (product.key === 'snyk' && SNYK_LICENCE.test(ruleId)) return 'other'
  const stated = (product.key === 'trivy' ? trivyKind(asText(descriptor?.['name'])) : undefined) ?? tagKind(descriptor)
  if (stated !== undefined) return stated
  if (isAdvisoryId(ruleId) || isPublicAdvisory(ruleId)) return 'vulnerability'
  // A scanner of code finds credentials as one weakness of many; of a tool that is not known nobody can say.
  if (product.key === undefined && isLeakedCredential(cwes) && !isOfDefaults(ruleId)) return 'secret'
  return product.kind ?? (advisories.length > 0 ? 'vulnerability' : untold(ruleId, descriptor, cwes))
}

/** The kind of one result, where it says more than its rule. */
export function kindOfResult(ruleKind: FindingKind, product: Product, properties: JsonObject, cwes: readonly string[]): FindingKind {
  if (product.key !== 'jfrog-policy') return graded(ruleKind, product, properties, cwes)
  return POLICY_KINDS.get(asText(properties['type'])?.toLowerCase() ?? '') ?? 'other'
}

/** Credentials that a service came with are tried, not found (Mayhem's `default-credentials`). */
export function isOfDefaults(ruleId: string): boolean {
  return ruleId.toLowerCase().includes('default')
}

function graded(ruleKind: FindingKind, product: Product, properties: JsonObject, cwes: readonly string[]): FindingKind {
  if (ruleKind !== 'other') return ruleKind
  if (product.key === undefined && isLeakedCredential(cwes)) return 'secret'
  return cwes.length > 0 || scoreInBag(properties) !== undefined ? 'code' : ruleKind
}

function trivyKind(name: string | undefined): FindingKind | undefined {
  return name === undefined ? undefined : TRIVY_KINDS.find(([pattern]) => pattern.test(name))?.[1]
}

function tagKind(descriptor: JsonObject | undefined): FindingKind | undefined {
  const bag = propertiesOf(descriptor)
  const tags = ['tags', ...CATEGORY_KEYS].flatMap((key) => textsOf(ownValue(bag, key)))
  return tags.map((tag) => TAG_KINDS.get(tag.toLowerCase())).find((kind) => kind !== undefined)
}

/**
 * A rule of a linter is about security when anything says so: a CWE, a `security` tag, a score, a plugin's name in its id.
 * golangci-lint calls its rules like the tools that it runs, gosec among them.
 */
function untold(ruleId: string, descriptor: JsonObject | undefined, cwes: readonly string[]): FindingKind {
  const bag = propertiesOf(descriptor)
  const security =
    cwes.length > 0 ||
    ['tags', 'category', 'categories'].some((key) => textsOf(ownValue(bag, key)).some((tag) => tag.toLowerCase() === 'security')) ||
    scoreInBag(bag) !== undefined ||
    SECURITY_GROUP.test(ruleId) ||
    asText(bag['kind']) === 'flake8-bandit'
  return security ? 'code' : (productOf(ruleId).kind ?? 'other')
}
