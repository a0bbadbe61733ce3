import type { Finding, StatedSeverity, VulnerablePackage } from '../../finding.js'
import { sortedCwes } from '../vocabulary/cwes.js'
import { imageReference } from '../vocabulary/image-name.js'
import { asObject, asText, type JsonObject, objectsOf, propertiesOf } from '../vocabulary/json.js'
import { withMalwareGrade } from '../vocabulary/malware.js'
import { upgradeText } from '../vocabulary/upgrade.js'
import { withResultAdvisories } from './advisories.js'
import { type BagFacts, readBag } from './bag-facts.js'
import { fingerprintsOf } from './fingerprints.js'
import { firstSeen } from './first-seen.js'
import { imageOfResult } from './images.js'
import { kindOfResult } from './kinds.js'
import { effectiveLevel, type Kind } from './levels.js'
import { logicalName } from './logical-locations.js'
import { messageText } from './messages.js'
import type { Dependency } from './package-readers.js'
import { readDependency } from './packages.js'
import { readableMessage } from './readable-message.js'
import { fixText, isTold } from './remediation.js'
import type { ResultContext } from './result-context.js'
import type { RuleFacts } from './rule-facts.js'
import type { FoundRule } from './rules.js'
import { isVerified, quotedIn as quotedInResult, withoutMatch } from './secrets.js'
import { decideSeverity } from './severity.js'
import { severityInText } from './severity-words.js'
import { resultCwes } from './taxonomy.js'
import { toVulnerability, vulnerabilityTitle } from './vulnerabilities.js'

/** What is worked out from a result and its rule before the parts of the finding are put together. */
interface Read {
  readonly result: JsonObject
  readonly bag: JsonObject
  readonly own: BagFacts
  readonly facts: RuleFacts
  readonly kind: Finding['kind']
  readonly message: string
  readonly fix: string | undefined
  readonly context: ResultContext
}

/** The finding that a result is, seen as a problem whatever its kind. */
export function readFinding(result: JsonObject, resultKind: Kind, found: FoundRule, context: ResultContext): Finding {
  const facts = context.facts(identified(found, result, context))
  const bag = propertiesOf(result)
  const cwes = cwesOf(result, facts, context)
  const kind = kindOfResult(facts.kind, context.product, bag, cwes)
  const message = messageOf(result, facts)
  const fix = result['fixes'] === undefined ? undefined : fixText(result, facts.descriptor, facts.components)
  const read: Read = { result, bag, own: readBag(bag, context.product.key), facts, kind, message, fix, context }
  const dependency = kind === 'vulnerability' ? dependencyOf(read) : NO_DEPENDENCY
  const image = context.image ?? imageReference(dependency.image) ?? imageOfResult(result, context.product) ?? context.places(result).image
  const places = context.places(result, image === undefined ? undefined : { image, namesFile: kind !== 'vulnerability' })
  const since = firstSeen(result)
  return {
    kind,
    rule: facts.rule,
    severity: severityOf(read, resultKind, found),
    message: readableMessage(kind === 'secret' ? withoutMatch(message) : message, context.product.key, facts.rule),
    ...(places.location !== undefined && { location: places.location }),
    otherLocations: places.otherLocations,
    cwes,
    ...vulnerabilityOf(read, dependency),
    ...adviceOf(read, dependency),
    fingerprints: fingerprintsOf(result),
    ...(since !== undefined && { firstSeen: since }),
    requirements: kind === 'configuration' ? facts.requirements : [],
    ...(image !== undefined && { image }),
    ...quotedIn(read),
  }
}

const NO_DEPENDENCY: Dependency = { packages: [] }

const GITLEAKS_7 = ' secret detected'

/** gitleaks 7 names the rule in the message only: `AWS Access Key secret detected`. */
function identified(found: FoundRule, result: JsonObject, { product, components }: ResultContext): FoundRule {
  if (found.id !== undefined || product.key !== 'gitleaks') return found
  const text = asText(asObject(result['message'])?.['text']) ?? ''
  const id = text.endsWith(GITLEAKS_7) ? text.slice(0, -GITLEAKS_7.length) : ''
  const descriptor = components.driver.rules.byId.get(id)
  return descriptor === undefined ? found : { ...found, id, descriptor }
}

/** Without a text of its own a result says what its rule says. */
function messageOf(result: JsonObject, { rule, descriptor, components }: RuleFacts): string {
  const text = asText(messageText(result['message'], descriptor, components))
  return text ?? rule.title ?? rule.description ?? rule.name ?? rule.id
}

function dependencyOf({ result, bag, facts, message, fix, context }: Read): Dependency {
  const [first] = objectsOf(result['locations'])
  const { location, writtenPath } = context.places(result)
  const dependency = readDependency({
    tool: context.product.key,
    ruleId: facts.rule.id,
    ruleName: facts.rule.name,
    ...facts.markup,
    message,
    markdown: asText(asObject(result['message'])?.['markdown']) ?? '',
    ruleProperties: facts.properties,
    properties: bag,
    logicalName: first && logicalName(context.run, first),
    path: context.image === undefined ? (location?.path ?? writtenPath) : writtenPath,
    file: location?.uri,
    fix,
  })
  // In an image the path is the image's; elsewhere one that is not in the repository is a machine's.
  const isElsewhere = location?.path === undefined && (context.image ?? dependency.image) === undefined
  return isElsewhere ? { ...dependency, packages: dependency.packages.map((item) => withoutPath(item, writtenPath)) } : dependency
}

function withoutPath(item: VulnerablePackage, machinePath: string | undefined): VulnerablePackage {
  if (item.path === undefined || item.path !== machinePath) return item
  const { path: _, ...others } = item
  return others
}

function severityOf({ result, bag, own, facts, kind, message, context }: Read, resultKind: Kind, found: FoundRule): StatedSeverity {
  const spoken = kind === 'vulnerability' || kind === 'configuration' ? severityInText(message, context.product.key) : undefined
  const severity = decideSeverity({
    scores: [own.score, facts.score],
    cvss: own.cvss.length === 0 ? facts.cvss : [...own.cvss, ...facts.cvss],
    words: [own.word, spoken, facts.word],
    ...(kind === 'secret' && { secret: isVerified(bag) ? ('verified' as const) : ('unverified' as const) }),
    level: effectiveLevel(result, resultKind, context.overrides(result, found), facts.descriptor),
  })
  return kind === 'vulnerability' ? withMalwareGrade(severity, facts.advisories) : severity
}

function cwesOf(result: JsonObject, facts: RuleFacts, { taxonomies }: ResultContext): readonly string[] {
  const own = resultCwes(result, taxonomies)
  return own.length === 0 ? facts.cwes : sortedCwes([...facts.cwes, ...own])
}

function vulnerabilityOf(
  { result, bag, own, facts, kind, context }: Read,
  { packages }: Dependency,
): Pick<Finding, 'vulnerability' | 'title'> {
  if (kind !== 'vulnerability') return {}
  const evidence = {
    ruleId: facts.rule.id,
    advisories: withResultAdvisories(facts.advisories, result),
    packages,
    cvss: [...own.cvss, ...facts.cvss],
    word: own.word ?? facts.word,
    vendor: context.tool.vendor ?? context.tool.name,
    helpUrl: facts.rule.helpUrl,
    bags: [bag, facts.properties],
  }
  const title = vulnerabilityTitle(evidence)
  return { ...(title !== undefined && { title }), vulnerability: toVulnerability(evidence) }
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
function quotedIn({ result, kind, message }: Read): Pick<Finding, 'secrets' | 'quoted'> {
  const quoted = quotedInResult(result, message)
  if (kind === 'secret') return { secrets: quoted }
  return quoted.length === 0 ? { secrets: NO_SECRETS } : { secrets: NO_SECRETS, quoted }
}
