/**
 * Asks GitHub for a repository's default branch.
 * @returns `undefined` when there is no token or no answer: the branch is then treated as another one, which changes nothing of the default branch
 */
export async function defaultBranchOf(options: {
  readonly repository: string | undefined
  readonly token: string
  readonly apiUrl: string | undefined
  /** Ends the asking. */
  readonly signal: AbortSignal
}): Promise<string | undefined> {
  const [owner, repo] = (options.repository ?? '').split('/')
  if (!owner || !repo || options.token === '') return undefined
  try {
    // Loaded only when it is needed: it is a fifth of the bundle's start-up.
    const { getOctokit } = await import('@actions/github')
    const octokit = getOctokit(options.token, options.apiUrl === undefined ? {} : { baseUrl: options.apiUrl })
    return (await octokit.rest.repos.get({ owner, repo, request: { signal: options.signal } })).data.default_branch
  } catch {
    return undefined
  }
}
