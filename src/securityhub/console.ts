import type { Target } from './port.js'

/** Console hosts by partition. The others have none that is public. */
const CONSOLES: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
])

/** Which findings are shown. */
export interface Shown {
  /** The Id of the repository resource. */
  readonly resourceId: string
  /** What the Ids of the branch begin with: how a link filters by ProductFields, a map, is not documented, so that their `default-branch` is for insights. */
  readonly idPrefix: string
}

/** @returns the Findings page of the console with the active findings of a branch; the console encodes a filter's value twice */
export function consoleUrl(
  { partition, region }: Pick<Target, 'partition' | 'region'>,
  { resourceId, idPrefix }: Shown,
): string | undefined {
  const console = consoleHome({ partition, region })
  if (console === undefined) return undefined
  const filters = [
    ['RecordState', 'EQUALS', 'ACTIVE'],
    ['ResourceId', 'EQUALS', resourceId],
    ['Id', 'PREFIX', idPrefix],
  ]
  const search = filters
    .map(([name, comparison, value]) => `${name}=${encodeURIComponent(`\\operator\\:${comparison}\\:${value}`)}`)
    .join('&')
  return `${console}#/findings?search=${encodeURIComponent(search)}`
}

/** @returns the page of the console where Security Hub is, or is enabled */
export function consoleHome({ partition, region }: Pick<Target, 'partition' | 'region'>): string | undefined {
  const console = CONSOLES.get(partition)
  return console === undefined ? undefined : `https://${region}.${console}/securityhub/home?region=${region}`
}
