/**
 * GitHub's API on this machine, as far as it gives the files of a commit: REST and GraphQL over a git repository, as strict as GitHub, with its
 * permissions and its limits. For tests and benchmarks.
 */
import type { Fault } from './faults.js'
import { openGitObjects } from './git-objects.js'
import { type LocalGitHubApiOptions, settingsOf } from './options.js'
import type { Operation, RecordedRequest } from './records.js'
import { serve } from './server.js'
import type { ApiState, PullFile, TokenPermissions } from './state.js'

export type { Fault, LocalGitHubApiOptions, Operation, PullFile, RecordedRequest, TokenPermissions }

export interface RepositoryDetails {
  readonly private?: boolean
  /** As "Get a repository" tells them: text, a list of texts, or `null`. */
  readonly customProperties?: Readonly<Record<string, unknown>>
}

export interface LocalGitHubApi {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string
  /** What points a workflow step here. */
  readonly env: Readonly<Record<string, string>>
  /**
   * @param name `owner/name`
   * @param folder absolute path of a git repository whose commits it has, also those that are made later
   */
  addRepository(name: string, folder: string, how?: RepositoryDetails): void
  /** What a pull request changes. */
  setPullRequest(repository: string, number: number, files: readonly PullFile[]): void
  /** A new token. It may read contents, and no pull requests, unless told otherwise. */
  createToken(permissions: Partial<TokenPermissions> & Pick<TokenPermissions, 'repositories'>): string
  revoke(token: string): void
  /** Every HTTP request so far, oldest first. */
  requests(): readonly RecordedRequest[]
  clearRecords(): void
  fault(fault: Fault): void
  clearFaults(): void
  close(): Promise<void>
}

export async function startLocalGitHubApi(options: LocalGitHubApiOptions & { readonly port?: number } = {}): Promise<LocalGitHubApi> {
  const { port = 0, ...rest } = options
  const settings = settingsOf(rest)
  const state: ApiState = {
    settings,
    repositories: new Map(),
    pullRequests: new Map(),
    tokens: new Map(),
    requests: [],
    used: new Map(),
    reset: 0,
    faults: [],
  }
  const server = await serve(state, port)
  const url = `http://127.0.0.1:${server.port}`
  return { url, env: environmentOf(url, settings.enterprise), ...controlsOf(state), close: server.close }
}

/** Source: docs.github.com, "Default environment variables". */
function environmentOf(url: string, enterprise: boolean): Record<string, string> {
  return enterprise
    ? { GITHUB_API_URL: `${url}/api/v3`, GITHUB_GRAPHQL_URL: `${url}/api/graphql` }
    : { GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` }
}

function controlsOf(state: ApiState): Omit<LocalGitHubApi, 'url' | 'env' | 'close'> {
  let made = 0
  return {
    addRepository(name, folder, how = {}) {
      const { private: isPrivate = true, customProperties = {} } = how
      state.repositories.set(name.toLowerCase(), { name, objects: openGitObjects(folder), private: isPrivate, customProperties })
    },
    setPullRequest: (repository, number, files) => void state.pullRequests.set(`${repository}/${number}`.toLowerCase(), files),
    createToken(permissions) {
      made += 1
      const token = `local-token-${made}`
      state.tokens.set(token, { contents: 'read', pullRequests: 'none', ...permissions })
      return token
    },
    revoke: (token) => void state.tokens.delete(token),
    requests: () => [...state.requests],
    clearRecords: () => {
      state.requests.length = 0
    },
    fault: (fault) => void state.faults.push({ fault, toPass: fault.afterRequests ?? 0, left: fault.times ?? 1 }),
    clearFaults: () => {
      state.faults = []
    },
  }
}
