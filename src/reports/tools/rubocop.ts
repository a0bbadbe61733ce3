import type { FindingKind, Location, Problem, Tool } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable, withinEach } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { unreadFiles } from '../native/unread-files.js'
import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

export const RUBOCOP: Tool = { name: 'RuboCop', vendor: 'RuboCop' }

/** Source of the members: github.com/rubocop/rubocop, lib/rubocop/formatter/json_formatter.rb. */
export const rubocop: DocumentFormat = {
  shape: 'document',
  id: 'rubocop',
  name: 'RuboCop JSON',
  tool: RUBOCOP,
  covers: 'RuboCop, all versions, with any extensions; Standard Ruby',
  command: 'rubocop --format json --out rubocop.json',
  detect: (report) => has(asObject(report['metadata']) ?? {}, 'rubocop_version') && has(report, 'files', 'summary'),
  read: (report, { places }) => {
    const { failures = [], partlyScanned = [] } = unreadFiles(syntaxErrors(report['files'], places), 'files')
    return {
      tool: { version: asText(asObject(report['metadata'])?.['rubocop_version']) },
      failures: [...failures, ...notInspected(asObject(report['summary']))],
      partlyScanned,
      readings: () =>
        withinEach(report['files'], 'files', (file, at) =>
          readEach(file['offenses'], `${at}.offenses`, (offense) => readOffense(offense, file['path'], places)),
        ),
    }
  },
}

/** The cop that stands for a file which could not be parsed: no other one has looked at it. */
const SYNTAX = 'Lint/Syntax'

function syntaxErrors(files: unknown, places: Places) {
  return objectsOf(files).flatMap(({ path, offenses }) =>
    objectsOf(offenses)
      .filter(({ cop_name: cop, severity }) => cop === SYNTAX || severity === 'fatal')
      .map(({ message }) => ({ location: places({ path }), error: message })),
  )
}

/** With `--fail-fast` RuboCop stops at the first file with an offense. */
function notInspected(summary: JsonObject | undefined): readonly Problem[] {
  const [target, inspected] = [summary?.['target_file_count'], summary?.['inspected_file_count']]
  if (typeof target !== 'number' || typeof inspected !== 'number' || inspected >= target) return []
  return [{ code: 'truncated', message: `RuboCop has inspected ${inspected} of ${target} files.`, at: 'summary' }]
}

/** Source: docs.rubocop.org, "Severity": refactor and convention, the default of most cops, are about style. */
const WORDS: SeverityWords = new Map([
  ['refactor', 'LOW'],
  ['convention', 'LOW'],
  ['fatal', 'HIGH'],
])

/** What a cop finds: a department of RuboCop itself is about security, and so are cops of GitLab's. */
export function rubocopKind(cop: string): FindingKind {
  return /(?:^|\/)(?:Gitlab)?Security\//.test(cop) ? 'code' : 'other'
}

function readOffense(offense: JsonObject, path: unknown, places: Places): Entry {
  const id = asText(offense['cop_name'])
  if (id === undefined) return unreadable('has no cop_name')
  if (offense['corrected'] === true) return NOT_A_PROBLEM
  const message = asText(offense['message'])
  return problem(
    findingOf({
      kind: rubocopKind(id),
      rule: { id, helpUrl: pageOf(id) },
      severity: severityOf({ word: offense['severity'], words: WORDS }),
      // With `--display-cop-names`.
      message: message?.startsWith(`${id}: `) === true ? message.slice(id.length + 2) : message,
      location: locationOf(asObject(offense['location']), path, places),
    }),
  )
}

/** Old versions have `line` and `column` alone. The last column is that of the last character. */
function locationOf(location: JsonObject | undefined, path: unknown, places: Places): Location | undefined {
  const last = location?.['last_column']
  return places({
    path,
    startLine: location?.['start_line'] ?? location?.['line'],
    endLine: location?.['last_line'],
    startColumn: location?.['start_column'] ?? location?.['column'],
    endColumn: typeof last === 'number' ? last + 1 : undefined,
  })
}

/** Departments by the documentation that they are in. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ...['Bundler', 'Gemspec', 'Layout', 'Lint', 'Metrics', 'Naming', 'Security', 'Style'].map((name) => [name, 'rubocop'] as const),
  ['Performance', 'rubocop-performance'],
  ['Rails', 'rubocop-rails'],
])

/** Source: lib/rubocop/cop/documentation.rb: a page for each department, its anchors in small letters alone. */
function pageOf(cop: string): string | undefined {
  const [department = '', name = ''] = cop.split('/', 2)
  const manual = PAGES.get(department)
  const anchor = `${department}${name}`.toLowerCase()
  return manual === undefined ? undefined : `https://docs.rubocop.org/${manual}/cops_${department.toLowerCase()}.html#${anchor}`
}
