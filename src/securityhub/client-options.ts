/** What every AWS client of ours is made with: plain values, no SDK. */

/**
 * Attempts of one request, the first included, unless `AWS_MAX_ATTEMPTS` says otherwise. With the SDK's delays (50 ms doubled, times a random number up
 * to 1) a request without an answer is given up after a few seconds. Security Hub's throttling is another matter: `patience.ts`.
 */
const MAX_ATTEMPTS = 8

/** How many requests may be on their way at once over one client; more wait for a connection. */
const MAX_SOCKETS = 50

/** Milliseconds. A runner that has not connected by then will not. */
const CONNECT_TIMEOUT = 10_000

/** Milliseconds for one attempt, the answer included. API Gateway, in front of Security Hub, itself gives up after 29 s by default. */
const REQUEST_TIMEOUT = 40_000

/** Keeps the SDK's remarks off the console, where the runner reads commands. Everything it has to say also comes as an error. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

export interface ConnectionOptions {
  readonly region: string
  /** Attempts of one request, the first included. Default: `AWS_MAX_ATTEMPTS`, else `MAX_ATTEMPTS`. */
  readonly maxAttempts?: number | undefined
  /** `name/version`, appended to the SDK's user agent. */
  readonly userAgent?: string | undefined
  /**
   * Where `AWS_MAX_ATTEMPTS` is read, the SDK's own variable, and `HTTPS_PROXY` and `NO_PROXY`, as self-hosted runners set them. The SDK does
   * not look at the proxies; Node.js does, from 24.5 on. For https only: an endpoint without encryption is one on the machine itself.
   */
  readonly environment?: NodeJS.ProcessEnv | undefined
}

/** `AWS_ENDPOINT_URL_SECURITYHUB`, `AWS_ENDPOINT_URL_STS`, FIPS and the like are left to the SDK. */
export function clientOptions(options: ConnectionOptions) {
  return {
    region: options.region,
    maxAttempts: options.maxAttempts ?? attemptsWanted(options.environment) ?? MAX_ATTEMPTS,
    logger: SILENT,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: MAX_SOCKETS },
      httpsAgent: { maxSockets: MAX_SOCKETS, proxyEnv: options.environment },
    },
    ...(options.userAgent === undefined ? {} : { customUserAgent: options.userAgent }),
  }
}

/**
 * What `AWS_MAX_ATTEMPTS` says. Source: AWS SDKs and Tools Reference Guide, "Retry behavior": a whole number from 1 on. Anything else is as good as
 * not set.
 */
export function attemptsWanted(environment: NodeJS.ProcessEnv | undefined): number | undefined {
  const text = environment?.['AWS_MAX_ATTEMPTS'] ?? ''
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined
}
