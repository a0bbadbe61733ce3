import type { Severity, StatedSeverity } from '../../finding.js'
import { asText, type JsonObject, ownValue, propertiesOf, textsOf } from '../vocabulary/json.js'
import { markupOf } from '../vocabulary/plain-text.js'
import { WORDS } from '../vocabulary/severity-words.js'

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

/** `Severity: HIGH` on a line of its own. */
export function severityInText(text: string | undefined, tool: string | undefined): StatedSeverity | undefined {
  const word = text === undefined ? undefined : /^severity: *([a-z]+)\s*$/im.exec(text)?.[1]
  return word === undefined ? undefined : severityOfWord(word, tool)
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
