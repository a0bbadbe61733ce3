/** What GitHub is asked of a repository where the event does not tell it. */

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

/** @returns `undefined` when there is no token or no answer: findings then go without what the repository is known by */
export async function customPropertiesOf(question: RepositoryQuestion): Promise<unknown> {
  return (await repositoryOf(question))?.custom_properties
}

async function repositoryOf({ repository, token, apiUrl, signal }: RepositoryQuestion) {
  const [owner, repo] = (repository ?? '').split('/')
  if (!owner || !repo || token === '') return undefined
  try {
    // Loaded only when it is needed: it is a fifth of the bundle's start-up.
    const { getOctokit } = await import('@actions/github')
    const octokit = getOctokit(token, apiUrl === undefined ? {} : { baseUrl: apiUrl })
    return (await octokit.rest.repos.get({ owner, repo, request: { signal } })).data
  } catch {
    return undefined
  }
}
