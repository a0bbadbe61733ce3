import type { FindingKind, Problem, Tool } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { errorIn, toolErrors, toolWarnings } from '../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Named as in its own SARIF. */
export const GOLANGCI_LINT: Tool = { name: 'golangci-lint', vendor: 'golangci' }

/** Source of the members: github.com/golangci/golangci-lint, pkg/printers/json.go, pkg/result/issue.go and pkg/report/data.go. */
export const golangciLint: DocumentFormat = {
  shape: 'document',
  id: 'golangci-lint',
  name: 'golangci-lint JSON',
  tool: GOLANGCI_LINT,
  covers: 'golangci-lint 1 and 2',
  command: 'golangci-lint run --issues-exit-code 0 --max-issues-per-linter 0 --max-same-issues 0 --output.json.path golangci-lint.json',
  detect: (report) => Array.isArray(report['Issues']) && isReport(report['Issues'], asObject(report['Report'])),
  read: (report, { places }) => {
    const issues = objectsOf(report['Issues'])
    const limited = limitedLinters(issues)
    return {
      failures: failuresOf(issues, asObject(report['Report']), places),
      remarks: [...warningsOf(asObject(report['Report'])), ...remarkOn(limited)],
      skippedRules: limited,
      readings: () => readEach(report['Issues'], 'Issues', (issue) => readIssue(issue, places)),
    }
  },
}

/** Who wrote an empty list of issues is told by the linters that were known. */
function isReport(issues: readonly unknown[], data: JsonObject | undefined): boolean {
  const [first] = objectsOf(issues)
  if (first !== undefined) return has(first, 'FromLinter', 'Text')
  return data !== undefined && issues.length === 0 && objectsOf(data['Linters']).some(({ Name }) => asText(Name) !== undefined)
}

/** `typecheck` is no linter: it stands for code that does not compile, which most linters then do not look at. */
function failuresOf(issues: readonly JsonObject[], data: JsonObject | undefined, places: Places): readonly Problem[] {
  const uncompiled = issues.filter(({ FromLinter }) => FromLinter === 'typecheck')
  const error = asText(data?.['Error'])
  return [
    ...toolErrors(
      uncompiled.map((issue) => errorIn(placeOf(issue, places), issue['Text'])),
      'Issues',
    ),
    ...toolErrors(error === undefined ? [] : [error], 'Report.Error'),
  ]
}

function warningsOf(data: JsonObject | undefined): readonly Problem[] {
  const warnings = objectsOf(data?.['Warnings'])
  return toolWarnings(
    warnings.map(({ Text }) => Text),
    'Report.Warnings',
  )
}

/** How many issues are shown of a linter, and with the same text, unless the user says otherwise. Source: .golangci.reference.yml, `issues`. */
const SHOWN_OF_LINTER = 50
const SHOWN_OF_TEXT = 3

/**
 * Linters of which there may be more issues than are told: as many as are shown by default, and nothing in the report has more. What was shown before
 * and is not now may then have given way to another.
 */
function limitedLinters(issues: readonly JsonObject[]): readonly string[] {
  const named = issues.flatMap((issue) => asText(issue['FromLinter']) ?? [])
  const texts = issues.map(({ FromLinter, Text }) => JSON.stringify([FromLinter, Text]))
  const repeated = reaching(texts, SHOWN_OF_TEXT).map((text) => asText(asArray(JSON.parse(text))[0]))
  return [...new Set([...reaching(named, SHOWN_OF_LINTER), ...repeated])].filter((linter) => linter !== undefined)
}

/** The texts that are there `limit` times; none when one is there more often, so that it is no limit. */
function reaching(texts: readonly string[], limit: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const entries = [...counts]
  return entries.some(([, count]) => count > limit) ? [] : entries.flatMap(([text, count]) => (count === limit ? [text] : []))
}

function remarkOn(limited: readonly string[]): readonly Problem[] {
  if (limited.length === 0) return []
  const message =
    `golangci-lint shows at most ${SHOWN_OF_LINTER} issues of a linter and ${SHOWN_OF_TEXT} with the same text, and there may be more of ` +
    `${limited.length === 1 ? 'one linter' : `${limited.length} linters`}. Set max-issues-per-linter and max-same-issues to 0 to have all.`
  return [{ code: 'truncated', message, at: 'Issues' }]
}

/** What a linter finds: gosec is the one that looks for weaknesses. */
export function golangciKind(linter: string): FindingKind {
  return linter === 'gosec' ? 'code' : 'other'
}

function readIssue(issue: JsonObject, places: Places): Entry {
  const id = asText(issue['FromLinter'])
  if (id === undefined) return unreadable('has no FromLinter')
  return problem(
    findingOf({
      kind: golangciKind(id),
      rule: { id, title: id === 'typecheck' ? 'The code does not compile' : undefined },
      severity: severityOf({ word: issue['Severity'] }),
      message: issue['Text'],
      location: placeOf(issue, places),
      quoted: asArray(issue['SourceLines']),
    }),
  )
}

function placeOf(issue: JsonObject, places: Places): ReturnType<Places> {
  const [at, lines] = [asObject(issue['Pos']), asObject(issue['LineRange'])]
  return places({ path: at?.['Filename'], startLine: at?.['Line'] ?? lines?.['From'], endLine: lines?.['To'], startColumn: at?.['Column'] })
}
