/** The few requests to GitHub that read a commit's files, and what a pull request changes. */
import { type GitHubAddress, openGitHub, type QueryAnswer } from './client.js'
import { FILES_PER_PAGE } from './limits.js'
import type { Refusal } from './trouble.js'
import { refusalOfQuery } from './trouble.js'

/** What stands in a tree: `path`, `mode`, `type`, `sha` and `size` as git has them, when GitHub says them. */
export type TreeEntry = Readonly<Record<string, unknown>>

export interface Tree {
  readonly tree: readonly TreeEntry[]
  readonly truncated: boolean
}

/** A file that a pull request changes. */
export interface PullFile {
  readonly path: string
  /** Unified diff; `''` where GitHub leaves it out. */
  readonly patch: string
}

/** An answer that is not GitHub's: a proxy's page, for one. */
const NOT_GITHUB: Refusal = { trouble: 'failed' }

export interface GitHubWire {
  /** The tree of a commit with all its folders. @throws what octokit throws */
  tree(commit: string, signal: AbortSignal): Promise<Tree | Refusal>
  /** A blob. @throws what octokit throws */
  blob(oid: string, signal: AbortSignal): Promise<{ readonly bytes: Uint8Array } | Refusal>
  /**
   * The repository's objects by git's names for them, each under the key it was asked for: `null` when there is none, absent when GitHub has
   * left it out.
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
  /** A hundred files of a pull request. @param page 1-based @throws what octokit throws */
  pullFiles(pullRequest: number, page: number, signal: AbortSignal): Promise<{ readonly files: readonly PullFile[] } | Refusal>
}

/** @returns `undefined` when there is no repository to ask about */
export async function connectToGitHub(address: GitHubAddress): Promise<GitHubWire | undefined> {
  const client = await openGitHub(address)
  if (client === undefined) return undefined
  const { octokit, owner, repo, query: ask } = client
  return {
    async tree(tree_sha, signal) {
      const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha, recursive: '1', request: { signal } })
      return treeIn(data)
    },
    async blob(file_sha, signal) {
      // As JSON: what octokit takes for text it decodes, and that is not always what the file holds.
      const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha, request: { signal } })
      return bytesIn(data)
    },
    async objects(by, names, fields, signal) {
      const { query, variables } = objectsQuery(by, names, fields)
      return objectsIn(await ask(query, variables, signal), names)
    },
    async pullFiles(pull_number, page, signal) {
      const { data } = await octokit.rest.pulls.listFiles({ owner, repo, pull_number, per_page: FILES_PER_PAGE, page, request: { signal } })
      return pullFilesIn(data)
    },
  }
}

function pullFilesIn(data: unknown): { readonly files: readonly PullFile[] } | Refusal {
  if (!Array.isArray(data)) return NOT_GITHUB
  const entries = data.map((entry) => (entry ?? {}) as { readonly filename?: unknown; readonly patch?: unknown })
  return {
    files: entries.map(({ filename, patch }) => ({
      path: typeof filename === 'string' ? filename : '',
      patch: typeof patch === 'string' ? patch : '',
    })),
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

function treeIn(data: unknown): Tree | Refusal {
  const { tree, truncated } = (data ?? {}) as { readonly tree?: unknown; readonly truncated?: unknown }
  if (!Array.isArray(tree)) return NOT_GITHUB
  return { tree: tree.filter((entry): entry is TreeEntry => typeof entry === 'object' && entry !== null), truncated: truncated === true }
}

function bytesIn(data: unknown): { readonly bytes: Uint8Array } | Refusal {
  const { content, encoding } = (data ?? {}) as { readonly content?: unknown; readonly encoding?: unknown }
  return typeof content === 'string' && encoding === 'base64' ? { bytes: Buffer.from(content, 'base64') } : NOT_GITHUB
}

/** Part of an answer is an answer: what is missing in it is asked for in another way. */
function objectsIn({ answer, headers }: QueryAnswer, names: readonly string[]): ReadonlyMap<string, unknown> | Refusal {
  const { data, errors } = (answer ?? {}) as { readonly data?: { readonly repository?: unknown } | null; readonly errors?: unknown }
  const repository = data?.repository
  if (typeof repository !== 'object' || repository === null) return refusalOfQuery(errors, headers)
  const found = names.map((name, index): [string, unknown] => [name, (repository as Record<string, unknown>)[`o${index}`]])
  return new Map(errors === undefined ? found : found.filter(([, object]) => object !== null))
}
