import type { FindingFacts } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { cwesOf } from '../../shared/cwes.js'
import { asText, type JsonObject } from '../../shared/json.js'

/** Source: github.com/Checkmarx/kics, pkg/report/model/asff.go, BuildASFF. */
const PLACE = /^Problem found on '(.{1,1000})' file in line (\d{1,9})\.(?: Expected value: (.{0,4000})\. Actual value: (.{0,4000}))?$/s

type KicsFacts = Pick<FindingFacts, 'kind' | 'location' | 'otherLocations' | 'cwes' | 'message' | 'remediation' | 'fingerprints'>

/**
 * KICS names the file in the recommendation alone; its only resource is the rule once more. Its Id is a hash that several results share.
 * The words are put as its own format has them.
 */
export function kicsFacts(entry: JsonObject, recommendation: unknown, places: Places): KicsFacts | undefined {
  const [, path, startLine, expected, actual] = PLACE.exec(asText(recommendation) ?? '') ?? []
  if (path === undefined) return undefined
  const wanted = asText(expected)
  return {
    kind: 'configuration',
    location: places({ path, startLine }),
    otherLocations: [],
    cwes: cwesOf(entry['CWE']),
    message: actual !== undefined && /\s/.test(actual.trim()) ? actual.replace(/\.$/, '') : entry['Description'],
    remediation: wanted === undefined ? undefined : `Expected: ${wanted}`,
    fingerprints: [],
  }
}
