import type { Location, Severity } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, review, suppressed, unreadable } from '../native/readings.js'
import { toolErrors } from '../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/ossf/scorecard, pkg/scorecard/json.go (jsonScorecardV2). */
export const scorecard: DocumentFormat = {
  shape: 'document',
  id: 'scorecard',
  name: 'OpenSSF Scorecard JSON',
  tool: { name: 'Scorecard', vendor: 'OpenSSF' },
  covers: 'OpenSSF Scorecard 3 and later, also of the action and of the public API',
  command: 'scorecard --repo "github.com/$GITHUB_REPOSITORY" --format json --show-details > scorecard.json',
  detect: (report) => has(report, 'scorecard', 'repo', 'checks') && isObject(report['scorecard']),
  read: (report, { places }) => ({
    tool: { version: asText(asObject(report['scorecard'])?.['version']) },
    failures: toolErrors(internalErrors(report), 'checks'),
    readings: () => readEach(report['checks'], 'checks', (check) => readCheck(check, places)),
  }),
}

const BEST_SCORE = 10

/** A check that says nothing about the repository: nothing to look at, or an error. Source: checker/check_result.go. */
const INCONCLUSIVE = -1

/** Checks that could not be made, for want of a permission in most cases. Source: errors/public.go. */
function internalErrors(report: JsonObject): readonly unknown[] {
  return objectsOf(report['checks'])
    .filter(({ score, reason }) => score === INCONCLUSIVE && /^internal error/i.test(asText(reason) ?? ''))
    .map(({ name, reason }) => `${asText(name) ?? 'a check'}: ${asText(reason) ?? ''}`)
}

/** The risk of each check, which the report does not repeat. Source: docs/checks.md of github.com/ossf/scorecard. */
const RISKS: ReadonlyMap<string, Severity> = new Map([
  ['Dangerous-Workflow', 'CRITICAL'],
  ['Webhooks', 'CRITICAL'],
  ['Binary-Artifacts', 'HIGH'],
  ['Branch-Protection', 'HIGH'],
  ['Code-Review', 'HIGH'],
  ['Dependency-Update-Tool', 'HIGH'],
  ['Maintained', 'HIGH'],
  ['Signed-Releases', 'HIGH'],
  ['Token-Permissions', 'HIGH'],
  ['Vulnerabilities', 'HIGH'],
  ['CI-Tests', 'LOW'],
  ['CII-Best-Practices', 'LOW'],
  ['Contributors', 'LOW'],
  ['License', 'LOW'],
])

/** One finding for a check: its warnings come and go while it stays. Maintainers can annotate a check with the reason why it does not matter. */
function readCheck(check: JsonObject, places: Places): Entry {
  const id = asText(check['name'])
  const { score } = check
  if (id === undefined || typeof score !== 'number') return unreadable('has no name or no score')
  if (score >= BEST_SCORE) return NOT_A_PROBLEM
  const documentation = asObject(check['documentation'])
  const rating = score < 0 ? 'Inconclusive' : `Score ${score} of ${BEST_SCORE}`
  const warnings = textsOf(check['details']).flatMap(warningIn)
  const finding = findingOf({
    kind: 'configuration',
    rule: { id, title: documentation?.['short'], helpUrl: documentation?.['url'] },
    severity: { label: RISKS.get(id) ?? 'MEDIUM', original: String(score) },
    title: `${id}: ${asText(check['reason']) ?? rating.toLowerCase()}`,
    message: [`${rating}: ${asText(check['reason']) ?? 'no reason given'}`, ...warnings].join('\n'),
    otherLocations: warnings.map((warning) => placeIn(warning, places)),
    // Its words change with the score and the warnings.
    fingerprints: [{ name: 'check', value: id }],
  })
  if (textsOf(check['annotations']).length > 0) return suppressed(finding)
  return score < 0 ? review(finding) : problem(finding)
}

function warningIn(detail: string): readonly string[] {
  return detail.startsWith('Warn: ') ? [detail.slice('Warn: '.length)] : []
}

/** `third-party GitHubAction not pinned by hash: .github/workflows/ci.yml:12-14: update your workflow`. Source: pkg/scorecard/common.go. */
function placeIn(warning: string, places: Places): Location | undefined {
  const [, path, startLine] = /: ([^\s:]{1,500}):(\d{1,9}(?:-\d{1,9})?)(?=:|$)/.exec(warning) ?? []
  return path === undefined ? undefined : places({ path, startLine })
}
