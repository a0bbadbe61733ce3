/**
 * Gives every result of one analysis its Id: equal fingerprints are numbered in source order, results that are equal in everything
 * are one finding. Small records only, so that a report of any size can be held.
 */
import type { Finding } from '../finding.js'
import { digest } from './digest.js'
import { FINGERPRINT_SCHEME } from './identify.js'

interface Entry {
  readonly index: number
  readonly line: number
  readonly column: number
  /** Over everything that a person could tell two results apart by. */
  readonly exact: string
}

export interface Ledger {
  /** @returns the index of the entry, counting from 0 in the order of the calls */
  add(finding: Finding, fingerprint: string, mark: string): number
  /** Numbers the entries. @returns the Id of each entry, `undefined` for one that repeats another */
  settle(prefix: string): readonly (string | undefined)[]
}

export function createLedger(): Ledger {
  const groups = new Map<string, Entry[]>()
  let size = 0
  return {
    add(finding, fingerprint, mark) {
      const index = size
      size += 1
      const entry = {
        index,
        line: finding.location?.startLine ?? 0,
        column: finding.location?.startColumn ?? 0,
        exact: exactDigest(finding, mark),
      }
      const group = groups.get(fingerprint)
      if (group === undefined) groups.set(fingerprint, [entry])
      else group.push(entry)
      return index
    },
    settle(prefix) {
      const ids: (string | undefined)[] = new Array(size)
      for (const [fingerprint, group] of groups) {
        distinct(group).forEach((entry, position) => {
          ids[entry.index] = findingId(prefix, fingerprint, position + 1)
        })
      }
      return ids
    },
  }
}

/** `<prefix>v1-<fingerprint>`, from the second equal one on with `-<ordinal>`. */
function findingId(prefix: string, fingerprint: string, ordinal: number): string {
  const id = `${prefix}${FINGERPRINT_SCHEME}-${fingerprint}`
  return ordinal === 1 ? id : `${id}-${ordinal}`
}

/** In source order, not in the order of the report: scanners that work in parallel write in a different order each time. */
function distinct(group: readonly Entry[]): Entry[] {
  if (group.length === 1) return [...group]
  const first = new Map<string, Entry>()
  for (const entry of group) if (!first.has(entry.exact)) first.set(entry.exact, entry)
  return [...first.values()].sort((a, b) => a.line - b.line || a.column - b.column || (a.exact < b.exact ? -1 : 1))
}

function exactDigest(finding: Finding, mark: string): string {
  const { rule, message, title, severity, location, otherLocations, fingerprints, vulnerability, cwes, remediation } = finding
  const all = [
    rule.id,
    message,
    title,
    severity,
    location,
    otherLocations,
    fingerprints,
    vulnerability,
    cwes,
    remediation,
    finding.image,
    mark,
  ]
  return digest(JSON.stringify(all)).slice(0, 20)
}
