import type { Location } from '../../../finding.js'
import { type PackageFacts, packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { type FindingFacts, findingOf } from '../../native/finding.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, unreadable } from '../../native/readings.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { isAdvisoryId } from '../../vocabulary/advisory-ids.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { formerRules } from '../../vocabulary/trivy-rules.js'
import type { TemplateTarget, TemplateTargets } from '../../vocabulary/trivy-target.js'
import { isMeasurement } from './measurement.js'
import type { Producer } from './producers.js'

/** The five words of the specification, in its order: info, minor, major, critical, blocker. */
const WORDS: SeverityWords = new Map([
  ['critical', 'HIGH'],
  ['major', 'MEDIUM'],
])

/** Whether it is an issue at all, of whatever tool. */
export function isIssue(record: JsonObject): boolean {
  const location = asObject(record['location'])
  const sort = record['type'] ?? 'issue'
  return (
    typeof sort === 'string' && sort.toLowerCase() === 'issue' && has(record, 'description') && location !== undefined && isPlace(location)
  )
}

function isPlace(location: JsonObject): boolean {
  return has(location, 'path') && (has(location, 'lines') || has(location, 'positions'))
}

export function readIssue(issue: JsonObject, { producer, places, targets }: IssueContext): Entry {
  if (isMeasurement(issue)) return NOT_A_PROBLEM
  const rule = producer.ruleOf(issue)
  if (rule === undefined) return unreadable('has neither a check_name nor a description')
  // What a linter says of a file, not of what is in it.
  if (rule === '') return NOT_A_PROBLEM
  const target = targets?.(asText(asObject(issue['location'])?.['path']) ?? '', isAdvisoryId(rule))
  const location = placeOf(asObject(issue['location']), places, target)
  const context = { location, places, producer, target }
  return problem(findingOf({ ...commonFacts(issue, rule, context), ...specificFacts(issue, rule, context) }))
}

export interface IssueContext {
  readonly producer: Producer
  readonly places: Places
  /** What Trivy's targets are, which stand where a file should. */
  readonly targets: TemplateTargets | undefined
}

interface Facts extends Omit<IssueContext, 'targets'> {
  readonly location: Location | undefined
  readonly target: TemplateTarget | undefined
}

function commonFacts(issue: JsonObject, rule: string, { location, places, producer, target }: Facts): Omit<FindingFacts, 'kind'> {
  const title = producer.titleOf?.(issue)
  return {
    title: producer.isTitled === true ? rule : undefined,
    rule: {
      id: rule,
      title,
      description: bodyOf(issue['content']),
      helpUrl: issue['url'],
      tags: textsOf(issue['categories']),
      aliases: formerRules(producer.name, rule),
    },
    severity: severityOf({ word: issue['severity'], words: new Map([...WORDS, ...(producer.words ?? [])]) }),
    message: title ?? withoutRule(asText(issue['description']), rule),
    location,
    image: target?.image,
    otherLocations: othersOf(issue).map((other) => placeOf(other, places)),
    cwes: cwesOf([issue['cwe'], ...textsOf(issue['categories'])]),
  }
}

function specificFacts(issue: JsonObject, rule: string, { producer, location, target }: Facts) {
  if (isAdvisoryId(rule)) return vulnerable(issue, rule, { path: target?.logicalName ?? location?.path, ecosystem: target?.manager })
  const description = asText(issue['description'])
  return { kind: producer.kindOf?.(rule) ?? statedKind(issue, rule), ...producer.factsOf?.(rule, withoutRule(description, rule)) }
}

/** Trivy's template: id, package, version and title of an advisory, with ` - ` between them. */
function vulnerable(
  issue: JsonObject,
  rule: string,
  known: Partial<PackageFacts>,
): Pick<FindingFacts, 'kind' | 'message' | 'vulnerability'> {
  const [, name, version, ...title] = (asText(issue['description']) ?? '').split(' - ')
  const affected = packageOf({ ...known, name, version })
  return {
    kind: 'vulnerability',
    message: title.join(' - '),
    vulnerability: vulnerabilityOf({ names: [rule], packages: affected === undefined ? [] : [affected] }),
  }
}

/** `Security` is one of the categories of the specification. */
function statedKind(issue: JsonObject, rule: string): 'code' | 'other' {
  const security = textsOf(issue['categories']).some((category) => category.toLowerCase() === 'security')
  return security || cwesOf(issue['cwe']).length > 0 || rule.toLowerCase().startsWith('security/') ? 'code' : 'other'
}

/** GitLab shows the description alone, so tools put the name of the check before it. */
function withoutRule(description: string | undefined, rule: string): string | undefined {
  return description?.startsWith(`${rule}: `) === true ? description.slice(rule.length + 2) : description
}

/** Markdown below `body`; Trivy's template has the text itself. */
function bodyOf(content: unknown): unknown {
  return asObject(content)?.['body'] ?? content
}

/** `trace` took the place of `other_locations`; detekt writes it in its own way. */
function othersOf(issue: JsonObject): readonly JsonObject[] {
  const lists = [issue['other_locations'], issue['otherLocations'], asObject(issue['trace'])?.['locations']]
  return lists.flatMap((list) => objectsOf(asArray(list)))
}

/** Lines, or positions with a column; all count from 1. Positions may also be offsets in the file, which say nothing here. */
export function placeOf(location: JsonObject | undefined, places: Places, target?: TemplateTarget): Location | undefined {
  const lines = asObject(location?.['lines'])
  const positions = asObject(location?.['positions'])
  const [begin, end] = [asObject(positions?.['begin']), asObject(positions?.['end'])]
  return places({
    ...(target === undefined ? { path: location?.['path'] } : { path: target.path, uri: target.uri, logicalName: target.logicalName }),
    startLine: lines?.['begin'] ?? begin?.['line'],
    endLine: lines?.['end'] ?? end?.['line'],
    startColumn: begin?.['column'],
    endColumn: end?.['column'],
  })
}
