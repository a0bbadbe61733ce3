import type { Location } from '../../finding.js'
import { asText } from '../vocabulary/json.js'
import type { Places } from './places.js'

/** What a tool says of a resource of a cloud, as it stands in the report. */
export interface CloudResourceFacts {
  /** An ARN, an id of another cloud, a name. */
  readonly id: unknown
  /** The provider's word for its sort: `AwsS3Bucket`. */
  readonly type?: unknown
  /** The region; in a cluster the namespace. Left out of an ARN, which has its own. */
  readonly region?: unknown
}

/**
 * An id that is unique in the cloud is the place itself; any other one only means something in its region: `eu-west-1/password_policy`,
 * `kube-system/etcd`. `undefined` without an id.
 */
export function cloudPlace(places: Places, { id, type, region }: CloudResourceFacts): Location | undefined {
  const text = asText(id)
  if (text === undefined) return undefined
  const inRegion = [asText(region), text].filter((part) => part !== undefined).join('/')
  // An account has the same id in all regions.
  const logicalName = text.startsWith('AWS::') ? inRegion : undefined
  const place = isUnique(text) ? places({ uri: text, logicalName }) : places({ uri: inRegion })
  const resourceType = asText(type)
  return place === undefined || resourceType === undefined ? place : { ...place, resourceType }
}

/** ARNs, the ids by which Security Hub calls accounts (`AWS::::Account:111122223333`), and those of Azure and Google Cloud, which are paths. */
function isUnique(id: string): boolean {
  return /^(?:arn:|AWS::|\/)/.test(id)
}
