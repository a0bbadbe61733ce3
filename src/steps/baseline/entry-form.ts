/** One finding in a baseline file: what it is found again by, all of it hashes, and how it stands. No text, path or rule. */
import { SEVERITIES, type Severity } from '../../finding.js'

export interface Entry {
  /** The end of its Id, behind the prefix of its analysis. */
  readonly id: string
  readonly severity: Severity
  readonly open: boolean
  readonly dismissed: boolean
  readonly secret: boolean
  readonly outside: boolean
  readonly startLine: number
  readonly path: string
  readonly place: string
  readonly written: string
  readonly evidence: string
  readonly line: string
  readonly detail: string
  readonly surroundings: string
  readonly content: string
  readonly problem: string
  readonly problemFindings: string
  readonly created: string
  readonly firstObserved: string
  readonly updated: string
  readonly sent: string
  readonly runId: string
  readonly runNumber: number
  /** Hashes of workflow file, display name, job and step. */
  readonly writer: string
}

const HASH = /^(?:[0-9a-f]{10,32})?$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/
const TIME_OR_NONE = /^(?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)?$/

/** What each text member must look like. Whoever can write the file could write anything into it. */
const TEXTS: Readonly<Partial<Record<keyof Entry, RegExp>>> = {
  id: /^[A-Za-z0-9.-]{1,80}$/,
  path: /^(?:[0-9a-f]{10}(?:\/[0-9a-f]{10}){0,500})?$/,
  place: HASH,
  written: HASH,
  evidence: /^[a-z0-9:. ]{0,500}$/,
  line: HASH,
  detail: HASH,
  surroundings: /^[0-9a-f.]{0,300}$/,
  content: HASH,
  problem: HASH,
  problemFindings: HASH,
  created: TIME_OR_NONE,
  firstObserved: TIME_OR_NONE,
  updated: TIME,
  sent: TIME,
  runId: /^\d{0,30}$/,
  writer: /^(?:[0-9a-f]{10})?(?:\.(?:[0-9a-f]{10})?){3}$/,
}
const FLAGS = ['open', 'dismissed', 'secret', 'outside'] as const
const NUMBERS = ['startLine', 'runNumber'] as const
const MEMBERS = Object.keys(TEXTS).length + FLAGS.length + NUMBERS.length + 1

export function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const members = value as Readonly<Record<string, unknown>>
  return (
    Object.entries(TEXTS).every(([name, form]) => typeof members[name] === 'string' && form.test(members[name])) &&
    Object.keys(members).length === MEMBERS &&
    FLAGS.every((name) => typeof members[name] === 'boolean') &&
    NUMBERS.every((name) => Number.isSafeInteger(members[name])) &&
    SEVERITIES.some((severity) => severity === members['severity'])
  )
}
