import type { Partition } from '@aws-sdk/client-securityhub'

/**
 * ASFF's own words for the partitions of ARNs. The enumeration knows no others: aws-eusc, aws-iso-e and aws-iso-f have none.
 * Source: API reference, Resource, Partition.
 */
const PARTITIONS: ReadonlyMap<string, Partition> = new Map<string, Partition>([
  ['aws', 'aws'],
  ['aws-cn', 'aws-cn'],
  ['aws-us-gov', 'aws-us-gov'],
  ['aws-iso', 'aws-us-iso'],
  ['aws-iso-b', 'aws-us-iso-b'],
])

/** `Partition` of a resource, or `undefined` where it must be left out. */
export function asffPartition(partition: string): Partition | undefined {
  return PARTITIONS.get(partition)
}
