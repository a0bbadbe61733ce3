import type { Finding, ProblemCode, Reading, StatedSeverity, Tool } from '../../finding.js'
import { withResultAdvisories } from './advisories.js'
import type { Components } from './components.js'
import { confidenceInBag } from './confidence.js'
import { cvssScores } from './cvss.js'
import { fingerprintsOf } from './fingerprints.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, propertiesOf } from './json.js'
import { kindOfResult } from './kinds.js'
import { labelsIn } from './labels.js'
import { effectiveLevel, type Kind, kindOf, levelOf, type Overrides } from './levels.js'
import type { PlaceReader, Places } from './locations.js'
import { logicalName } from './logical-locations.js'
import { messageText } from './messages.js'
import type { Dependency } from './package-readers.js'
import { readDependency } from './packages.js'
import type { Product } from './products.js'
import { fixText, remediationInBag, upgradeText } from './remediation.js'
import type { RuleFacts } from './rule-facts.js'
import { type FoundRule, lookUpRule } from './rules.js'
import { isVerified, secretsOf, withoutMatch } from './secrets.js'
import { decideSeverity, scoreInBag } from './severity.js'
import { severityInBag, severityInText } from './severity-words.js'
import { verdictOf } from './suppression.js'
import { resultCwes, sortedCwes, type Taxonomies } from './taxonomy.js'
import { toVulnerability, vulnerabilityTitle } from './vulnerabilities.js'

/** A run made ready for its results to be read one by one. */
export interface ResultContext {
  readonly run: JsonObject
  readonly tool: Tool
  readonly product: Product
  readonly components: Components
  readonly taxonomies: Taxonomies
  readonly overrides: Overrides
  readonly facts: (found: FoundRule) => RuleFacts
  readonly places: PlaceReader
  /** The container image that the whole run is about. */
  readonly image: string | undefined
  /** Something is odd about a result that could be read all the same. */
  note(code: ProblemCode, at: string): void
}

/** What became of one element of `results`. Never throws: an element that is no result is `unreadable`. */
export function readResult(element: unknown, at: string, context: ResultContext): Reading {
  if (!isObject(element))
    return unreadable(at, `is ${element === null ? 'null' : `a ${Array.isArray(element) ? 'list' : typeof element}`} instead of an object`)
  const { kind, valid } = kindOf(element)
  if (!valid) context.note('invalid-kind', at)
  noteLevel(element, kind, at, context)
  const verdict = verdictOf(element, kind)
  if (verdict === 'not-a-problem') return { verdict, at }
  const found = lookUpRule(context.components, element)
  if (found.problem !== undefined) context.note(found.problem, at)
  if (found.id === undefined && found.descriptor === undefined && !isObject(element['message']))
    return unreadable(at, 'has neither a rule nor a message')
  return { verdict, at, finding: readFinding(element, kind, found, context) }
}

function unreadable(at: string, what: string): Reading {
  return { verdict: 'unreadable', at, problem: { code: 'unreadable-result', message: `The result ${what}.`, at } }
}

/** Any other kind than `fail` demands the level `none` (§3.27.10). */
function noteLevel(result: JsonObject, kind: Kind, at: string, { note }: ResultContext): void {
  const level = result['level']
  if (level === undefined) return
  const valid = levelOf(level)
  if (valid === undefined || (kind === 'pass' && valid !== 'none')) note('invalid-level', at)
}

/** What is worked out from a result and its rule before the parts of the finding are put together. */
interface Read {
  readonly result: JsonObject
  readonly bag: JsonObject
  readonly facts: RuleFacts
  readonly kind: Finding['kind']
  readonly message: string
  readonly fix: string | undefined
  readonly context: ResultContext
}

function readFinding(result: JsonObject, resultKind: Kind, found: FoundRule, context: ResultContext): Finding {
  const facts = context.facts(identified(found, result, context))
  const bag = propertiesOf(result)
  const cwes = cwesOf(result, facts, context)
  const kind = kindOfResult(facts.kind, context.product, bag, cwes)
  const message = messageOf(result, facts)
  const fix = result['fixes'] === undefined ? undefined : fixText(result, facts.descriptor, facts.components)
  const read: Read = { result, bag, facts, kind, message, fix, context }
  const dependency = kind === 'vulnerability' ? dependencyOf(read) : NO_DEPENDENCY
  const image = context.image ?? dependency.image ?? imageOfJfrog(result, context.product)
  const places = context.places(result, image)
  const severity = severityOf(read, resultKind, found)
  return {
    kind,
    rule: facts.rule,
    severity,
    message: kind === 'secret' ? withoutMatch(message) : message,
    ...locationsOf(places),
    cwes,
    ...vulnerabilityOf(read, dependency),
    ...adviceOf(read, dependency),
    fingerprints: fingerprintsOf(result),
    ...firstSeen(result),
    requirements: kind === 'configuration' ? facts.requirements : [],
    ...(image !== undefined && { image }),
    secrets: facts.credential || kind === 'secret' ? secretsOf(result, message, `${facts.knownWords} ${places.location?.path ?? ''}`) : [],
  }
}

const NO_DEPENDENCY: Dependency = { packages: [] }

/** JFrog names the scanned image in the Markdown of each message. */
function imageOfJfrog(result: JsonObject, { vendor }: Product): string | undefined {
  const markdown = vendor === 'JFrog' ? asText(asObject(result['message'])?.['markdown']) : undefined
  return markdown === undefined ? undefined : labelsIn(markdown).get('image')
}

/** gitleaks 7 names the rule in the message only: `AWS Access Key secret detected`. */
function identified(found: FoundRule, result: JsonObject, { product, components }: ResultContext): FoundRule {
  if (found.id !== undefined || product.key !== 'gitleaks') return found
  const name = / secret detected$/.test(rawText(result)) ? rawText(result).slice(0, -' secret detected'.length) : ''
  const descriptor = components.driver.byId.get(name)
  return descriptor === undefined ? found : { ...found, id: name, descriptor }
}

function rawText(result: JsonObject): string {
  return asText(asObject(result['message'])?.['text']) ?? ''
}

/** Without a text of its own a result says what its rule says. */
function messageOf(result: JsonObject, { rule, descriptor, components }: RuleFacts): string {
  const text = messageText(result['message'], descriptor, components)
  return (text === undefined ? undefined : asText(text)) ?? rule.title ?? rule.description ?? rule.name ?? rule.id
}

function dependencyOf({ result, bag, facts, message, fix, context }: Read): Dependency {
  const [first] = objectsOf(result['locations'])
  const { location, writtenPath } = context.places(result, undefined)
  return readDependency({
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
}

function severityOf({ result, bag, facts, kind, message, context }: Read, resultKind: Kind, found: FoundRule): StatedSeverity {
  const key = context.product.key
  const own = kind === 'vulnerability' || kind === 'configuration' ? severityInText(message, key) : undefined
  return decideSeverity({
    scores: [scoreInBag(bag), facts.score],
    cvss: [...cvssScores(bag), ...facts.cvss],
    words: [severityInBag(bag, key), own, facts.word],
    ...(kind === 'secret' && { secret: isVerified(bag) ? ('verified' as const) : ('unverified' as const) }),
    level: effectiveLevel(result, resultKind, context.overrides(result, found), facts.descriptor),
  })
}

function locationsOf({ location, otherLocations }: Places): Pick<Finding, 'location' | 'otherLocations'> {
  return { ...(location !== undefined && { location }), otherLocations }
}

function cwesOf(result: JsonObject, facts: RuleFacts, { taxonomies }: ResultContext): readonly string[] {
  const own = resultCwes(result, taxonomies)
  return own.length === 0 ? facts.cwes : sortedCwes([...facts.cwes, ...own])
}

function vulnerabilityOf({ result, bag, facts, kind, context }: Read, { packages }: Dependency): Pick<Finding, 'vulnerability' | 'title'> {
  if (kind !== 'vulnerability') return {}
  const evidence = {
    ruleId: facts.rule.id,
    advisories: withResultAdvisories(facts.advisories, result),
    packages,
    cvss: [...cvssScores(bag), ...facts.cvss],
    word: severityInBag(bag, context.product.key) ?? facts.word,
    vendor: context.tool.vendor ?? context.tool.name,
    helpUrl: facts.rule.helpUrl,
    bags: [bag, facts.properties],
  }
  const title = vulnerabilityTitle(evidence)
  return { ...(title !== undefined && { title }), vulnerability: toVulnerability(evidence) }
}

/** The most specific advice first: the version that fixes a package, the result's fix, properties, the rule's help. */
function adviceOf({ bag, facts, fix, context }: Read, { packages }: Dependency): Pick<Finding, 'remediation' | 'confidence'> {
  const remediation = upgradeText(packages) ?? fix ?? remediationInBag(bag) ?? remediationInBag(facts.properties) ?? facts.remediation
  const confidence = confidenceInBag(bag, context.product.key) ?? facts.confidence
  return { ...(remediation !== undefined && { remediation }), ...(confidence !== undefined && { confidence }) }
}

/** Before this, a time is a default value and not a fact (.NET writes year 1). */
const EARLIEST = Date.UTC(2000, 0, 1)

/** §3.48.3: a UTC date and time, or only a date (§3.9). */
function firstSeen(result: JsonObject): Pick<Finding, 'firstSeen'> {
  const text = asText(asObject(result['provenance'])?.['firstDetectionTimeUtc'])
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return {}
  const zoned = text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text
  const time = Date.parse(zoned)
  return time >= EARLIEST ? { firstSeen: new Date(time).toISOString() } : {}
}

/** The image that a run says it scanned (Trivy): its name, or its tag where the name is that of an archive. */
export function imageOfRun(run: JsonObject): string | undefined {
  const bag = propertiesOf(run)
  const name = asText(bag['imageName'])
  const [tag] = asArray(bag['repoTags']).map(asText)
  return name === undefined || /\.(?:tar|tar\.gz|tgz)$/i.test(name) ? tag : name
}
