import type { FindingKind } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type EntryReader, problem, unreadable } from '../../native/readings.js'
import { secretSeverity, severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** Secrets are masked but for their beginning. A token that was tried and works is `Active`. */
export function readSecret(places: Places): EntryReader {
  return (row) => {
    const isActive = asText(asObject(row['applicability'])?.['status']) === 'Active'
    return readRow(row, places, 'secret', { severity: secretSeverity(isActive, row['severity']), secrets: [row['snippet']] })
  }
}

export function readIac(places: Places): EntryReader {
  return (row) => readRow(row, places, 'configuration', { severity: severityOf({ word: row['severity'] }), quoted: [row['snippet']] })
}

export function readSast(places: Places): EntryReader {
  return (row) => readRow(row, places, 'code', { severity: severityOf({ word: row['severity'] }), quoted: [row['snippet']] })
}

type More = Pick<Parameters<typeof findingOf>[0], 'severity' | 'secrets' | 'quoted'>

/** What a scanner of source has found. Without a rule, as older versions write it, the words of the finding are the rule. */
function readRow(row: JsonObject, places: Places, kind: FindingKind, more: More): ReturnType<EntryReader> {
  const title = row['scannerShortDescription'] ?? row['finding']
  const id = asText(row['ruleId']) ?? asText(title)
  if (id === undefined) return unreadable('has no rule and no finding')
  return problem(
    findingOf({
      kind,
      rule: { id, title, description: row['scannerDescription'] },
      message: row['finding'],
      location: places({
        path: row['file'],
        startLine: row['startLine'],
        endLine: row['endLine'],
        startColumn: row['startColumn'],
        endColumn: row['endColumn'],
      }),
      cwes: cwesOf(row['cwe']),
      ...more,
    }),
  )
}
