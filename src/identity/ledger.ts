/**
 * Gives every result of one analysis its Id: equal fingerprints are numbered in source order, results that are equal in everything
 * are one finding. Held in columns, because a report may have a million results.
 */
import type { Finding, Location } from '../finding.js'
import { createHexColumn, createNumberColumn } from './columns.js'
import { DIGITS, digest } from './digest.js'
import { FINGERPRINT_SCHEME } from './evidence.js'

export interface Ledger {
  /** @param mark sets results apart that a person could not tell apart; e.g. one of them is suppressed */
  add(finding: Finding, fingerprint: string, mark: string): void
  /** Numbers the results. To be called once, after the last `add`. */
  settle(prefix: string): Ids
}

export interface Ids {
  readonly size: number
  /** By the order of the `add` calls, from 0. `undefined` for a result that repeats another. */
  at(index: number): string | undefined
}

/** Digits of the hash over all that a result shows. Compared only within one fingerprint: 80 bits are plenty. */
const EXACT_DIGITS = 20

export function createLedger(): Ledger {
  const fingerprints = createHexColumn(DIGITS)
  const exacts = createHexColumn(EXACT_DIGITS)
  const lines = createNumberColumn()
  const columns = createNumberColumn()
  /** The result before this one with the same fingerprint, plus one; 0 for none. */
  const previous = createNumberColumn()
  const lastOf = new Map<string, number>()
  let size = 0

  return {
    add(finding, fingerprint, mark) {
      fingerprints.push(fingerprint)
      exacts.push(exactDigest(finding, mark))
      lines.push(finding.location?.startLine ?? 0)
      columns.push(finding.location?.startColumn ?? 0)
      previous.push((lastOf.get(fingerprint) ?? -1) + 1)
      lastOf.set(fingerprint, size)
      size += 1
    },
    settle(prefix) {
      const ordinals = new Uint32Array(size)
      for (const last of lastOf.values()) {
        const group = groupEndingAt(last, (index) => previous.at(index)).map((index) => entryAt(index))
        distinct(group).forEach(({ index }, position) => {
          ordinals[index] = position + 1
        })
      }
      lastOf.clear()
      return { size, at: (index) => findingId(prefix, fingerprints.at(index), ordinals[index] ?? 0) }
    },
  }

  function entryAt(index: number): Entry {
    return { index, line: lines.at(index), column: columns.at(index), exact: exacts.at(index) }
  }
}

interface Entry {
  readonly index: number
  readonly line: number
  readonly column: number
  /** Over everything that a person could tell two results apart by. */
  readonly exact: string
}

/** In the order of the report. */
function groupEndingAt(last: number, previousOf: (index: number) => number): number[] {
  const group: number[] = []
  for (let at = last + 1; at > 0; at = previousOf(at - 1)) group.push(at - 1)
  return group.reverse()
}

/** `<prefix>v1-<fingerprint>`, from the second equal one on with `-<ordinal>`. */
function findingId(prefix: string, fingerprint: string, ordinal: number): string | undefined {
  if (ordinal === 0) return undefined
  const id = `${prefix}${FINGERPRINT_SCHEME}-${fingerprint}`
  return ordinal === 1 ? id : `${id}-${ordinal}`
}

/** In source order, not in the order of the report: scanners that work in parallel write in a different order each time. */
function distinct(group: readonly Entry[]): readonly Entry[] {
  if (group.length === 1) return group
  const first = new Map<string, Entry>()
  for (const entry of group) if (!first.has(entry.exact)) first.set(entry.exact, entry)
  return [...first.values()].sort((a, b) => a.line - b.line || a.column - b.column || (a.exact < b.exact ? -1 : 1))
}

function exactDigest(finding: Finding, mark: string): string {
  const { rule, message, title, severity, location, otherLocations, fingerprints, vulnerability, cwes, remediation, image } = finding
  const places = [location, ...otherLocations].map(shownPlace)
  const all = [rule.id, message, title, severity, places, fingerprints, vulnerability, cwes, remediation, image, mark]
  return digest(JSON.stringify(all)).slice(0, EXACT_DIGITS)
}

/** A file of the repository is the same file however the tool wrote its path; outside of it only that tells files apart. */
function shownPlace(location: Location | undefined): Location | undefined {
  if (location?.path === undefined) return location
  const { writtenAs: _, ...shown } = location
  return shown
}
