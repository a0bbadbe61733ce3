/** The REST end points. Source: docs.github.com, REST API, "Get a repository", "Get a tree", "Get a blob", "List pull requests files". */
import { type Incoming, jsonReply, notAccessible, notFound, type Reply, refusal } from './http.js'
import type { Operation } from './records.js'
import { type ApiState, accessTo, type Repository } from './state.js'

const ROUTES: readonly (readonly [Operation, RegExp])[] = [
  ['get-repository', /^\/repos\/([^/]+\/[^/]+)$/],
  ['get-tree', /^\/repos\/([^/]+\/[^/]+)\/git\/trees\/([^/]+)$/],
  ['list-pull-files', /^\/repos\/([^/]+\/[^/]+)\/pulls\/(\d+)\/files$/],
  ['get-blob', /^\/repos\/([^/]+\/[^/]+)\/git\/blobs\/([^/]+)$/],
]

export function restOperation({ method, path }: Incoming): Operation {
  return (method === 'GET' ? ROUTES.find(([, pattern]) => pattern.test(path))?.[0] : undefined) ?? 'unknown'
}

export function answerRest(state: ApiState, request: Incoming, token: string): Reply {
  const [operation, pattern] = ROUTES.find(([, one]) => one.test(request.path)) ?? []
  const [, name = '', object = ''] = pattern?.exec(request.path)?.map(decodeURIComponent) ?? []
  const repository = state.repositories.get(name.toLowerCase())
  const access = accessTo(state, name, token)
  if (request.method !== 'GET' || repository === undefined || access === 'none') return notFound()
  if (operation === 'get-repository') return jsonReply(detailsOf(repository))
  if (operation === 'list-pull-files') {
    const mayRead = !repository.private || state.tokens.get(token)?.pullRequests !== 'none'
    return mayRead ? listPullFiles(state, `${repository.name}/${object}`.toLowerCase(), request.search) : notAccessible()
  }
  if (access === 'no-contents') return notAccessible()
  return operation === 'get-tree' ? getTree(state, repository, object, request.search) : getBlob(repository, object)
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
