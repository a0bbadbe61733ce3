/**
 * The REST end points. Source: docs.github.com, REST API, "Get a repository", "Get a tree", "Get a blob", "List pull requests files",
 * "List issue comments", "Create an issue comment", "Update an issue comment".
 */
import { createComment, listComments, updateComment } from './comments.js'
import { type Incoming, jsonReply, notAccessible, notFound, type Reply, refusal } from './http.js'
import type { Operation } from './records.js'
import { type ApiState, accessTo, mayOnPullRequests, type Repository } from './state.js'

/** What a request is about: what stands in its path after the repository's name, and the request. */
interface Asked {
  readonly state: ApiState
  readonly request: Incoming
  readonly token: string
  readonly object: string
}

interface Route {
  readonly operation: Operation
  readonly method: string
  readonly pattern: RegExp
  readonly answer: (repository: Repository, asked: Asked) => Reply
}

const ROUTES: readonly Route[] = [
  {
    operation: 'get-repository',
    method: 'GET',
    pattern: /^\/repos\/([^/]+\/[^/]+)$/,
    answer: (repository) => jsonReply(detailsOf(repository)),
  },
  {
    operation: 'get-tree',
    method: 'GET',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/git\/trees\/([^/]+)$/,
    answer: readingContents((repository, { state, object, request }) => getTree(state, repository, object, request.search)),
  },
  {
    operation: 'get-blob',
    method: 'GET',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/git\/blobs\/([^/]+)$/,
    answer: readingContents((repository, { object }) => getBlob(repository, object)),
  },
  {
    operation: 'list-pull-files',
    method: 'GET',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/pulls\/(\d+)\/files$/,
    answer: (repository, { state, token, object, request: { search } }) =>
      mayOnPullRequests(state, repository, token, 'read')
        ? listPullFiles(state, `${repository.name}/${object}`.toLowerCase(), search)
        : notAccessible(),
  },
  {
    operation: 'list-comments',
    method: 'GET',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)\/comments$/,
    answer: (repository, { object, request: { search }, ...asked }) => listComments(repository, object, { ...asked, search }),
  },
  {
    operation: 'create-comment',
    method: 'POST',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)\/comments$/,
    answer: (repository, { object, request: { body }, ...asked }) => createComment(repository, object, { ...asked, body }),
  },
  {
    operation: 'update-comment',
    method: 'PATCH',
    pattern: /^\/repos\/([^/]+\/[^/]+)\/issues\/comments\/(\d+)$/,
    answer: (repository, { object, request: { body }, ...asked }) => updateComment(repository, object, { ...asked, body }),
  },
]

function routeOf({ method, path }: Incoming): Route | undefined {
  return ROUTES.find((route) => route.method === method && route.pattern.test(path))
}

export function restOperation(request: Incoming): Operation {
  return routeOf(request)?.operation ?? 'unknown'
}

export function answerRest(state: ApiState, request: Incoming, token: string): Reply {
  const route = routeOf(request)
  const [, name = '', object = ''] = route?.pattern.exec(request.path)?.map(decodeURIComponent) ?? []
  const repository = state.repositories.get(name.toLowerCase())
  if (route === undefined || repository === undefined || accessTo(state, name, token) === 'none') return notFound()
  return route.answer(repository, { state, request, token, object })
}

function readingContents(answer: Route['answer']): Route['answer'] {
  return (repository, asked) =>
    accessTo(asked.state, repository.name, asked.token) === 'no-contents' ? notAccessible() : answer(repository, asked)
}

function detailsOf({ name, private: isPrivate, customProperties }: Repository): object {
  return { full_name: name, private: isPrivate, default_branch: 'main', custom_properties: customProperties }
}

function getTree({ settings }: ApiState, { objects }: Repository, name: string, search: URLSearchParams): Reply {
  const entries = objects.tree(name)
  if (entries === undefined) return notFound()
  // "Setting this parameter to any value returns the objects or subtrees referenced by the tree."
  const shown = search.has('recursive') ? entries : entries.filter(({ path }) => !path.includes('/'))
  const tree = shown.slice(0, settings.treeEntries).map(({ oid, ...entry }) => ({ ...entry, sha: oid }))
  return jsonReply({ sha: name, tree, truncated: shown.length > settings.treeEntries })
}

/** "Responses include a maximum of 3000 files. The paginated response returns 30 files per page by default", at most 100. */
function listPullFiles({ pullRequests }: ApiState, pullRequest: string, search: URLSearchParams): Reply {
  const files = pullRequests.get(pullRequest)?.slice(0, MAX_PULL_FILES)
  if (files === undefined) return notFound()
  const size = Math.min(100, Number(search.get('per_page') ?? 30))
  const start = (Number(search.get('page') ?? 1) - 1) * size
  return jsonReply(files.slice(start, start + size))
}
const MAX_PULL_FILES = 3000

/** "This endpoint supports blobs up to 100 megabytes in size." */
const MAX_BLOB = 100 * 2 ** 20

function getBlob({ objects }: Repository, oid: string): Reply {
  if (!/^[0-9a-f]+$/.test(oid)) return refusal(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].')
  const bytes = objects.blob(oid)
  if (bytes === undefined) return notFound()
  if (bytes.length > MAX_BLOB) return refusal(403, 'This API returns blobs up to 100 MB in size.')
  // GitHub breaks the lines of the base64, as MIME does.
  const content = bytes.toString('base64').replace(/.{60}/g, '$&\n')
  return jsonReply({ sha: oid, size: bytes.length, encoding: 'base64', content })
}
