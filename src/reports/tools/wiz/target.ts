import type { Location } from '../../../finding.js'
import { has } from '../../native/has.js'
import type { PlaceFacts, Places } from '../../native/places.js'
import { type Entry, problem, suppressed } from '../../native/readings.js'
import { isFileTarget, nameOfImage, withDigest } from '../../vocabulary/image-name.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** What was scanned. */
export interface WizTarget {
  readonly image?: string
  /** Where a file of the target is. */
  location(facts: PlaceFacts): Location | undefined
}

/** @param report its `scanOriginResource` tells what was scanned, by its type and its name */
export function targetOf(report: JsonObject, places: Places): WizTarget {
  const origin = asObject(report['scanOriginResource']) ?? {}
  const name = asText(origin['name'])
  if (name === undefined || isFileTarget(name) || !isImage(origin)) return { location: places }
  const base = nameOfImage(name)
  return {
    image: withDigest(name, [`${base}@${asText(origin['digest'])}`]),
    location: ({ path, startLine, logicalName }) => places({ uri: base, startLine, logicalName: path ?? logicalName }),
  }
}

function isImage(origin: JsonObject): boolean {
  return asText(origin['__typename']) === 'CICDScanOriginContainerImage' || has(origin, 'digest')
}

/**
 * A finding is accepted when a rule of the user's own says so. The policy ignores others too: those without a fix, those below its threshold.
 * @param entry what Wiz says of the finding
 */
export function byPolicy(entry: JsonObject, finding: Parameters<typeof problem>[0]): Entry {
  const ignored = objectsOf(entry['ignoredPolicyMatches']).some((match) => asArray(match['matchedIgnoreRules']).length > 0)
  const failed = asArray(entry['failedPolicyMatches']).length > 0 || asArray(entry['failedPolicies']).length > 0
  return ignored && !failed ? suppressed(finding) : problem(finding)
}
