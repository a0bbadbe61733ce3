/**
 * A Security Hub on this machine: an HTTP server with state that is as strict as the service, with the parts of STS and of GitHub's ID token
 * endpoint that lead there. For tests, for the demo, and for trying any AWS client (`npm run security-hub`).
 */

import { OIDC_PATH, OIDC_REQUEST_TOKEN } from './access/oidc.js'
import { createdFinding } from './findings/merge.js'
import type { FindingKey, StoredFinding } from './findings/store.js'
import { applyUpdate, type UpdateAnswer } from './findings/update-findings.js'
import type { IdentityProvider, IdTokenClaims, LocalSecurityHubOptions, NotEnabledForm, TrustPolicy } from './options.js'
import type { Fault } from './server/faults.js'
import type { RecordedRequest } from './server/records.js'
import { serve } from './server/server.js'
import { createState, defaultProductArn, type FindingChange, type HubState } from './state.js'

export type { Operation } from './server/records.js'
export type {
  Fault,
  FindingChange,
  FindingKey,
  IdentityProvider,
  IdTokenClaims,
  LocalSecurityHubOptions,
  NotEnabledForm,
  RecordedRequest,
  StoredFinding,
  TrustPolicy,
  UpdateAnswer,
}

export interface LocalSecurityHub {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string
  readonly region: string
  readonly accountId: string
  readonly productArn: string
  /** A role of the account that the trust policy accepts. */
  readonly roleArn: string
  /** What points any AWS SDK and the AWS CLI here. The credentials are the ones of AWS's documentation. */
  readonly env: Readonly<Record<string, string>>
  /** What GitHub gives to a job with `id-token: write`. */
  readonly oidcEnv: Readonly<Record<string, string>>
  /** The findings as Security Hub holds them now, also those that GetFindings cannot see yet, oldest first. */
  findings(): readonly StoredFinding[]
  finding(id: string): StoredFinding | undefined
  /** Every HTTP request so far, oldest first. */
  requests(): readonly RecordedRequest[]
  /** What the service accepted silently and no good client does. */
  violations(): readonly string[]
  /** Forgets the requests and violations so far. */
  clearRecords(): void
  fault(fault: Fault): void
  clearFaults(): void
  setEnabled(enabled: boolean): void
  setStaleReads(stale: boolean): void
  /**
   * GetFindings answers with these as well, whatever its filters: as a home Region answers with findings of linked Regions, and a filter that is
   * wrong with those of another product or account.
   */
  setStrays(findings: readonly StoredFinding[]): void
  setVisibilityDelay(milliseconds: number): void
  /** Moves the clock, and with it retention, sessions, ID tokens and quotas. */
  advance(milliseconds: number): void
  /** Makes it this time (milliseconds since the epoch). */
  setClock(epochMilliseconds: number): void
  /** Denies an IAM action (`securityhub:GetFindings`, `sts:AssumeRoleWithWebIdentity`, …). STS refuses GetCallerIdentity only when denied explicitly. */
  deny(action: string, how?: { readonly explicitly?: boolean }): void
  allow(action: string): void
  trust(change: Partial<TrustPolicy>): void
  idToken(change: Partial<IdTokenClaims>): void
  /** Ends all sessions of assumed roles at once. */
  expireSessions(): void
  /** What an analyst does: BatchUpdateFindings. */
  update(ids: readonly (string | FindingKey)[], change: FindingChange): UpdateAnswer
  /** Puts a finding there as if it had been imported, whatever its product, account or Region; nothing is checked. */
  seed(findings: readonly StoredFinding[]): void
  close(): Promise<void>
}

export async function startLocalSecurityHub(options: LocalSecurityHubOptions = {}): Promise<LocalSecurityHub> {
  const hub = createState(options)
  const server = await serve(hub, options.port ?? 0)
  const url = `http://127.0.0.1:${server.port}`
  return { ...placeOf(hub, url), ...viewOf(hub), ...controlsOf(hub), close: server.close }
}

function placeOf(hub: HubState, url: string) {
  const { region, accountId, partition } = hub.settings
  return {
    url,
    region,
    accountId,
    productArn: defaultProductArn(hub),
    roleArn: `arn:${partition}:iam::${accountId}:role/publish-to-security-hub`,
    env: {
      AWS_ENDPOINT_URL_SECURITYHUB: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: hub.credentials.user.accessKeyId,
      AWS_SECRET_ACCESS_KEY: hub.credentials.user.secretAccessKey,
    },
    oidcEnv: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}${OIDC_PATH}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: OIDC_REQUEST_TOKEN,
    },
  }
}

function viewOf(hub: HubState) {
  const findings = (): readonly StoredFinding[] => {
    hub.store.sweep(hub.clock.now())
    return hub.store.entries().map(({ newest }) => structuredClone(newest.finding))
  }
  return {
    findings,
    finding: (id: string) => findings().find(({ Id }) => Id === id),
    requests: (): readonly RecordedRequest[] => [...hub.requests],
    violations: (): readonly string[] => [...hub.violations],
  }
}

function controlsOf(hub: HubState) {
  return {
    ...faultControls(hub),
    ...permissionControls(hub),
    setEnabled: (enabled: boolean) => {
      hub.enabled = enabled
    },
    setStaleReads: (stale: boolean) => {
      hub.staleReads = stale
    },
    setStrays: (findings: readonly StoredFinding[]) => {
      hub.strays = structuredClone(findings)
    },
    setVisibilityDelay: (milliseconds: number) => {
      hub.visibilityDelayMs = milliseconds
    },
    advance: hub.clock.advance,
    setClock: hub.clock.set,
    update: (ids: readonly (string | FindingKey)[], change: FindingChange) =>
      applyUpdate(
        hub,
        ids.map((id) => keyOf(hub, id)),
        change,
      ),
    seed: (findings: readonly StoredFinding[]) => {
      for (const finding of findings) seedOne(hub, finding)
    },
    clearRecords: () => {
      hub.requests.length = 0
      hub.violations.length = 0
    },
  }
}

function faultControls(hub: HubState) {
  return { fault: hub.faults.add, clearFaults: hub.faults.clear }
}

function permissionControls(hub: HubState) {
  return {
    deny: (action: string, { explicitly = false }: { readonly explicitly?: boolean } = {}) => {
      hub.denied.set(action, explicitly)
    },
    allow: (action: string) => {
      hub.denied.delete(action)
    },
    trust: (change: Partial<TrustPolicy>) => {
      hub.trust = { ...hub.trust, ...change }
    },
    idToken: (change: Partial<IdTokenClaims>) => {
      hub.idToken = { ...hub.idToken, ...change }
    },
    expireSessions: hub.credentials.expireSessions,
  }
}

function keyOf(hub: HubState, id: string | FindingKey): FindingKey {
  return typeof id === 'string' ? { Id: id, ProductArn: defaultProductArn(hub) } : id
}

function seedOne(hub: HubState, finding: StoredFinding): void {
  const stored = { ...createdFinding(hub, finding), ...(finding.Region === undefined ? {} : { Region: finding.Region }) }
  const key = { ProductArn: stored.ProductArn ?? '', Id: stored.Id ?? '' }
  hub.store.put(key, { finding: stored, visibleAt: hub.clock.now() })
}
