import type { Problem, Reading } from '../../../finding.js'
import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { memberAt, readEach, withinEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { createToolFailureTest } from '../../vocabulary/tool-failures.js'
import { isOpen, readHotspot, readIssue } from './issue.js'
import { createSonarPlaces } from './places.js'

/** Source of the members: the Web API of SonarQube Server, api/issues/search and api/hotspots/search. */
export const sonarqube: RecordsFormat = {
  shape: 'records',
  id: 'sonarqube',
  name: 'SonarQube issues',
  tool: { name: 'SonarQube', vendor: 'Sonar' },
  covers: 'SonarQube Server and Cloud: one or several pages of api/issues/search and api/hotspots/search',
  command: 'curl --user "$SONAR_TOKEN:" "$SONAR_HOST_URL/api/issues/search?components=shop&resolved=false&ps=500" > sonarqube.json',
  detect: ({ paging, ...first }) =>
    has(asObject(paging) ?? {}, 'pageIndex', 'pageSize', 'total') &&
    (has(first, 'issues') || has(first, 'hotspots')) &&
    has(first, 'components'),
  read: (pages, { places }) => ({
    failures: [...missing(objectsOf(pages), 'issues'), ...missing(objectsOf(pages), 'hotspots'), ...parserFailures(objectsOf(pages))],
    readings: () => withinEach(pages, '', (page, at) => readPage(page, pages.length === 1 ? '' : at, places)),
  }),
}

function* readPage(page: JsonObject, at: string, places: Places): Generator<Reading> {
  const context = { places: createSonarPlaces(page, places), rules: page['rules'] }
  yield* readEach(page['issues'], memberAt(at, 'issues'), (issue) => readIssue(issue, context))
  yield* readEach(page['hotspots'], memberAt(at, 'hotspots'), (hotspot) => readHotspot(hotspot, context))
}

/** Rules that an analyzer reports where it could not parse a file, or where a linter whose report was imported could not build. */
function parserFailures(pages: readonly JsonObject[]): readonly Problem[] {
  const failures = pages
    .flatMap((page) => objectsOf(page['issues']))
    .filter((issue) => isOpen(issue))
    .map(({ rule, message }) => ({ ruleId: asText(rule) ?? '', message: asText(message) ?? '' }))
    .filter(saysToolFailed)
  return toolErrors(
    failures.map(({ message }) => message),
    'issues',
  )
}

const saysToolFailed = createToolFailureTest('SonarQube')

/** The API gives at most 500 entries to a page and 10,000 in all. */
function missing(pages: readonly JsonObject[], member: 'issues' | 'hotspots'): readonly Problem[] {
  const paged = pages.filter((page) => has(page, member))
  const totals = paged.map((page) => asObject(page['paging'])?.['total']).filter((total) => typeof total === 'number')
  const there = paged.reduce((sum, page) => sum + asArray(page[member]).length, 0)
  const total = Math.max(0, ...totals)
  if (there >= total) return []
  return [{ code: 'truncated', message: `The report holds ${there} of ${total} ${member}: further pages are missing.`, at: 'paging' }]
}
