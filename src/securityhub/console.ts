import type { Target } from './port.js'

/** Console hosts by partition. The others have none that is public. */
const CONSOLES: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
])

/**
 * @param resourceId the Id of the repository resource
 * @returns the Findings page of the console with the active findings of that resource; the console encodes a filter's value twice
 */
export function consoleUrl({ partition, region }: Pick<Target, 'partition' | 'region'>, resourceId: string): string | undefined {
  const console = CONSOLES.get(partition)
  if (console === undefined) return undefined
  const filters = [
    ['RecordState', 'ACTIVE'],
    ['ResourceId', resourceId],
  ]
  const search = filters.map(([name = '', value = '']) => `${name}=${encodeURIComponent(`\\operator\\:EQUALS\\:${value}`)}`).join('&')
  return `https://${region}.${console}/securityhub/home?region=${region}#/findings?search=${encodeURIComponent(search)}`
}
