/**
 * GitHub's API on this machine, as far as it gives the files of a commit and takes comments on pull requests: REST and GraphQL over a git
 * repository, as strict as GitHub, with its permissions and its limits. For tests and benchmarks.
 */

import { addComment } from './comments.js'
import type { Fault } from './faults.js'
import { openGitObjects } from './git-objects.js'
import { type LocalGitHubApiOptions, settingsOf } from './options.js'
import type { Operation, RecordedRequest } from './records.js'
import { serve } from './server.js'
import {
  type ApiState,
  DEFAULT_PERMISSIONS,
  type PullFile,
  type PullRequest,
  type PullRequestComment,
  type TokenPermissions,
} from './state.js'

export type { Fault, LocalGitHubApiOptions, Operation, PullFile, PullRequestComment, RecordedRequest, TokenPermissions }

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
  /** A pull request of a repository, open unless told otherwise; later it changes its state. */
  pullRequest(name: string, number: number, state?: PullRequest['state']): void
  /** The comments on a pull request, oldest first. */
  comments(name: string, number: number): readonly PullRequestComment[]
  /** Somebody writes a comment. */
  comment(name: string, number: number, by: Pick<PullRequestComment, 'login' | 'body'>): void
  /** Somebody deletes all comments. */
  deleteComments(name: string, number: number): void
  /** A new token of the workflow's own. It may read contents, and no pull requests, unless told otherwise. */
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
    comments: 0,
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
      state.repositories.set(name.toLowerCase(), {
        name,
        objects: openGitObjects(folder),
        private: isPrivate,
        customProperties,
        pullRequests: new Map(),
      })
    },
    setPullRequest: (repository, number, files) => void state.pullRequests.set(`${repository}/${number}`.toLowerCase(), files),
    createToken(permissions) {
      made += 1
      const token = `local-token-${made}`
      state.tokens.set(token, { ...DEFAULT_PERMISSIONS, ...permissions })
      return token
    },
    ...conversationsOf(state),
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

function conversationsOf(state: ApiState): Pick<LocalGitHubApi, 'pullRequest' | 'comments' | 'comment' | 'deleteComments'> {
  const at = (name: string, number: number): PullRequest => {
    const pullRequests = state.repositories.get(name.toLowerCase())?.pullRequests
    const pullRequest = pullRequests?.get(number) ?? { comments: [], state: 'open' }
    pullRequests?.set(number, pullRequest)
    return pullRequest
  }
  return {
    pullRequest(name, number, how = 'open') {
      at(name, number).state = how
    },
    comments: (name, number) => at(name, number).comments.map((comment) => ({ ...comment })),
    comment: (name, number, by) => void addComment(state, at(name, number), by),
    deleteComments: (name, number) => void at(name, number).comments.splice(0),
  }
}
