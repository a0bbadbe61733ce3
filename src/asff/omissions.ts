/** What a finding loses to the limits of lists. Texts that are cut say so themselves, with an ellipsis. */
import type { Finding } from '../finding.js'
import {
  CVSS_COUNT,
  CWE_COUNT,
  GENERATOR_LABEL_COUNT,
  OTHER_LOCATION_COUNT,
  PACKAGE_COUNT,
  REFERENCE_URL_COUNT,
  RELATED_VULNERABILITY_COUNT,
  REQUIREMENT_COUNT,
  RESOURCE_COUNT,
} from './limits.js'
import { namedResourcesOf } from './resources.js'

interface LimitedList {
  readonly name: string
  readonly most: number
  count(finding: Finding): number
}

const LIMITED_LISTS: readonly LimitedList[] = [
  { name: 'tags', most: GENERATOR_LABEL_COUNT, count: ({ rule }) => rule.tags.length },
  { name: 'packages', most: PACKAGE_COUNT, count: ({ vulnerability }) => vulnerability?.packages.length ?? 0 },
  { name: 'references', most: REFERENCE_URL_COUNT, count: ({ vulnerability }) => vulnerability?.urls.length ?? 0 },
  { name: 'scores', most: CVSS_COUNT, count: ({ vulnerability }) => vulnerability?.cvss.length ?? 0 },
  { name: 'names', most: RELATED_VULNERABILITY_COUNT, count: ({ vulnerability }) => vulnerability?.related.length ?? 0 },
  { name: 'weaknesses', most: CWE_COUNT, count: ({ kind, cwes }) => (kind === 'code' ? cwes.length : 0) },
  {
    name: 'requirements',
    most: REQUIREMENT_COUNT,
    count: ({ kind, requirements }) => (kind === 'configuration' ? requirements.length : 0),
  },
  { name: 'further places', most: OTHER_LOCATION_COUNT, count: ({ otherLocations }) => otherLocations.length },
  { name: 'resources', most: RESOURCE_COUNT, count: resourceCount },
]

/** With the repository. Few findings name so many places that some of them could be too many. */
function resourceCount(finding: Finding): number {
  return finding.otherLocations.length < RESOURCE_COUNT - REPOSITORY_IMAGE_AND_PLACE ? 0 : 1 + namedResourcesOf(finding).length
}
const REPOSITORY_IMAGE_AND_PLACE = 3

/** `4990 of 5000 tags`, one line per list that is too long. */
export function omissionsOf(finding: Finding): string[] {
  return LIMITED_LISTS.flatMap(({ name, most, count }) => {
    const all = count(finding)
    return all > most ? [`${all - most} of ${all} ${name}`] : []
  })
}
