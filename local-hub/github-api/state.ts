import type { PendingFault } from './faults.js'
import type { GitObjects } from './git-objects.js'
import type { Settings } from './options.js'
import type { RecordedRequest } from './records.js'

export interface PullRequestComment {
  readonly id: number
  /** `[bot]` at its end is an app's. */
  readonly login: string
  body: string
}

export interface PullRequest {
  /** Oldest first. */
  readonly comments: PullRequestComment[]
  /** `gone`: it was deleted. */
  state: 'open' | 'locked' | 'gone'
}

export interface Repository {
  /** `owner/name`. */
  readonly name: string
  readonly objects: GitObjects
  readonly private: boolean
  readonly pullRequests: Map<number, PullRequest>
  readonly customProperties: Readonly<Record<string, unknown>>
}

/** What a token may do with the repositories it was made for. Public ones it may read in any case. */
export interface TokenPermissions {
  /** `owner/name` of each. */
  readonly repositories: readonly string[]
  readonly contents: 'none' | 'read'
  readonly pullRequests: 'none' | 'read' | 'write'
  /** Whose it is. */
  readonly login: string
}

/** What a job's token has unless the workflow asks for more. */
export const DEFAULT_PERMISSIONS: TokenPermissions = {
  repositories: [],
  contents: 'read',
  pullRequests: 'none',
  login: 'github-actions[bot]',
}

/** A file that a pull request changes, as GitHub tells it. */
export interface PullFile {
  readonly filename: string
  readonly status: 'added' | 'modified' | 'removed' | 'renamed'
  /** Absent for files that are large or binary. */
  readonly patch?: string
}

export interface ApiState {
  readonly settings: Settings
  readonly repositories: Map<string, Repository>
  /** By `owner/name/number`, in lower case. */
  readonly pullRequests: Map<string, readonly PullFile[]>
  readonly tokens: Map<string, TokenPermissions>
  readonly requests: RecordedRequest[]
  /** Requests by token and resource in the hour that ends at `reset`. */
  readonly used: Map<string, number>
  /** Milliseconds since the epoch. */
  reset: number
  /** Comments that were ever written. */
  comments: number
  faults: PendingFault[]
}

export type Access = 'full' | 'no-contents' | 'none'

/** GitHub does not say of a private repository that it is there. */
export function accessTo(state: ApiState, name: string, token: string): Access {
  const repository = state.repositories.get(name.toLowerCase())
  const permissions = state.tokens.get(token)
  if (repository === undefined) return 'none'
  if (!repository.private) return 'full'
  if (!permissions?.repositories.some((one) => one.toLowerCase() === name.toLowerCase())) return 'none'
  return permissions.contents === 'none' ? 'no-contents' : 'full'
}

/** May this token read, or write, what is said on pull requests of the repository? */
export function mayOnPullRequests(
  state: ApiState,
  { name, private: isPrivate }: Repository,
  token: string,
  what: 'read' | 'write',
): boolean {
  const permissions = state.tokens.get(token)
  if (what === 'read' && !isPrivate) return true
  if (!permissions?.repositories.some((one) => one.toLowerCase() === name.toLowerCase())) return false
  return permissions.pullRequests === 'write' || permissions.pullRequests === what
}
