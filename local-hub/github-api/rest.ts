/** The REST end points. Source: docs.github.com, REST API, "Get a repository", "Get a tree", "Get a blob". */
import { type Incoming, jsonReply, notAccessible, notFound, type Reply, refusal } from './http.js'
import type { Operation } from './records.js'
import { type ApiState, accessTo, type Repository } from './state.js'

const ROUTES: readonly (readonly [Operation, RegExp])[] = [
  ['get-repository', /^\/repos\/([^/]+\/[^/]+)$/],
  ['get-tree', /^\/repos\/([^/]+\/[^/]+)\/git\/trees\/([^/]+)$/],
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
