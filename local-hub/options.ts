import type { RecordedRequest } from './server/records.js'

/** Whom the account and its role trust. */
export interface TrustPolicy {
  /** The audience of the identity provider, and of the trust policy. */
  readonly audience: string
  /** Value of the trust policy's condition on `:sub`, compared like StringLike. */
  readonly subject: string
  /** Roles that exist. Without it every role of the account does. */
  readonly roles?: readonly string[]
  /** False: the account has no identity provider at all. */
  readonly providerExists: boolean
  /** The identity providers of the account. Default: the one of `GITHUB_ISSUER`, with `audience`. */
  readonly providers?: readonly IdentityProvider[]
  /** The trust policy of every role, as a document. Default: one that says `audience` and `subject` of the first provider. */
  readonly policy?: unknown
}

/** As CreateOpenIDConnectProvider makes it. */
export interface IdentityProvider {
  /** `Url`, which is the `iss` of its tokens. */
  readonly issuer: string
  /** `ClientIDList`. */
  readonly audiences: readonly string[]
}

/** Source: GitHub docs, "OpenID Connect reference": the issuer of GitHub Actions. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com'

/** What the next ID tokens say. */
export interface IdTokenClaims {
  readonly issuer: string
  readonly subject: string
  readonly lifetimeSeconds: number
  /** The deployment environment of the job, for a job that has one. */
  readonly environment?: string
}

export interface LocalSecurityHubOptions {
  /** Default `us-east-1`. Its partition follows from it. */
  readonly region?: string
  /** Twelve digits. Default `123456789012`. */
  readonly accountId?: string
  /** Whether Security Hub is enabled in the account and region. Default true. */
  readonly enabled?: boolean
  /** How BatchImportFindings says that Security Hub is not enabled: both forms occur. Default `failed-findings`. */
  readonly notEnabledForm?: NotEnabledForm
  /**
   * The service's request quotas (token buckets). Default true. They refill in real time, also when `clock` stands still,
   * and `advance` refills them too.
   */
  readonly quotas?: boolean
  /** Added to every answer. */
  readonly latencyMs?: number
  /** Milliseconds since the epoch. Default the machine's clock. Rules the findings and the sessions; signatures are dated by the machine's clock. */
  readonly clock?: () => number
  /** Refuse what AWS documents as not allowed even where the service may let it pass: unknown members, reserved `aws/` keys. Default true. */
  readonly strict?: boolean
  /** Default: any free port. */
  readonly port?: number
  /** How long a write stays invisible to GetFindings. Default 0. */
  readonly visibilityDelayMs?: number
  /** GetFindings answers with the version before the newest one. Default false. */
  readonly staleReads?: boolean
  /** Upper limit of a page of GetFindings, so that a few findings make several pages. Default 100, the service's. */
  readonly pageSize?: number
  /** ARNs of partner products whose import is enabled (EnableImportFindingsForProduct). */
  readonly enabledProducts?: readonly string[]
  readonly trust?: Partial<TrustPolicy>
  readonly idToken?: Partial<IdTokenClaims>
  /** Lifetime of the sessions of AssumeRoleWithWebIdentity, instead of the requested one. */
  readonly sessionLifetimeMs?: number
  /** Told of every request when its answer is known. */
  readonly onRequest?: (request: RecordedRequest) => void
}

export type NotEnabledForm = 'failed-findings' | 'exception'

/** The options with their defaults filled in. */
export interface Settings {
  readonly region: string
  readonly partition: string
  readonly accountId: string
  readonly notEnabledForm: NotEnabledForm
  readonly quotas: boolean
  readonly latencyMs: number
  readonly strict: boolean
  readonly pageSize: number
  readonly enabledProducts: readonly string[]
  readonly sessionLifetimeMs: number | undefined
  readonly onRequest: (request: RecordedRequest) => void
}

/** Source: API reference, GetFindings, MaxResults: "Maximum value of 100". */
export const MAX_PAGE_SIZE = 100

export function settingsOf(options: LocalSecurityHubOptions): Settings {
  const region = options.region ?? 'us-east-1'
  return {
    region,
    partition: partitionOf(region),
    accountId: options.accountId ?? '123456789012',
    notEnabledForm: options.notEnabledForm ?? 'failed-findings',
    quotas: options.quotas ?? true,
    latencyMs: options.latencyMs ?? 0,
    strict: options.strict ?? true,
    pageSize: Math.min(options.pageSize ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE),
    enabledProducts: options.enabledProducts ?? [],
    sessionLifetimeMs: options.sessionLifetimeMs,
    onRequest: options.onRequest ?? (() => {}),
  }
}

export function trustOf(options: LocalSecurityHubOptions, settings: Settings): TrustPolicy {
  const audience = settings.partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com'
  return { audience, subject: 'repo:*', providerExists: true, ...options.trust }
}

export function idTokenOf(options: LocalSecurityHubOptions): IdTokenClaims {
  return { issuer: GITHUB_ISSUER, subject: 'repo:acme/shop:ref:refs/heads/main', lifetimeSeconds: 300, ...options.idToken }
}

/** Prefixes of region names by partition. Source: the SDK's partitions.json, `regionRegex`. */
const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
]

function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'
}
