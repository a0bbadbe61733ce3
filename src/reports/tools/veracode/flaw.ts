import type { Finding, Location } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import type { PlaceFacts } from '../../native/places.js'
import { severityOf } from '../../native/severity.js'
import { addressOf } from '../../vocabulary/address.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText, textsOf } from '../../vocabulary/json.js'
import { createSourceFolders } from '../veracode-pipeline/source-folders.js'
import { flawText } from './flaw-text.js'
import { VERACODE_SEVERITIES } from './severity.js'

/** What a report says of a flaw that static, dynamic or manual analysis found. */
export interface Flaw {
  readonly cwe: unknown
  readonly title: unknown
  readonly category: unknown
  readonly description: unknown
  readonly severity: unknown
  readonly place: PlaceFacts
  /** Of the application or its sandbox, in which a flaw keeps its number from scan to scan, and the number. */
  readonly number: readonly [application: unknown, flaw: unknown]
  readonly firstSeen: unknown
  /** What to do, where the description does not say it. */
  readonly advice: unknown
}

/** A flaw has no rule but its CWE. `undefined` for one without. */
export function flawFinding(flaw: Flaw, locate: (facts: PlaceFacts) => Location | undefined): Finding | undefined {
  const [cwe] = cwesOf(flaw.cwe)
  if (cwe === undefined) return undefined
  const { message, remediation, links } = flawText(asText(flaw.description) ?? '')
  return findingOf({
    kind: 'code',
    rule: {
      id: cwe,
      title: flaw.title,
      helpUrl: [...links, `https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html`],
      tags: textsOf(flaw.category),
      // As in the tool's own SARIF.
      aliases: [cwe.slice(4)],
    },
    severity: severityOf({ word: flaw.severity, words: VERACODE_SEVERITIES }),
    message,
    location: locate(flaw.place),
    cwes: [cwe],
    remediation: remediation ?? flaw.advice,
    fingerprints: [{ name: 'flaw-id', value: numberOf(flaw.number) }],
    firstSeen: flaw.firstSeen,
  })
}

function numberOf(parts: Flaw['number']): string | undefined {
  const [application, flaw] = parts.map((part) => (typeof part === 'number' ? String(part) : asText(part)))
  return application === undefined || flaw === undefined ? undefined : `${application}/${flaw}`
}

/** Where flaws are: in a file that a path in the built program stands for, or at an address without what was asked of it. */
export function createLocate({ places, readSource }: NativeContext): (facts: PlaceFacts) => Location | undefined {
  const folders = createSourceFolders(readSource)
  return ({ path, uri, ...facts }) => {
    const written = asText(path)
    return places({
      ...facts,
      path: written === undefined ? undefined : sourceOf(written, folders),
      uri: addressOf(uri) ?? withoutQuestion(uri),
    })
  }
}

/** A place without a scheme, or in words of people, as manual tests have it. */
function withoutQuestion(place: unknown): string | undefined {
  return asText(place)?.split('?', 1)[0]?.split('#', 1)[0]
}

function sourceOf(written: string, folders: (path: string) => string): string {
  const bare = written.replace(/^\/+/, '')
  const found = folders(bare)
  return found === bare ? written : found
}
