/** A client of GitHub's API for one repository. */
import type { getOctokit } from '@actions/github'

export interface GitHubAddress {
  readonly token: string
  /** `https://api.github.com`; `https://<host>/api/v3` on GitHub Enterprise Server. GitHub's own where it is not told. */
  readonly apiUrl: string | undefined
  /** Only for who asks it. */
  readonly graphqlUrl?: string
  /** `owner/name`. */
  readonly repository: string
}

export interface QueryAnswer {
  /** As it came, its errors included. */
  readonly answer: unknown
  readonly headers: Readonly<Record<string, unknown>>
}

export interface GitHubClient {
  readonly octokit: ReturnType<typeof getOctokit>
  readonly owner: string
  readonly repo: string
  /**
   * Asks the GraphQL API; `owner` and `repo` are among the variables.
   * @throws what octokit throws
   */
  query(text: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<QueryAnswer>
}

/** @returns `undefined` when there is no repository to ask about */
export async function openGitHub({ token, apiUrl, graphqlUrl, repository }: GitHubAddress): Promise<GitHubClient | undefined> {
  const [owner, repo] = repository.split('/')
  if (!owner || !repo || token === '') return undefined
  // Loaded only when it is needed: it is a fifth of the bundle's start-up.
  const github = await import('@actions/github')
  const octokit = github.getOctokit(token, apiUrl === undefined ? {} : { baseUrl: apiUrl })
  return {
    octokit,
    owner,
    repo,
    async query(query, variables, signal) {
      const { data, headers } = await octokit.request(`POST ${graphqlUrl}`, {
        query,
        variables: { owner, repo, ...variables },
        request: { signal },
      })
      return { answer: data, headers }
    },
  }
}
