import type { RecordedRequest } from './records.js'

export interface LocalGitHubApiOptions {
  /** Serves as GitHub Enterprise Server does: `/api/v3` and `/api/graphql`. Default false. */
  readonly enterprise?: boolean
  /** Requests that a token has in an hour, of REST and of GraphQL each. Default 1,000, what a job's token has. */
  readonly requestsPerHour?: number
  /** Entries after which the listing of a tree is cut off. Default 100,000. */
  readonly treeEntries?: number
  /** Objects that one query may ask for. Default 500,000, GitHub's limit of nodes. */
  readonly objectsPerQuery?: number
  /** Bytes of text after which a query takes GitHub too long: HTTP 502. Default 20 MB. */
  readonly bytesPerQuery?: number
  /** Bytes after which the text of a blob is cut in a query. Default 512,000. */
  readonly textBytes?: number
  /** Milliseconds since the epoch. Default the machine's clock. */
  readonly clock?: () => number
  /** Told of every request when its answer is known. */
  readonly onRequest?: (request: RecordedRequest) => void
}

export type Settings = Required<LocalGitHubApiOptions>

/**
 * Sources: docs.github.com, "Rate limits for the REST API" (GITHUB_TOKEN), "Get a tree" (`truncated`), "Rate limits and query limits for the
 * GraphQL API" (node limit, timeouts). Where it cuts the text of a blob is not documented.
 */
export function settingsOf(options: LocalGitHubApiOptions): Settings {
  return {
    enterprise: false,
    requestsPerHour: 1000,
    treeEntries: 100_000,
    objectsPerQuery: 500_000,
    bytesPerQuery: 20 * 2 ** 20,
    textBytes: 512_000,
    clock: Date.now,
    onRequest: () => {},
    ...options,
  }
}
