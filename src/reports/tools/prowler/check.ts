import type { Severity } from '../../../finding.js'
import { cloudPlace } from '../../native/cloud-place.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, review, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { asText, textsOf } from '../../vocabulary/json.js'

/** What a cloud scanner says of one check of one resource, as it stands in the report, whatever the version. */
export interface CheckFacts {
  /** `iam_root_mfa_enabled`. */
  readonly id: unknown
  readonly title: unknown
  readonly description?: unknown
  readonly risk?: unknown
  /** `PASS`, `FAIL`, `MANUAL`, … in any case. */
  readonly status: unknown
  readonly muted?: boolean
  readonly severity: unknown
  /** What is wrong with this very resource. */
  readonly message: unknown
  readonly remediation?: unknown
  /** The best link first. */
  readonly urls: readonly unknown[]
  /** Controls of standards. */
  readonly requirements: readonly string[]
  readonly resource: { readonly id: unknown; readonly type?: unknown; readonly region?: unknown }
  /** Of check and resource, the same in each run. */
  readonly uid?: unknown
  /** `aws`, `azure`, … */
  readonly provider: unknown
  readonly tags?: readonly string[]
}

/** Source: OCSF schema, severity_id. */
const WORDS: ReadonlyMap<string, Severity> = new Map([['fatal', 'CRITICAL']])

/** What becomes of a status. Others (`MANUAL`, `WARNING`, `INFO`) are for somebody to look at. */
const STANDINGS: ReadonlyMap<string, 'pass' | 'fail' | 'muted'> = new Map([
  ['pass', 'pass'],
  ['passed', 'pass'],
  ['success', 'pass'],
  ['fail', 'fail'],
  ['failed', 'fail'],
  ['failure', 'fail'],
  ['muted', 'muted'],
  ['suppressed', 'muted'],
])

export function readCheck(facts: CheckFacts, places: Places): Entry {
  const id = asText(facts.id)
  if (id === undefined) return unreadable('has no check')
  const standing = STANDINGS.get(asText(facts.status)?.toLowerCase() ?? '')
  if (standing === 'pass') return NOT_A_PROBLEM
  const title = asText(facts.title)
  const description = asText(facts.description)
  const explained = [description === title ? undefined : description, asText(facts.risk)].filter((text) => text !== undefined)
  const found = findingOf({
    kind: 'configuration',
    rule: { id, title, description: explained.join('\n\n'), helpUrl: facts.urls, tags: textsOf([facts.provider, ...(facts.tags ?? [])]) },
    severity: severityOf({ word: facts.severity, words: WORDS }),
    message: facts.message,
    title,
    location: cloudPlace(places, facts.resource),
    remediation: facts.remediation,
    requirements: facts.requirements,
    fingerprints: [{ name: 'prowler/uid', value: facts.uid }],
  })
  if (facts.muted === true || standing === 'muted') return suppressed(found)
  return standing === 'fail' ? problem(found) : review(found)
}
