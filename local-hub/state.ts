/** Everything that one local Security Hub remembers. */
import type { BatchUpdateFindingsCommandInput } from '@aws-sdk/client-securityhub'
import { type CredentialBook, createCredentialBook } from './access/credentials.js'
import { createPageBook, type PageBook } from './findings/pages.js'
import { createStore, type Store, type StoredFinding } from './findings/store.js'
import {
  type IdTokenClaims,
  idTokenOf,
  type LocalSecurityHubOptions,
  type Settings,
  settingsOf,
  type TrustPolicy,
  trustOf,
} from './options.js'
import { type Clock, createClock } from './server/clock.js'
import { createFaultBook, type FaultBook } from './server/faults.js'
import { createQuotas, type Quotas } from './server/quotas.js'
import type { RecordedRequest } from './server/records.js'

/** What the customer has saved: filters as they were given. */
export interface Insight {
  readonly name: string
  readonly filters: unknown
  readonly groupBy: string
}

export interface AutomationRule {
  readonly criteria: unknown
  readonly change: FindingChange
  /** Lower ones come first. */
  readonly order: number
  readonly isTerminal: boolean
  readonly isEnabled: boolean
}

/** What an analyst, or a rule of theirs, may change of a finding. */
export type FindingChange = Omit<BatchUpdateFindingsCommandInput, 'FindingIdentifiers'>

export interface HubState {
  readonly settings: Settings
  readonly clock: Clock
  readonly store: Store
  readonly pages: PageBook
  readonly credentials: CredentialBook
  readonly quotas: Quotas
  readonly faults: FaultBook
  readonly requests: RecordedRequest[]
  readonly violations: string[]
  /** Denied IAM actions; true: by an explicit deny. */
  readonly denied: Map<string, boolean>
  readonly subscribedAt: string
  /** Custom insights by their ARN. */
  readonly insights: Map<string, Insight>
  /** Automation rules by their ARN. */
  readonly rules: Map<string, AutomationRule>
  /** Signs the ID tokens of this server's provider. */
  readonly idTokenSecret: string
  enabled: boolean
  staleReads: boolean
  /** What the first page of every GetFindings holds besides what was asked for. */
  strays: readonly StoredFinding[]
  visibilityDelayMs: number
  trust: TrustPolicy
  idToken: IdTokenClaims
  inFlight: number
}

export function createState(options: LocalSecurityHubOptions): HubState {
  const settings = settingsOf(options)
  const clock = createClock(options.clock)
  return {
    settings,
    clock,
    store: createStore(),
    pages: createPageBook(),
    credentials: createCredentialBook(settings),
    quotas: createQuotas(clock, settings.quotas),
    faults: createFaultBook(),
    requests: [],
    violations: [],
    denied: new Map(),
    subscribedAt: clock.iso(),
    insights: new Map(),
    rules: new Map(),
    idTokenSecret: crypto.randomUUID(),
    enabled: options.enabled ?? true,
    staleReads: options.staleReads ?? false,
    strays: [],
    visibilityDelayMs: options.visibilityDelayMs ?? 0,
    trust: trustOf(options, settings),
    idToken: idTokenOf(options),
    inFlight: 0,
  }
}

export const hubArn = ({ settings }: HubState): string =>
  `arn:${settings.partition}:securityhub:${settings.region}:${settings.accountId}:hub/default`

export const defaultProductArn = ({ settings }: HubState): string =>
  `arn:${settings.partition}:securityhub:${settings.region}:${settings.accountId}:product/${settings.accountId}/default`
