/** Links that leave no trace where they lead. */
import type { FindingView } from '../../run-result.js'

const GITHUB = 'github.com'
/** "To avoid this behavior, you can use `redirect.github.com`": docs.github.com, "Autolinked references and URLs", "Avoiding backlinks". */
const WITHOUT_BACKLINK = 'redirect.github.com'
/** The third part of the path of what GitHub tells of a comment that links to it. */
const TOLD: ReadonlySet<string> = new Set(['issues', 'pull', 'discussions'])

/**
 * A comment that links to an issue is told in that issue. A scanner's help page can be an issue of anybody's, and whoever writes its rules chooses.
 * Other servers have no such address: there the rule stands without a link.
 *
 * @param serverUrl the GitHub that the comment is on
 */
export function withoutBacklinks(view: FindingView, serverUrl: string): FindingView {
  const { helpUrl, remediationUrl, ...rest } = view
  const [help, remediation] = [helpUrl, remediationUrl].map((address) => quiet(address, serverUrl))
  return { ...rest, ...(help !== undefined && { helpUrl: help }), ...(remediation !== undefined && { remediationUrl: remediation }) }
}

function quiet(address: string | undefined, serverUrl: string): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  if (url === null || !TOLD.has(url.pathname.split('/')[3]?.toLowerCase() ?? '')) return address
  if (isHost(url, GITHUB)) {
    url.hostname = WITHOUT_BACKLINK
    return url.href
  }
  return isHost(url, URL.parse(serverUrl)?.hostname ?? '') ? undefined : address
}

function isHost({ hostname }: URL, name: string): boolean {
  return hostname === name || hostname === `www.${name}`
}
