/** The findings as the service keeps them, with the versions that a late reader may still see. */
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub'
import { millisecondsOf } from '../asff/instant.js'

/** A finding with everything the service adds: ProcessedAt, Region, Workflow, `aws/` product fields, … */
export type StoredFinding = AwsSecurityFinding

export interface FindingKey {
  readonly ProductArn: string
  readonly Id: string
}

export interface Version {
  readonly finding: StoredFinding
  /** From when on GetFindings can see it; milliseconds since the epoch. */
  readonly visibleAt: number
}

export interface Entry {
  readonly newest: Version
  /** Newest first. */
  readonly older: readonly Version[]
  /** Top-level members that the customer set with BatchUpdateFindings: the provider no longer changes them. */
  readonly customerSet: ReadonlySet<string>
}

export interface Store {
  get(key: FindingKey): Entry | undefined
  put(key: FindingKey, newest: Version, customerSet?: ReadonlySet<string>): void
  entries(): readonly Entry[]
  /** Forgets what the service no longer retains at that time (milliseconds since the epoch). */
  sweep(now: number): void
}

const DAY = 24 * 60 * 60 * 1000
/** Source: user guide, securityhub-findings: deleted 90 days (archived: 30) after the later of ProcessedAt and UpdatedAt. */
const RETENTION_ACTIVE = 90 * DAY
const RETENTION_ARCHIVED = 30 * DAY
/** How far back a late reader may be. */
const OLDER_VERSIONS = 4

export function createStore(): Store {
  const entries = new Map<string, Entry>()
  // Before that time nothing can have to be forgotten.
  let soonest = Number.POSITIVE_INFINITY
  return {
    get: (key) => entries.get(textOf(key)),
    entries: () => [...entries.values()],
    put(key, newest, customerSet) {
      const before = entries.get(textOf(key))
      const older = before === undefined ? [] : [before.newest, ...before.older].slice(0, OLDER_VERSIONS)
      entries.set(textOf(key), { newest, older, customerSet: customerSet ?? before?.customerSet ?? new Set() })
      soonest = Math.min(soonest, expiryOf(newest.finding))
    },
    sweep(now) {
      if (soonest >= now) return
      soonest = Number.POSITIVE_INFINITY
      for (const [key, entry] of entries) {
        const expiry = expiryOf(entry.newest.finding)
        if (expiry < now) entries.delete(key)
        else soonest = Math.min(soonest, expiry)
      }
    },
  }
}

/**
 * The version that a reader sees at that time; undefined when none is visible yet.
 * A stale reader sees the one before, when there is one.
 */
export function visibleVersion(entry: Entry, now: number, stale: boolean): StoredFinding | undefined {
  const visible = [entry.newest, ...entry.older].filter((version) => version.visibleAt <= now)
  return (stale ? (visible[1] ?? visible[0]) : visible[0])?.finding
}

function expiryOf(finding: StoredFinding): number {
  const touched = Math.max(millisecondsOf(finding.ProcessedAt) ?? 0, millisecondsOf(finding.UpdatedAt) ?? 0)
  return touched + (finding.RecordState === 'ARCHIVED' ? RETENTION_ARCHIVED : RETENTION_ACTIVE)
}

function textOf(key: FindingKey): string {
  return JSON.stringify([key.ProductArn, key.Id])
}
