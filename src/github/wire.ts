/** The few requests to GitHub that read a commit's files. */
import type { Refusal } from './trouble.js'
import { refusalOfQuery } from './trouble.js'

export interface GitHubAddress {
  readonly token: string
  /** `https://api.github.com`; `https://<host>/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string
  readonly graphqlUrl: string
  /** `owner/name`. */
  readonly repository: string
}

/** What stands in a tree. `mode` and `type` are git's words. */
export interface TreeEntry {
  readonly path?: string
  readonly mode?: string
  readonly type?: string
  readonly sha?: string | null
  readonly size?: number
}

export interface GitHubWire {
  /** The tree of a commit with all its folders. @throws what octokit throws */
  tree(commit: string, signal: AbortSignal): Promise<{ readonly tree: readonly TreeEntry[]; readonly truncated: boolean }>
  /** The bytes of a blob. @throws what octokit throws */
  blob(oid: string, signal: AbortSignal): Promise<Uint8Array>
  /**
   * The repository's objects by git's names for them, each under the key it was asked for; `null` when there is none.
   * @param by what the names are: ids of objects, or expressions as git-rev-parse(1) has them
   * @param fields what of a blob is wanted, in GraphQL
   * @throws what octokit throws
   */
  objects(
    by: 'oid' | 'expression',
    names: readonly string[],
    fields: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, unknown> | Refusal>
}

/** @returns `undefined` when there is no repository to ask about */
export async function connectToGitHub({ token, apiUrl, graphqlUrl, repository }: GitHubAddress): Promise<GitHubWire | undefined> {
  const [owner, repo] = repository.split('/')
  if (!owner || !repo || token === '') return undefined
  // Loaded only when it is needed: it is a fifth of the bundle's start-up.
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { baseUrl: apiUrl })
  return {
    async tree(tree_sha, signal) {
      const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha, recursive: '1', request: { signal } })
      return data
    },
    async blob(file_sha, signal) {
      // As JSON: what octokit takes for text it decodes, and that is not always what the file holds.
      const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha, request: { signal } })
      return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8')
    },
    async objects(by, names, fields, signal) {
      const { query, variables } = objectsQuery(by, names, fields)
      const answer = await octokit.request(`POST ${graphqlUrl}`, { query, variables: { owner, repo, ...variables }, request: { signal } })
      return objectsIn(answer.data, names)
    },
  }
}

/** Names are text of reports or of the repository: they go as variables, never into the query. */
function objectsQuery(by: 'oid' | 'expression', names: readonly string[], fields: string) {
  const type = by === 'oid' ? 'GitObjectID!' : 'String!'
  const declared = names.map((_, index) => `$n${index}: ${type}`).join(', ')
  const asked = names.map((_, index) => `o${index}: object(${by}: $n${index}) { ...wanted }`).join(' ')
  return {
    query: `query($owner: String!, $repo: String!, ${declared}) { repository(owner: $owner, name: $repo) { ${asked} } } fragment wanted on GitObject { ... on Blob { ${fields} } }`,
    variables: Object.fromEntries(names.map((name, index) => [`n${index}`, name])),
  }
}

/** Part of an answer is an answer: what is missing in it is asked for in another way. */
function objectsIn(answer: unknown, names: readonly string[]): ReadonlyMap<string, unknown> | Refusal {
  const { data, errors } = (answer ?? {}) as { readonly data?: { readonly repository?: unknown } | null; readonly errors?: unknown }
  const repository = data?.repository
  if (typeof repository !== 'object' || repository === null) return refusalOfQuery(errors)
  return new Map(names.map((name, index) => [name, (repository as Record<string, unknown>)[`o${index}`]]))
}
