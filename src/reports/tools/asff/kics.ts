import type { FindingFacts } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'

/** Source: github.com/Checkmarx/kics, pkg/report/model/asff.go, BuildASFF. */
const PLACE = /^Problem found on '([^']{1,1000})' file in line (\d{1,9})\./
const EXPECTED = '. Expected value: '
const ACTUAL = '. Actual value: '

/** What stands between the two marks, and after the second; nothing where either is missing. */
function valuesIn(text: string): readonly [expected?: string, actual?: string] {
  const [from, to] = [text.indexOf(EXPECTED), text.lastIndexOf(ACTUAL)]
  return from === -1 || to < from ? [] : [text.slice(from + EXPECTED.length, to), text.slice(to + ACTUAL.length)]
}

type KicsFacts = Pick<FindingFacts, 'kind' | 'location' | 'otherLocations' | 'cwes' | 'message' | 'remediation' | 'fingerprints'>

/**
 * KICS names the file in the recommendation alone; its only resource is the rule once more. Its Id is a hash that several results share.
 * The words are put as its own format has them.
 */
export function kicsFacts(entry: JsonObject, recommendation: unknown, places: Places): KicsFacts | undefined {
  const text = asText(recommendation) ?? ''
  const [, path, startLine] = PLACE.exec(text) ?? []
  if (path === undefined) return undefined
  const [expected, actual] = valuesIn(text)
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
