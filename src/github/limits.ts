/** What reading source from GitHub may cost a run. Beyond it files go unread, and that is told. */
export interface SourceLimits {
  readonly requests: number
  /** Files whose text is fetched, and as many paths that are asked for one by one. */
  readonly files: number
  /** Of all texts together. */
  readonly bytes: number
  /** Of one file. */
  readonly fileBytes: number
  /** For all of it, waiting for a rate limit included. */
  readonly milliseconds: number
  /** For one answer. */
  readonly requestMilliseconds: number
}

/**
 * A fifth of what a job's token may ask in an hour, which all jobs of the repository share: docs.github.com, "Rate limits for the REST API",
 * GITHUB_TOKEN, 1,000 requests per hour per repository.
 */
const REQUESTS = 200

/** A hundred requests of a hundred files. Reports that name more files than that are of repositories that nobody scans without a checkout. */
const FILES = 10_000

/** On disk, never in memory at once. The source that 10,000 files of 10 KB have. */
const BYTES = 128 * 2 ** 20

/** A checkout that takes longer is given up by nobody, but evidence that takes longer than the import itself is not worth waiting for. */
const MILLISECONDS = 90_000

/** GitHub ends a query after 10 seconds itself (docs.github.com, "Rate limits and query limits for the GraphQL API"); a large tree takes longer to send. */
const REQUEST_MILLISECONDS = 30_000

/** @param fileBytes the largest file whose text is of use */
export function sourceLimits(fileBytes: number): SourceLimits {
  return {
    requests: REQUESTS,
    files: FILES,
    bytes: BYTES,
    fileBytes,
    milliseconds: MILLISECONDS,
    requestMilliseconds: REQUEST_MILLISECONDS,
  }
}

/** Blobs, or paths, in one query: each has a variable of its own, and the query has to stay far below GitHub's ten seconds. */
export const OBJECTS_PER_QUERY = 100

/** Texts in one answer. */
export const BYTES_PER_QUERY = 2 * 2 ** 20

/** GitHub cuts the text of a larger blob in a query (`isTruncated`); it is asked for by itself. */
export const LARGEST_IN_QUERY = 512 * 1024

/** Files of a pull request in one answer: the most there are. Source: docs.github.com, REST API, "List pull requests files". */
export const FILES_PER_PAGE = 100
