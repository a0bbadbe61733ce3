import type { Finding } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { type ComposerLock, installedPackage } from './lock.js'

/** Whoever has installed malware has been broken into; other lists are policies of the user's own, which grade nothing. */
const WORDS: SeverityWords = new Map([['malware', 'CRITICAL']])

/** An installed package that is on a list of packages nobody should have; `undefined` when it does not say which list. */
export function listedFinding(entry: JsonObject, key: string, lock: ComposerLock | undefined, context: NativeContext): Finding | undefined {
  const list = asText(entry['listName'])
  const name = asText(entry['packageName']) ?? key
  const { location, version } = installedPackage(name, lock, context)
  const affected = packageOf({ name, version, ecosystem: 'composer', path: location?.path })
  if (list === undefined || affected === undefined) return undefined
  const { id, reason, url } = entry
  return findingOf({
    kind: 'vulnerability',
    rule: { id: asText(id) ?? list, title: `On the list ${list}`, helpUrl: url },
    severity: severityOf({ word: list, words: WORDS }),
    message: reason,
    title: `${[name, version].filter((part) => part !== undefined).join(' ')} is on the list ${list}`,
    location,
    vulnerability: vulnerabilityOf({
      names: [asText(id) ?? list],
      packages: [affected],
      vendor: { name: entry['source'], url },
      urls: [url],
    }),
    advisoryKind: list,
    remediation: `Remove ${name}.`,
  })
}
