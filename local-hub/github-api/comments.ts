/** Pull requests and the comments on their conversations. Source: docs.github.com, REST API, "REST API endpoints for issue comments". */
import { jsonReply, notAccessible, notFound, type Reply, refusal } from './http.js'
import { type ApiState, mayOnPullRequests, type PullRequest, type PullRequestComment, type Repository } from './state.js'

/** "Body is too long (maximum is 65536 characters)", as GitHub words it. */
const MAX_BODY = 65_536

/** Above what 32 bits hold, as GitHub's are. */
const FIRST_ID = 3_000_000_000

export function listComments(repository: Repository, number: string, { state, token, search }: Reading): Reply {
  const { comments } = repository.pullRequests.get(Number(number)) ?? {}
  if (comments === undefined) return notFound()
  if (!mayOnPullRequests(state, repository, token, 'read')) return notAccessible()
  const perPage = Math.min(Number(search.get('per_page') ?? 30), 100)
  const page = Number(search.get('page') ?? 1)
  const last = Math.max(Math.ceil(comments.length / perPage), 1)
  const path = `/repos/${repository.name}/issues/${number}/comments?per_page=${perPage}`
  const link = `<${path}&page=${page + 1}>; rel="next", <${path}&page=${last}>; rel="last"`
  const shown = comments.slice((page - 1) * perPage, page * perPage).map(restComment)
  return jsonReply(shown, 200, page < last ? { link } : {})
}

interface Reading {
  readonly state: ApiState
  readonly token: string
  readonly search: URLSearchParams
}

export interface Writing {
  readonly state: ApiState
  readonly token: string
  readonly body: string
}

export function createComment(repository: Repository, number: string, { state, token, body }: Writing): Reply {
  const pullRequest = repository.pullRequests.get(Number(number))
  if (pullRequest === undefined) return notFound()
  if (pullRequest.state === 'gone') return refusal(410, 'This issue was deleted')
  if (!mayOnPullRequests(state, repository, token, 'write')) return notAccessible()
  if (pullRequest.state === 'locked') return refusal(403, 'Unable to create comment because issue is locked.')
  const text = bodyIn(body)
  if (typeof text !== 'string') return text
  return jsonReply(restComment(addComment(state, pullRequest, { login: state.tokens.get(token)?.login ?? '', body: text })), 201)
}

export function updateComment(repository: Repository, id: string, { state, token, body }: Writing): Reply {
  const comment = [...repository.pullRequests.values()].flatMap(({ comments }) => comments).find((one) => one.id === Number(id))
  if (comment === undefined) return notFound()
  if (!mayOnPullRequests(state, repository, token, 'write')) return notAccessible()
  const text = bodyIn(body)
  if (typeof text !== 'string') return text
  comment.body = text
  return jsonReply(restComment(comment))
}

export function addComment(
  state: ApiState,
  pullRequest: PullRequest,
  { login, body }: Pick<PullRequestComment, 'login' | 'body'>,
): PullRequestComment {
  state.comments += 1
  const comment = { id: FIRST_ID + state.comments, login, body }
  pullRequest.comments.push(comment)
  return comment
}

function bodyIn(json: string): string | Reply {
  let body: unknown
  try {
    body = (JSON.parse(json) as { readonly body?: unknown }).body
  } catch {
    return refusal(400, 'Problems parsing JSON')
  }
  if (typeof body !== 'string' || body.trim() === '') return invalid("Body can't be blank")
  return [...body].length > MAX_BODY ? invalid(`Body is too long (maximum is ${MAX_BODY} characters)`) : body
}

function invalid(message: string): Reply {
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }]
  return jsonReply({ message: 'Validation Failed', errors, documentation_url: 'https://docs.github.com/rest' }, 422)
}

function restComment({ id, login, body }: PullRequestComment) {
  return { id, body, user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' } }
}

/** What the query's `pullRequest` is made of. */
export function pullRequestNode(pullRequest: PullRequest, viewer: string | undefined) {
  return {
    locked: pullRequest.state === 'locked',
    comments: (by: Backwards) => connection(pullRequest, by, viewer),
  }
}

interface Backwards {
  readonly last: number
  readonly before?: string | null
}

/** Backwards, from the newest. The cursor is the place of the first that was shown. */
function connection({ comments }: PullRequest, { last, before }: Backwards, viewer: string | undefined) {
  const end = before ? Number(before) : comments.length
  const start = Math.max(end - last, 0)
  const nodes = comments.slice(start, end).map(({ id, login, body }) => ({
    fullDatabaseId: String(id),
    viewerDidAuthor: login === viewer,
    body,
  }))
  return { nodes, pageInfo: { hasPreviousPage: start > 0, startCursor: nodes.length === 0 ? null : String(start) } }
}
