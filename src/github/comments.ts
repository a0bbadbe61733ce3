/** The few requests to GitHub that keep a comment on a pull request up to date. */
import { type GitHubAddress, openGitHub, type QueryAnswer } from './client.js'
import { type Refusal, refusalOf, refusalOfQuery } from './trouble.js'

/** A comment on the conversation of a pull request. */
export interface Comment {
  /** What the REST API calls it by. */
  readonly id: number
  readonly body: string
}

export interface CommentsPage {
  /** Those whose author is the token's own, newest first: a marker in anybody else's proves nothing. */
  readonly own: readonly Comment[]
  /** Where older ones go on; `undefined` when there are none. */
  readonly before: string | undefined
  /** Nobody but those who may write to the repository can comment. */
  readonly locked: boolean
}

export interface CommentsWire {
  /** A page of comments, the newest when `before` is absent. @throws what octokit throws */
  page(before: string | undefined, signal: AbortSignal): Promise<CommentsPage | Refusal>
  /** GitHub may have taken it even when it does not say so: such a refusal is never one to be sent again blindly. */
  create(body: string, signal: AbortSignal): Promise<object | Refusal>
  /** @throws what octokit throws */
  update(id: number, body: string, signal: AbortSignal): Promise<object | Refusal>
}

/**
 * Of GraphQL, because only there GitHub itself says whose a comment is: REST has no way to ask who an installation's token is.
 * 100 is the most that a connection gives: docs.github.com, "Rate limits and query limits for the GraphQL API".
 */
const PAGE_QUERY = `query($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { locked comments(last: 100, before: $before) {
    nodes { fullDatabaseId viewerDidAuthor body } pageInfo { hasPreviousPage startCursor }
  } } }
}`

/** @param pullRequest its number @returns `undefined` when there is no repository to ask about */
export async function connectToComments(address: GitHubAddress, pullRequest: number): Promise<CommentsWire | undefined> {
  const client = await openGitHub(address)
  if (client === undefined) return undefined
  const { octokit, owner, repo, query } = client
  return {
    page: async (before, signal) => pageIn(await query(PAGE_QUERY, { number: pullRequest, before: before ?? null }, signal)),
    create: (body, signal) =>
      onlyOnce(octokit.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body, request: { signal } })),
    update: (id, body, signal) =>
      unlessRefused(octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body, request: { signal } })),
  }
}

/** `null` where GitHub does not show it: then the errors say why. */
function pageIn({ answer, headers }: QueryAnswer): CommentsPage | Refusal {
  const { data, errors } = (answer ?? {}) as { readonly data?: { readonly repository?: Members | null } | null; readonly errors?: unknown }
  const { locked, comments } = membersOf(data?.repository?.['pullRequest'])
  const { nodes, pageInfo } = membersOf(comments)
  if (!Array.isArray(nodes)) return refusalOfQuery(errors, headers)
  const { hasPreviousPage, startCursor } = membersOf(pageInfo)
  return {
    own: nodes.flatMap(ownComment).reverse(),
    before: hasPreviousPage === true && typeof startCursor === 'string' ? startCursor : undefined,
    locked: locked === true,
  }
}

function ownComment(node: unknown): Comment[] {
  const { fullDatabaseId, viewerDidAuthor, body } = membersOf(node)
  const id = Number(fullDatabaseId)
  return viewerDidAuthor === true && typeof body === 'string' && Number.isSafeInteger(id) && id > 0 ? [{ id, body }] : []
}

/** Whatever is no clear refusal may have come through. */
async function onlyOnce(request: Promise<object>): Promise<object | Refusal> {
  try {
    return await unlessRefused(request)
  } catch (error) {
    const refusal = refusalOf(error)
    return refusal.trouble === 'unreachable' || refusal.trouble === 'too-slow' || refusal.trouble === 'failed'
      ? { trouble: 'failed' }
      : refusal
  }
}

/** 422: the text itself is not taken. Sources: docs.github.com, REST API, "Create an issue comment", "Update an issue comment". */
async function unlessRefused(request: Promise<object>): Promise<object | Refusal> {
  try {
    return await request
  } catch (error) {
    if (membersOf(error)['status'] === 422) return { trouble: 'failed' }
    throw error
  }
}

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}
