import type { Severity, StatedSeverity } from '../../../finding.js'
import { asText, type JsonObject, ownValue, propertiesOf, textsOf } from '../../vocabulary/json.js'
import { markupOf } from '../../vocabulary/plain-text.js'
import { WORDS } from '../../vocabulary/severity-words.js'

/** Words with another meaning in one tool. */
export const TOOL_WORDS: ReadonlyMap<string, ReadonlyMap<string, Severity>> = new Map([
  // DevSkim's Severity enumeration: Critical, Important, Moderate, BestPractice, ManualReview.
  [
    'devskim',
    new Map<string, Severity>([
      ['bestpractice', 'LOW'],
      ['best-practice', 'LOW'],
      ['manualreview', 'INFORMATIONAL'],
      ['manual-review', 'INFORMATIONAL'],
    ]),
  ],
  // Nessus' severity attribute: 0 info … 4 critical.
  [
    'nessus',
    new Map<string, Severity>([
      ['0', 'INFORMATIONAL'],
      ['1', 'LOW'],
      ['2', 'MEDIUM'],
      ['3', 'HIGH'],
      ['4', 'CRITICAL'],
    ]),
  ],
])

/** Where tools put their own word, most distinctive first. */
export const SEVERITY_KEYS = [
  'zizmor/severity',
  'issue_severity',
  'DevSkimSeverity',
  'securityRisk',
  'severity',
  'Severity',
  'severityLevel',
  'severity_level',
  'cvssSeverity',
  'riskLevel',
  'risk_level',
  'risk',
  'Risk',
  'priority',
] as const

/** A tool's word on the common scale; undefined when it is none. */
function severityOfWord(word: string, tool: string | undefined): StatedSeverity | undefined {
  const key = word.toLowerCase()
  const label = (tool === undefined ? undefined : TOOL_WORDS.get(tool)?.get(key)) ?? WORDS.get(key)
  return label && { label, original: word }
}

/** Where a tool has a place for its grade and writes there that it has none: MEDIUM as in its own format, whatever level it made of that. */
function gradeOrNone(word: string, tool: string): StatedSeverity | undefined {
  return severityOfWord(word, tool) ?? (isUngraded(word) ? { label: 'MEDIUM', original: word } : undefined)
}

function isUngraded(word: string): boolean {
  return word.toLowerCase() === 'unknown'
}

/** The tool's own word in a property bag. */
export function severityInBag(bag: JsonObject, tool: string | undefined): StatedSeverity | undefined {
  for (const key of SEVERITY_KEYS) {
    const word = asText(ownValue(bag, key))
    const severity = word === undefined ? undefined : severityOfWord(word, tool)
    if (severity !== undefined) return severity
  }
  return undefined
}

/** `Severity: HIGH`: on a line of its own, or behind a bracket or another fact. */
export function severityInText(text: string | undefined, tool: string | undefined): StatedSeverity | undefined {
  const word = /(?:^|[([|,;.*_] {0,2})severity(?: level| rating)?[*_ ]{0,3}[:=|][*_` ]{0,4}([a-z]{2,20})(?![\w-])/im.exec(text ?? '')?.[1]
  return word === undefined ? undefined : severityOfWord(word, tool)
}

/** What nobody says in brackets but of a grade. */
const GRADES = /[([](?:[^\s()[\]]{1,200} - \d[^\s()[\]]{0,100} - )?(critical|high|important|medium|moderate|low|negligible)[)\]]/i

/** How much of a text is looked through for a grade, in UTF-16 code units. */
const GRADED = 1000

/**
 * The grade where a sentence has a place for it: `Severity: high`, `High severity CVE-…` at its beginning, `(high)` or `[HIGH]` in its
 * first line. A word elsewhere in it is prose.
 */
export function spokenGrade(text: string, tool: string | undefined): StatedSeverity | undefined {
  const start = text.slice(0, GRADED)
  const [line = ''] = start.split('\n', 1)
  const word = /^(?:an? )?([a-z]{3,10})[ -]severity\b/i.exec(line)?.[1] ?? GRADES.exec(line)?.[1]
  return severityInText(start, tool) ?? (word === undefined ? undefined : severityOfWord(word, tool))
}

/** Tools whose tags hold the severity in upper case. */
const TAGGED: ReadonlySet<string> = new Set(['trivy', 'gosec', 'wiz'])

/** How tools word the severity in a rule's short description. */
const DESCRIBED: ReadonlyMap<string, RegExp> = new Map([
  ['snyk', /^([a-z]+) severity\b/i],
  ['snyk-iac', /^([a-z]+) severity\b/i],
  ['dependency-check', /^([a-z]+) severity\b/i],
  ['grype', /\b([a-z]+) vulnerability for\b/i],
])

/** The tool's own word in what a rule says: properties, tags, help, short description. */
export function ruleWord(descriptor: JsonObject | undefined, tool: string | undefined): StatedSeverity | undefined {
  const bag = propertiesOf(descriptor)
  return severityInBag(bag, tool) ?? (tool === undefined ? undefined : (tagWord(bag, tool) ?? describedWord(descriptor, tool)))
}

function tagWord(bag: JsonObject, tool: string): StatedSeverity | undefined {
  const tag = TAGGED.has(tool)
    ? textsOf(bag['tags']).find((text) => text === text.toUpperCase() && (WORDS.has(text.toLowerCase()) || isUngraded(text)))
    : undefined
  return tag === undefined ? undefined : gradeOrNone(tag, tool)
}

function describedWord(descriptor: JsonObject | undefined, tool: string): StatedSeverity | undefined {
  const pattern = DESCRIBED.get(tool)
  const word = pattern?.exec(markupOf(descriptor?.['shortDescription']) ?? '')?.[1]
  const described = word === undefined ? undefined : gradeOrNone(word, tool)
  return described ?? (TAGGED.has(tool) || pattern !== undefined ? severityInText(markupOf(descriptor?.['help']), tool) : undefined)
}
