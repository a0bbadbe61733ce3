/** Findings as a baseline file keeps them. */
import { SEVERITIES, type Severity } from '../../finding.js'
import { formatEvidence, parseEvidence } from '../../identity/evidence.js'
import { parseSurroundings } from '../../identity/surroundings.js'
import { type HeldFinding, pathOf } from '../compare/stored-finding.js'
import type { Writer } from '../compare/writers.js'
import type { Entry } from './entry-form.js'
import { hashedPath } from './hashed-path.js'
import { hashedWriter, writerOf } from './hashed-writer.js'

/**
 * @returns `undefined` for a finding whose Id is not made of the prefix, because its tool had another name once, and for one that several jobs or steps
 *   report: who they are is not for a file
 */
export function toEntry(held: HeldFinding, prefix: string): Entry | undefined {
  if (!held.id.startsWith(prefix) || held.alsoReportedBy.length > 0) return undefined
  if (held.remembered !== undefined) return held.remembered
  return {
    id: held.id.slice(prefix.length),
    severity: severityOf(held),
    open: held.active,
    dismissed: held.suppressed,
    secret: held.secret,
    outside: held.outside,
    startLine: whole(held.startLine),
    // Not the one that it is compared by, which is hashed already where a baseline file was used.
    path: held.finding === undefined ? held.path : hashedPath(pathOf(held.finding) ?? ''),
    place: held.place,
    written: held.written ?? '',
    evidence: formatEvidence(held.evidence),
    line: held.line ?? '',
    detail: held.detail,
    surroundings: held.surroundings ?? '',
    content: held.content,
    problem: held.problem ?? '',
    problemFindings: held.problemFindings ?? '',
    created: utc(held.createdAt),
    firstObserved: utc(held.firstObservedAt),
    updated: utc(held.updatedAt),
    sent: utc(held.sentAt),
    runId: held.runId,
    runNumber: whole(held.runNumber),
    writer: hashedWriter(held),
  }
}

/** @param run whose own findings are to be known as its own */
export function toHeld(entry: Entry, prefix: string, run: Writer): HeldFinding {
  return {
    finding: undefined,
    remembered: entry,
    id: prefix + entry.id,
    updatedAt: entry.updated,
    sentAt: entry.sent,
    content: entry.content,
    ...(entry.problem !== '' && { problem: entry.problem }),
    ...(entry.problemFindings !== '' && { problemFindings: entry.problemFindings }),
    createdAt: entry.created === '' ? undefined : entry.created,
    firstObservedAt: entry.firstObserved === '' ? undefined : entry.firstObserved,
    active: entry.open,
    suppressed: entry.dismissed,
    place: entry.place,
    path: entry.path,
    written: entry.written === '' ? undefined : entry.written,
    outside: entry.outside,
    evidence: parseEvidence(entry.evidence, undefined),
    line: entry.line === '' ? undefined : entry.line,
    detail: entry.detail,
    surroundings: parseSurroundings(entry.surroundings) === undefined ? undefined : entry.surroundings,
    startLine: entry.startLine,
    secret: entry.secret,
    runId: entry.runId,
    runNumber: entry.runNumber,
    rule: '',
    alsoReportedBy: [],
    toolVersion: undefined,
    packages: [],
    ...writerOf(entry.writer, run),
  }
}

/** Times that Security Hub answers have a zone; those that are kept are in UTC. */
function utc(time: string | undefined): string {
  const moment = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(moment) ? '' : new Date(moment).toISOString()
}

/** Of a field that somebody else has changed. */
function whole(number: number): number {
  return Number.isSafeInteger(number) ? number : 0
}

function severityOf({ finding }: HeldFinding): Severity {
  const label = finding?.FindingProviderFields?.Severity?.Label ?? finding?.Severity?.Label
  return SEVERITIES.find((severity) => severity === label) ?? 'INFORMATIONAL'
}
