import type { Finding, Rule, StatedSeverity, VulnerablePackage } from '../../finding.js'
import { sortedCwes } from '../vocabulary/cwes.js'
import { imageReference } from '../vocabulary/image-name.js'
import { asObject, asText, type JsonObject, objectsOf, propertiesOf } from '../vocabulary/json.js'
import { isMalware, withMalwareGrade } from '../vocabulary/malware.js'
import { plainText } from '../vocabulary/plain-text.js'
import { toldSecret } from '../vocabulary/told-secrets.js'
import { upgradeText } from '../vocabulary/upgrade.js'
import { type BagFacts, readBag } from './bag-facts.js'
import { fingerprintsOf } from './fingerprints.js'
import { firstSeen } from './first-seen.js'
import { kindOfResult } from './kinds.js'
import { isAboutPackage } from './packages/about-package.js'
import { withResultAdvisories } from './packages/advisories.js'
import type { Dependency } from './packages/package-readers.js'
import { readDependency } from './packages/packages.js'
import { toVulnerability, vulnerabilityTitle } from './packages/vulnerabilities.js'
import { imageOfResult } from './places/images.js'
import { logicalName } from './places/logical-locations.js'
import type { ResultContext } from './result-context.js'
import type { Product } from './rules/products.js'
import { fixText, isTold } from './rules/remediation.js'
import type { RuleFacts } from './rules/rule-facts.js'
import type { FoundRule } from './rules/rules.js'
import { withStableId } from './rules/stable-id.js'
import { resultCwes } from './rules/taxonomy.js'
import { isVerified, quotedIn as quotedInResult, withoutMatch } from './secrets.js'
import { effectiveLevel, type Kind } from './severity/levels.js'
import { decideSeverity } from './severity/severity.js'
import { spokenGrade } from './severity/severity-words.js'
import { messageText } from './texts/messages.js'
import { readableMessage, writtenMessage } from './texts/readable-message.js'

/** What is worked out from a result and its rule before the parts of the finding are put together. */
interface Read {
  readonly result: JsonObject
  readonly bag: JsonObject
  readonly own: BagFacts
  readonly facts: RuleFacts
  readonly kind: Finding['kind']
  /** In plain text. */
  readonly message: string
  /** The same as the tool wrote it. */
  readonly raw: string
  readonly fix: string | undefined
  readonly context: ResultContext
}

/** The finding that a result is, seen as a problem whatever its kind. */
export function readFinding(result: JsonObject, resultKind: Kind, found: FoundRule, context: ResultContext): Finding {
  const facts = context.facts(identified(found, result, context))
  const bag = propertiesOf(result)
  const cwes = cwesOf(result, facts, context)
  const { message, raw } = messageOf(result, facts)
  const kind = kindOf(result, facts, raw, { product: context.product, cwes })
  const fix = result['fixes'] === undefined ? undefined : fixText(result, facts.descriptor, facts.components)
  const read: Read = { result, bag, own: readBag(bag, context.product.key), facts, kind, message, raw, fix, context }
  const dependency = kind === 'vulnerability' ? dependencyOf(read) : NO_DEPENDENCY
  const image = context.image ?? imageReference(dependency.image) ?? imageOfResult(result, context.product) ?? context.places(result).image
  const places = context.places(result, image === undefined ? undefined : { image, namesFile: kind !== 'vulnerability' })
  const since = firstSeen(result)
  const advisory = vulnerabilityOf(read, dependency)
  return {
    kind,
    rule: withStableId({
      rule: facts.views.seenFrom(message, places.location?.startLine),
      image,
      vulnerability: advisory.vulnerability,
      toolVersion: context.tool.version,
    }),
    severity: withMalwareGrade(severityOf(read, resultKind, found), advisory.malware === true),
    ...saidBy(read),
    ...(places.location !== undefined && { location: places.location }),
    otherLocations: places.otherLocations,
    cwes,
    ...advisory,
    ...adviceOf(read, dependency),
    fingerprints: fingerprintsOf(result),
    ...(since !== undefined && { firstSeen: since }),
    requirements: kind === 'configuration' ? facts.requirements : [],
    ...(image !== undefined && { image }),
  }
}

/** What the result says, and what of that is secret. What it said in an earlier version's eyes is kept where it differs. */
function saidBy(read: Read): Pick<Finding, 'message' | 'written' | 'formerly' | 'secrets' | 'quoted'> {
  const { kind, facts, context } = read
  const told = toldSecret(context.product.key, facts.rule.id, read.message)
  if (told !== undefined) return { message: told.message ?? saidByRule(facts.rule), ...withSecrets(quotedIn(read, ''), told.secrets) }
  const unread = hasPlainText(read.result['message'], facts) ? undefined : saidByRule(facts.rule)
  const shown = (text: string) => (kind === 'secret' ? withoutMatch(text) : text)
  const message = readableMessage(shown(read.message), context.product.key, facts.rule)
  const raw = writtenMessage(shown(read.raw), context.product.key, facts.rule)
  return {
    message,
    ...(unread !== undefined && unread !== message && { formerly: unread }),
    ...(unread === undefined && raw !== message && { written: { message: raw, ...quotedIn(read, read.raw) } }),
    ...quotedIn(read, read.message),
  }
}

function withSecrets(
  { secrets, quoted }: Pick<Finding, 'secrets' | 'quoted'>,
  more: readonly string[],
): Pick<Finding, 'secrets' | 'quoted'> {
  return { secrets: [...new Set([...more, ...secrets])], ...(quoted !== undefined && { quoted }) }
}

function kindOf(
  result: JsonObject,
  facts: RuleFacts,
  message: string,
  { product, cwes }: { readonly product: Product; readonly cwes: readonly string[] },
): Finding['kind'] {
  const bag = propertiesOf(result)
  const kind = kindOfResult(facts.kind, product, bag, cwes)
  const many = (kind === 'other' || kind === 'code') && product.key !== 'jfrog-policy'
  return many && isAboutPackage(result, facts.rule.id, [bag, facts.properties], message) ? 'vulnerability' : kind
}

const NO_DEPENDENCY: Dependency = { packages: [] }

const GITLEAKS_7 = ' secret detected'

/**
 * gitleaks 7 names the rule in the message only: `AWS Access Key secret detected`. shellcheck-sarif leaves out the letters that ShellCheck itself
 * writes before the number of a check.
 */
function identified(found: FoundRule, result: JsonObject, { product, components }: ResultContext): FoundRule {
  if (product.key === 'shellcheck') return /^\d{4}$/.test(found.id ?? '') ? { ...found, id: `SC${found.id}` } : found
  if (found.id !== undefined || product.key !== 'gitleaks') return found
  const text = asText(asObject(result['message'])?.['text']) ?? ''
  const id = text.endsWith(GITLEAKS_7) ? text.slice(0, -GITLEAKS_7.length) : ''
  const descriptor = components.driver.rules.byId.get(id)
  return descriptor === undefined ? found : { ...found, id, descriptor }
}

/** Without a text of its own a result says what its rule says. */
function messageOf(result: JsonObject, { rule, descriptor, components }: RuleFacts): Pick<Read, 'message' | 'raw'> {
  const raw = asText(messageText(result['message'], descriptor, components))
  const message = raw === undefined ? undefined : asText(plainText(raw))
  if (raw !== undefined && message !== undefined) return { message, raw }
  const instead = saidByRule(rule)
  return { message: instead, raw: instead }
}

function saidByRule({ title, description, name, id }: Rule): string {
  return title ?? description ?? name ?? id
}

/** Whether the message leads to a text that is no Markdown. */
function hasPlainText(message: unknown, { descriptor, components }: RuleFacts): boolean {
  if (asObject(message)?.['markdown'] === undefined) return true
  const { markdown: _, ...plain } = asObject(message) ?? {}
  return asText(messageText(plain, descriptor, components)) !== undefined
}

function dependencyOf({ result, bag, facts, raw, fix, context }: Read): Dependency {
  const [first] = objectsOf(result['locations'])
  const { location, writtenPath } = context.places(result)
  const dependency = readDependency({
    tool: context.product.key,
    ruleId: facts.rule.id,
    ruleName: facts.rule.name,
    ...facts.markup,
    message: raw,
    markdown: asText(asObject(result['message'])?.['markdown']) ?? '',
    ruleProperties: facts.properties,
    properties: bag,
    logicalName: first && logicalName(context.run, first),
    path: context.image === undefined ? (location?.path ?? writtenPath) : writtenPath,
    file: location?.uri,
    fix,
    lastModule: lastModule(result),
  })
  // In an image the path is the image's; elsewhere one that is not in the repository is a machine's.
  const isElsewhere = location?.path === undefined && (context.image ?? dependency.image) === undefined
  return isElsewhere ? { ...dependency, packages: dependency.packages.map((item) => withoutPath(item, writtenPath)) } : dependency
}

function lastModule(result: JsonObject): string | undefined {
  const [flow] = objectsOf(result['codeFlows'])
  const [thread] = objectsOf(flow?.['threadFlows'])
  return asText(objectsOf(thread?.['locations']).at(-1)?.['module'])
}

function withoutPath(item: VulnerablePackage, machinePath: string | undefined): VulnerablePackage {
  if (item.path === undefined || item.path !== machinePath) return item
  const { path: _, ...others } = item
  return others
}

function severityOf(read: Read, resultKind: Kind, found: FoundRule): StatedSeverity {
  const { result, bag, own, facts, kind, context } = read
  const { spoken, ofRule } = spokenSeverity(read)
  return decideSeverity({
    scores: [own.score, facts.score],
    cvss: own.cvss.length === 0 ? facts.cvss : [...own.cvss, ...facts.cvss],
    words: [own.word, spoken, facts.word, ofRule],
    ...(kind === 'secret' && { secret: isVerified(bag) ? ('verified' as const) : ('unverified' as const) }),
    level: effectiveLevel(result, resultKind, context.overrides(result, found), facts.descriptor),
    ungraded: context.product.ungraded,
  })
}

/** The word where people read it, in the message and in the rule: for what is graded by more than the level. */
function spokenSeverity({ kind, message, facts, context }: Read): { readonly spoken?: StatedSeverity; readonly ofRule?: StatedSeverity } {
  if (kind !== 'vulnerability' && kind !== 'configuration') return {}
  const { key } = context.product
  const spoken = spokenGrade(message, key)
  const ofRule = spokenGrade(facts.markup.shortDescription, key) ?? spokenGrade(facts.markup.fullDescription, key)
  return { ...(spoken !== undefined && { spoken }), ...(ofRule !== undefined && { ofRule }) }
}

function cwesOf(result: JsonObject, facts: RuleFacts, { taxonomies }: ResultContext): readonly string[] {
  const own = resultCwes(result, taxonomies)
  return own.length === 0 ? facts.cwes : sortedCwes([...facts.cwes, ...own])
}

function vulnerabilityOf(
  { result, bag, own, facts, kind, raw, context }: Read,
  { packages }: Dependency,
): Pick<Finding, 'vulnerability' | 'title' | 'malware'> {
  if (kind !== 'vulnerability') return {}
  const evidence = {
    ruleId: facts.rule.id,
    advisories: withResultAdvisories(facts.advisories, result, [raw, facts.markup.shortDescription, facts.markup.fullDescription]),
    packages,
    cvss: [...own.cvss, ...facts.cvss],
    word: own.word ?? facts.word,
    vendor: context.tool.vendor ?? context.tool.name,
    helpUrl: facts.rule.helpUrl,
    bags: [bag, facts.properties],
  }
  const title = vulnerabilityTitle(evidence)
  const vulnerability = toVulnerability(evidence)
  const names = [facts.rule.id, vulnerability.id, ...vulnerability.related]
  const malware = isMalware({ kind, names, cwes: cwesOf(result, facts, context) })
  return { ...(title !== undefined && { title }), vulnerability, ...(malware && { malware }) }
}

/** The most specific advice first: the version that fixes a package, the result's fix, properties, the rule's help. */
function adviceOf({ own, facts, fix, message }: Read, { packages }: Dependency): Pick<Finding, 'remediation' | 'confidence'> {
  const stated = [fix, own.remediation, facts.remediation].find(
    (advice) => advice !== undefined && !isTold(advice, [message, facts.rule.title]),
  )
  const remediation = upgradeText(packages) ?? stated
  const confidence = own.confidence ?? facts.confidence
  return { ...(remediation !== undefined && { remediation }), ...(confidence !== undefined && { confidence }) }
}

const NO_SECRETS: readonly string[] = []

/** What a scanner of secrets quotes is one. */
function quotedIn({ result, kind }: Read, message: string): Pick<Finding, 'secrets' | 'quoted'> {
  const quoted = quotedInResult(result, message)
  if (kind === 'secret') return { secrets: quoted }
  return quoted.length === 0 ? { secrets: NO_SECRETS } : { secrets: NO_SECRETS, quoted }
}
