/** Security Hub as the rest of the action needs it: types only, so that nothing else imports the SDK at run time. */
import type { AwsSecurityFinding, AwsSecurityFindingFilters, SecurityHubClientConfig } from '@aws-sdk/client-securityhub'

export type { AwsSecurityFinding, AwsSecurityFindingFilters }

/** The SDK's own types, taken from where the client uses them: the package that declares them is not a dependency of ours. */
export type AwsCredentialIdentityProvider = Extract<NonNullable<SecurityHubClientConfig['credentials']>, (...args: never[]) => unknown>
export type AwsCredentialIdentity = Awaited<ReturnType<AwsCredentialIdentityProvider>>

/** Where findings go. */
export interface Target {
  /** Twelve digits, leading zeros kept. */
  readonly accountId: string
  readonly region: string
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string
  readonly productArn: string
}

/** One entry of a response's `FailedFindings`. */
export interface RefusedFinding {
  readonly id: string
  readonly code: string
  readonly message: string
}

export interface ImportResponse {
  readonly imported: number
  readonly refused: readonly RefusedFinding[]
}

export interface FindingsPage {
  readonly findings: readonly AwsSecurityFinding[]
  readonly nextToken?: string
}

/** What went over the wire, retries included. */
export interface WireCounts {
  readonly requests: number
  readonly throttled: number
  readonly retried: number
}

/** By operation. */
export interface Wire {
  readonly importFindings: WireCounts
  readonly getFindings: WireCounts
}

export interface SecurityHub {
  /** One BatchImportFindings request of 1..100 findings. Throws what the SDK throws. */
  importFindings(findings: readonly AwsSecurityFinding[]): Promise<ImportResponse>
  /** One page of GetFindings, at most 100 findings. Throws what the SDK throws. */
  getFindings(filters: AwsSecurityFindingFilters, nextToken?: string): Promise<FindingsPage>
  /** Counts since the client was made. What was throttled and repeated in signing in counts with the imports. */
  wire(): Wire
}
