/** What GitHub is asked of a repository where the event does not tell it. */
import { openGitHub } from '../github/client.js'

export interface RepositoryQuestion {
  readonly repository: string | undefined
  readonly token: string
  readonly apiUrl: string | undefined
  /** Ends the asking. */
  readonly signal: AbortSignal
}

/** @returns `undefined` when there is no token or no answer: the branch is then treated as another one, which changes nothing of the default branch */
export async function defaultBranchOf(question: RepositoryQuestion): Promise<string | undefined> {
  return (await repositoryOf(question))?.default_branch
}

/** @returns none for a repository without any; `undefined` when there is no token or no answer: findings then go without */
export async function customPropertiesOf(question: RepositoryQuestion): Promise<unknown> {
  const repository = await repositoryOf(question)
  return repository === undefined ? undefined : (repository.custom_properties ?? {})
}

async function repositoryOf({ repository = '', token, apiUrl, signal }: RepositoryQuestion) {
  try {
    const client = await openGitHub({ repository, token, apiUrl })
    return client && (await client.octokit.rest.repos.get({ owner: client.owner, repo: client.repo, request: { signal } })).data
  } catch {
    return undefined
  }
}
