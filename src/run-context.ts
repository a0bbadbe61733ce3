/** What a workflow run knows about itself. Read once, from the environment and the event file. */

export interface PullRequest {
  /** 0 when the event does not tell it. */
  readonly number: number
  readonly headSha: string
  readonly headRef: string
  readonly baseRef: string
  /** The head lies in another repository: no secrets, no OIDC token. */
  readonly fromFork: boolean
}

/** Which stream of analyses the commit belongs to. */
export type BranchScope =
  | { readonly kind: 'default-branch' }
  | NamedBranch
  | { readonly kind: 'tag'; readonly name: string }
  /** `head` (`owner/name:branch`) stands in for the number where the event does not tell it. */
  | { readonly kind: 'pull-request'; readonly number: number; readonly head?: string }

/** A branch that is not the default branch: somebody's, or one of the merge queue. */
export interface NamedBranch {
  readonly kind: 'branch' | 'merge-group'
  readonly name: string
}

export interface RunContext {
  /** `https://github.com`, without a trailing slash. */
  readonly serverUrl: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  /** `owner/name`. */
  readonly repository: string
  /** Survives a rename. Absent outside GitHub. */
  readonly repositoryId?: string
  readonly eventName: string
  /** The environment that a deployment, which started the run, is for. */
  readonly environment?: string
  /** The repository's custom properties as they stand in the payload of the event; absent where it does not tell them. */
  readonly customProperties?: Readonly<Record<string, unknown>>
  /** The commit that was scanned. For a pull request its head, not the merge commit. */
  readonly sha: string
  /** The commit that is checked out; differs from `sha` on pull requests (merge commit). */
  readonly checkedOutSha: string
  /** Branch or tag name for people. */
  readonly branch: string
  readonly scope: BranchScope
  readonly pullRequest?: PullRequest
  /** The branch that the event says is gone, as the stream it was; never the default branch. There is nothing to report of it. */
  readonly deletedBranch?: NamedBranch
  readonly runId: string
  readonly runNumber: number
  readonly runAttempt: number
  /** Display name: several files may have the same. */
  readonly workflow: string
  /** Path of the workflow file in the repository, or `owner/repository/path` where it lies in another; `''` when it is not known. */
  readonly workflowFile: string
  readonly job: string
  /** The step's id, or what the runner numbers it by: one for each use of the action in a job. */
  readonly step: string
  /** Whether it is known which branch is the default branch. When not, every branch is treated as one that is not. */
  readonly defaultBranchKnown: boolean
  /** `<server>/<repository>/actions/runs/<id>`; with the attempt when it is not the first. */
  readonly runUrl: string
  readonly actor: string
  /** Absolute path of the job's folder, from which the inputs' paths count; as a rule the checkout. */
  readonly workspace: string
  /** Absolute path of the checkout, where it is a folder of the workspace. */
  readonly checkout?: string
  /** Absolute path of a folder for files of ours. */
  readonly tempDirectory: string
  /** The operating system's, for what finds no room there. */
  readonly systemTempDirectory?: string
}

/** Whether it is `owner/name`. */
export function isRepository(name: string): boolean {
  return /^[^/\s]+\/[^/\s]+$/.test(name)
}
