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
export function withoutBacklink<T extends Pick<FindingView, 'helpUrl'>>(view: T, serverUrl: string): T {
  const url = view.helpUrl === undefined ? null : URL.parse(view.helpUrl)
  if (url === null || !TOLD.has(url.pathname.split('/')[3]?.toLowerCase() ?? '')) return view
  const { helpUrl: _, ...rest } = view
  if (isHost(url, GITHUB)) {
    url.hostname = WITHOUT_BACKLINK
    return { ...rest, helpUrl: url.href } as T
  }
  return isHost(url, URL.parse(serverUrl)?.hostname ?? '') ? (rest as T) : view
}

function isHost({ hostname }: URL, name: string): boolean {
  return hostname === name || hostname === `www.${name}`
}
