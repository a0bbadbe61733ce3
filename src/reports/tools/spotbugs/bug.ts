import type { Finding, Location, Severity, StatedSeverity } from '../../../finding.js'
import { childOf, childrenOf, childText, type XmlElement } from '../../documents/xml.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { confidenceOfWord } from '../../vocabulary/confidence-words.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText } from '../../vocabulary/json.js'
import { createSources } from './sources.js'

/** Reads a `BugInstance`. Rules are described once in a report, and only in one with messages. */
export function createBugReader(root: XmlElement, context: NativeContext): (bug: XmlElement) => Entry {
  const patterns = new Map(childrenOf(root, 'BugPattern').map((pattern) => [pattern.attributes.get('type'), pattern]))
  const fileOf = createSources(root, context)
  const placeOf: PlaceOf = (line, logicalName) =>
    context.places({
      ...(line !== undefined && fileOf(line)),
      startLine: line?.attributes.get('start'),
      endLine: line?.attributes.get('end'),
      logicalName,
    })
  return (bug) => {
    const id = asText(bug.attributes.get('type'))
    if (id === undefined) return unreadable('has no type')
    if (isGone(bug)) return NOT_A_PROBLEM
    const finding = toFinding(bug, id, patterns.get(id), placeOf)
    return isAccepted(bug) ? suppressed(finding) : problem(finding)
  }
}

type PlaceOf = (line: XmlElement | undefined, logicalName?: string) => Location | undefined

/** In a history of analyses: the last version that had it. */
function isGone({ attributes }: XmlElement): boolean {
  return Number(attributes.get('last') ?? -1) >= 0
}

const ACCEPTED: ReadonlySet<string> = new Set(['BAD_ANALYSIS', 'NOT_A_BUG', 'MOSTLY_HARMLESS', 'OBSOLETE_CODE'])

function isAccepted(bug: XmlElement): boolean {
  const designation = childOf(bug, 'UserAnnotation')?.attributes.get('designation') ?? ''
  return bug.attributes.get('notAProblem') === 'true' || ACCEPTED.has(designation)
}

/** CWEs say nothing here: most patterns have one. Source: SpotBugs' manual, "Bug descriptions". */
const SECURITY_CATEGORIES: ReadonlySet<string> = new Set(['SECURITY', 'MALICIOUS_CODE'])

function toFinding(bug: XmlElement, id: string, pattern: XmlElement | undefined, placeOf: PlaceOf): Finding {
  const { attributes } = bug
  const category = attributes.get('category') ?? ''
  const cwes = cwesOf(attributes.get('cweid') ?? pattern?.attributes.get('cweid'))
  const title = childText(bug, 'ShortMessage') ?? childText(pattern, 'ShortDescription')
  const subject = subjectOf(bug)
  const [primary, ...others] = linesOf(bug)
  return findingOf({
    kind: SECURITY_CATEGORIES.has(category) ? 'code' : 'other',
    rule: { id, title, description: detailsOf(pattern), helpUrl: pageOf(id, attributes.get('abbrev')), tags: [category] },
    severity: severityOfBug(attributes),
    message: childText(bug, 'LongMessage') ?? `${title ?? id}${subject === undefined ? '' : ` in ${subject}`}`,
    location: placeOf(primary, subject),
    otherLocations: others.map((line) => placeOf(line)),
    cwes,
    confidence: confidenceOfWord(CONFIDENCES.get(attributes.get('priority') ?? '')),
    fingerprints: [{ name: 'instanceHash', value: attributes.get('instanceHash') }],
    quoted: childrenOf(bug, 'String').map((text) => text.attributes.get('value')),
  })
}

/** HTML in which line breaks and indentation mean nothing; what it takes for code is not worth their noise. */
function detailsOf(pattern: XmlElement | undefined): string | undefined {
  return childText(pattern, 'Details')
    ?.split('\n')
    .map((line) => line.trim())
    .join('\n')
}

/** What is called the priority is how sure SpotBugs is. Source: its manual, "Confidence". */
const CONFIDENCES: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
])

/** The last rank of each category: scariest, scary, troubling, of concern. Source: BugRankCategory.java. */
const RANKS: readonly (readonly [number, Severity])[] = [
  [4, 'CRITICAL'],
  [9, 'HIGH'],
  [14, 'MEDIUM'],
  [20, 'LOW'],
]

/** Of FindBugs before version 2, which had no ranks. */
const PRIORITIES: ReadonlyMap<string, Severity> = new Map([
  ['1', 'HIGH'],
  ['2', 'MEDIUM'],
  ['3', 'LOW'],
])

function severityOfBug(attributes: XmlElement['attributes']): StatedSeverity {
  const original = asText(attributes.get('rank')) ?? ''
  const rank = /^\d{1,2}$/.test(original) ? Number(original) : 0
  const label = rank > 0 ? RANKS.find(([last]) => rank <= last)?.[1] : undefined
  return label === undefined ? severityOf({ word: attributes.get('priority'), words: PRIORITIES }) : { label, original }
}

/** All abbreviations of Find Security Bugs begin with SEC. */
function pageOf(id: string, abbreviation = ''): string {
  return abbreviation.startsWith('SEC')
    ? `https://find-sec-bugs.github.io/bugs.htm#${encodeURIComponent(id)}`
    : 'https://spotbugs.readthedocs.io/en/stable/bugDescriptions.html'
}

/** What has the bug; other elements of the name say more about it. Without messages none is marked, but those others have a role. */
function primaryOf(bug: XmlElement, name: string): XmlElement | undefined {
  const all = childrenOf(bug, name)
  return all.find(({ attributes }) => attributes.get('primary') === 'true') ?? all.find(({ attributes }) => !attributes.has('role'))
}

/** `com.shop.Cart.total` */
function subjectOf(bug: XmlElement): string | undefined {
  const member = primaryOf(bug, 'Method') ?? primaryOf(bug, 'Field') ?? primaryOf(bug, 'Class')
  const parts = [member?.attributes.get('classname'), member?.attributes.get('name')].flatMap((part) => asText(part) ?? [])
  return parts.length === 0 ? undefined : parts.join('.')
}

/** The line first; without one, where the method, the field or the class is. */
function linesOf(bug: XmlElement): readonly XmlElement[] {
  const own = childrenOf(bug, 'SourceLine')
  const primary = primaryOf(bug, 'SourceLine')
  if (primary !== undefined) return [primary, ...own.filter((line) => line !== primary)]
  const holder = ['Method', 'Field', 'Class'].flatMap((name) => childOf(primaryOf(bug, name), 'SourceLine') ?? [])
  return [...holder.slice(0, 1), ...own]
}
