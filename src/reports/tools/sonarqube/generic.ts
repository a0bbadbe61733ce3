import type { Location, Reading, Tool } from '../../../finding.js'
import { vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { DocumentFormat, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, readOne, review, toReading, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { isAdvisoryId } from '../../vocabulary/advisory-ids.js'
import { cwesIn, cwesOf } from '../../vocabulary/cwes.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { formerRules } from '../../vocabulary/trivy-rules.js'
import { engineOf, type SonarEngine } from './engines.js'
import { SONAR_WORDS, securityImpact } from './issue.js'

/**
 * What SonarQube takes from other analysers. Since 10.3 an issue names a rule of the list beside it, before that it says all itself.
 * Source of the members: docs.sonarsource.com, "Generic issue import format", of both versions.
 */
export const sonarqubeGeneric: DocumentFormat = {
  shape: 'document',
  id: 'sonarqube-generic',
  name: 'SonarQube generic issues',
  tool: { name: 'SonarQube generic issues' },
  covers: 'The generic issue import format of SonarQube, before 10.3 and since, of any analyser: KICS, gosec, njsscan and others',
  command: 'gosec -no-fail -fmt sonarqube -out sonarqube-generic.json ./...',
  detect: ({ issues, rules }) => {
    const [issue] = objectsOf(issues)
    return (
      issue !== undefined && isObject(issue['primaryLocation']) && has(issue, 'ruleId') && (has(issue, 'engineId') || Array.isArray(rules))
    )
  },
  read: (report, { places }) => byEngine(report, places),
}

interface Analysis {
  readonly engine: SonarEngine
  readonly entries: { readonly at: string; readonly value: unknown; readonly rule: JsonObject | undefined }[]
}

/** One run for each analyser: files may be put together. What is no issue at all belongs to the first. */
function byEngine({ issues, rules }: JsonObject, places: Places): readonly NativeRun[] {
  if (!Array.isArray(issues)) return [{ readings: () => (isAbsent(issues) ? [] : [toReading(unreadable('is no array'), 'issues')]) }]
  const ruleOf = ruleFinder(rules)
  const analyses = new Map<string, Analysis>()
  const [first] = objectsOf(issues)
  for (const [index, value] of issues.entries()) {
    const issue = asObject(value) ?? first
    const rule = ruleOf(issue)
    const engine = engineOf(asText(issue?.['engineId']) ?? asText(rule?.['engineId']))
    const analysis = analyses.get(engine.name) ?? { engine, entries: [] }
    analysis.entries.push({ at: `issues[${index}]`, value, rule })
    analyses.set(engine.name, analysis)
  }
  return analyses.size === 0 ? [{ readings: () => [] }] : [...analyses.values()].map((analysis) => runOf(analysis, places))
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

/** Rules are told apart by their engine too, where an issue names it. */
function ruleFinder(rules: unknown): (issue: JsonObject | undefined) => JsonObject | undefined {
  const byId = new Map(objectsOf(rules).map((rule) => [rule['id'], rule] as const))
  return (issue) => byId.get(issue?.['ruleId'])
}

function runOf({ engine, entries }: Analysis, places: Places): NativeRun {
  const { name, vendor } = engine
  const tool: { readonly [Key in keyof Tool]?: Tool[Key] | undefined } = { name, vendor }
  return {
    tool,
    *readings(): Generator<Reading> {
      for (const { at, value, rule } of entries) {
        yield readOne(value, at, (issue) => readIssue(issue, rule, engine, { location: issue['primaryLocation'], places }))
        if (engine.isOneIssueEach !== true) continue
        for (const [index, location] of objectsOf(asObject(value)?.['secondaryLocations']).entries()) {
          const place = `${at}.secondaryLocations[${index}]`
          yield readOne(value, place, (issue) => readIssue(issue, rule, engine, { location, places }))
        }
      }
    },
  }
}

interface Where {
  readonly location: unknown
  readonly places: Places
}

function readIssue(issue: JsonObject, rule: JsonObject | undefined, engine: SonarEngine, { location: value, places }: Where): Entry {
  const id = asText(issue['ruleId'])
  if (id === undefined) return unreadable('has no ruleId')
  const { name, description } = rule ?? {}
  const location = asObject(value)
  const others = engine.isOneIssueEach === true ? [] : asArray(issue['secondaryLocations'])
  const type = asText(issue['type']) ?? asText(rule?.['type'])
  const security = type === 'VULNERABILITY' || type === 'SECURITY_HOTSPOT' || securityImpact(rule ?? {}) !== undefined
  const finding = findingOf({
    kind: isAdvisoryId(id) ? 'vulnerability' : (engine.kind ?? (security ? 'code' : 'other')),
    rule: { id, title: name, description, aliases: formerRules(engine.name, id) },
    severity: severityOf({ word: severityIn(issue, rule), words: SONAR_WORDS }),
    message: location?.['message'],
    location: placeOf(location, places),
    otherLocations: others.map((other) => placeOf(asObject(other), places)),
    vulnerability: isAdvisoryId(id) ? vulnerabilityOf({ names: [id], packages: [] }) : undefined,
    // KICS has a member of its own.
    cwes: [...cwesOf(issue['cwe']), ...cwesIn([asText(name), asText(description)].join('\n').slice(0, LOOKED_THROUGH))],
  })
  return type === 'SECURITY_HOTSPOT' ? review(finding) : problem(finding)
}

/** Where a description names a CWE, it does so in its first lines. In UTF-16 code units. */
const LOOKED_THROUGH = 2000

/** The impact on security, what the issue says, what the rule says, any other impact. */
function severityIn(issue: JsonObject, rule: JsonObject | undefined): unknown {
  const [impact] = objectsOf(rule?.['impacts'])
  return securityImpact(rule ?? {}) ?? asText(issue['severity']) ?? asText(rule?.['severity']) ?? impact?.['severity']
}

/** Columns are offsets in the line, so they count from 0. */
function placeOf(location: JsonObject | undefined, places: Places): Location | undefined {
  const range = asObject(location?.['textRange'])
  return places({
    path: location?.['filePath'],
    startLine: range?.['startLine'],
    endLine: range?.['endLine'],
    startColumn: oneMore(range?.['startColumn']),
    endColumn: oneMore(range?.['endColumn']),
  })
}

function oneMore(offset: unknown): number | undefined {
  return typeof offset === 'number' ? offset + 1 : undefined
}
