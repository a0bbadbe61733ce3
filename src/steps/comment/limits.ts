/** What the comment may cost a run. Beyond it there is none, and that is told. */
import type { SenderOptions } from '../../github/sender.js'

/** Pages of 100 comments. A pull request with more than a thousand of them is one in a million; ours is among the newest as a rule. */
const PAGES = 10

/** The comments that are looked through for ours, and two ways to write it, each sent again once. */
const REQUESTS = 2 * PAGES + 4

/** Waiting for a rate limit included. One minute is what GitHub asks for where a secondary limit says nothing else; nobody waits longer for a comment. */
const MILLISECONDS = 90_000

/** GitHub ends a query after 10 seconds itself: docs.github.com, "Rate limits and query limits for the GraphQL API". */
const REQUEST_MILLISECONDS = 20_000

export const COMMENT_LIMITS: SenderOptions['limits'] & { readonly pages: number } = {
  pages: PAGES,
  requests: REQUESTS,
  milliseconds: MILLISECONDS,
  requestMilliseconds: REQUEST_MILLISECONDS,
}
