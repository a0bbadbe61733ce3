import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/aquasecurity/defsec, pkg/scan/flat.go; before version 1: tfsec's internal/app/tfsec/scanner/result.go. */
export const tfsec: DocumentFormat = {
  shape: 'document',
  id: 'tfsec',
  name: 'tfsec JSON',
  tool: { name: 'tfsec', vendor: 'Aqua Security' },
  covers: 'tfsec, all versions',
  command: 'tfsec . --format json --out tfsec.json',
  // A nil slice of Go before version 1.28, an empty one after.
  clean: ['{"results":[]}', '{"results":null}'],
  mounts: ['/src'],
  detect: (report) => asArray(report['results']).slice(0, 1).some(isResult),
  read: (report, { places }) => ({ readings: () => readEach(report['results'], 'results', (result) => readResult(result, places)) }),
}

function isResult(value: unknown): boolean {
  return isObject(value) && has(value, 'rule_id', 'rule_description', 'location', 'severity')
}

/** `status` in Go's order of constants. Source: pkg/scan/result.go. */
const PASSED = 1
const IGNORED = 2

function readResult(result: JsonObject, places: Places): Entry {
  // The long id is the one that tfsec's SARIF has.
  const id = asText(result['long_id']) ?? asText(result['rule_id'])
  if (id === undefined) return unreadable('has no rule')
  if (result['passed'] === true || result['status'] === PASSED) return NOT_A_PROBLEM
  const place = (facts: JsonObject | undefined) =>
    places({ path: facts?.['filename'], startLine: facts?.['start_line'], endLine: facts?.['end_line'], logicalName: facts?.['resource'] })
  const finding = findingOf({
    kind: 'configuration',
    rule: {
      id,
      name: result['rule_id'],
      title: result['rule_description'],
      description: result['impact'],
      help: result['resolution'],
      helpUrl: [...textsOf(result['links']), linkIn(result['link'])],
      tags: [result['rule_provider'], result['rule_service']].flatMap(textsOf),
    },
    severity: severityOf({ word: result['severity'] }),
    message: result['description'],
    location: place({ ...asObject(result['location']), resource: result['resource'] }),
    otherLocations: objectsOf(result['occurrences']).map(place),
  })
  return result['status'] === IGNORED ? suppressed(finding) : problem(finding)
}

/** `See https://tfsec.dev/docs/google/GCP008/ for more information.` */
function linkIn(value: unknown): string | undefined {
  return /https?:\/\/\S{1,500}/.exec(asText(value) ?? '')?.[0]
}
