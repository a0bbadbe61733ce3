/** The baseline file: a copy of what Security Hub held when a run had finished, for the comparison of a later one. */
import { messageOf } from '../../errors.js'
import { digest } from '../../identity/digest.js'
import { readSmallFile } from '../../regular-file.js'
import { MAX_FILTER_VALUES } from '../../securityhub/lookup.js'
import type { Target } from '../../securityhub/port.js'
import type { Analysis } from '../read/analysis.js'
import { type Entry, isEntry } from './entry-form.js'

/** Goes up when a member changes its meaning; files of another version are ignored. */
export const BASELINE_VERSION = 2

export interface BaselineFile {
  readonly version: typeof BASELINE_VERSION
  /** When the run that left it began: whatever anybody has written later is not in it. ISO 8601. */
  readonly since: string
  /** Hash of account, Region and product. */
  readonly target: string
  /**
   * What the run that left it sent, all but the traces, and what the runs sent whose files led to this one. They had ended, so that the file knows all
   * of it, and it need not be asked for again.
   */
  readonly batches: readonly string[]
  readonly analyses: readonly BaselineAnalysis[]
}

export interface BaselineAnalysis {
  /** Hash of the prefix of its Ids. */
  readonly analysis: string
  /** Hash of the part of it that is the repository and the branch. */
  readonly stream: string
  /** Hash of the tool's name and version: another version may give its rules other names. */
  readonly tool: string
  /** The run that left it; empty outside GitHub. */
  readonly runId: string
  readonly runNumber: number
  readonly findings: readonly Entry[]
}

/** Bytes; some 200,000 findings. */
const LARGEST_FILE = 128 * 1024 * 1024

/**
 * Days. Security Hub deletes archived findings 30 days after their last update (user guide, "Finding retention"): older files would know of
 * findings that are no more.
 */
const OLDEST = 30
const DAY = 24 * 60 * 60 * 1000

/** Of a file that cannot be used, why: the end of a sentence. */
export type Read = { readonly file: BaselineFile } | { readonly unusable: string }

/** Never throws. */
export function readBaselineFile(path: string, now: Date): Read {
  try {
    const bytes = readSmallFile(path, LARGEST_FILE)
    if (bytes === undefined) return { unusable: 'is no file of a size that can be read' }
    if (!isWithinBounds(bytes)) return { unusable: 'holds more than a baseline file can' }
    return parsed(JSON.parse(bytes.toString('utf8')), now)
  } catch (error) {
    if (isMissing(error)) return { unusable: 'is not there' }
    return { unusable: error instanceof SyntaxError ? 'is no JSON' : `cannot be read (${messageOf(error)})` }
  }
}

/** Lists and objects, and members, of a file with as many findings as there may be: others could take a hundred times their size of memory. */
const MOST_CONTAINERS = 400_000
const MOST_MEMBERS = 4_000_000
const CONTAINER_STARTS: ReadonlySet<number> = new Set(Buffer.from('[{'))
const COMMA = 0x2c

/** No text in it has any of these characters. */
function isWithinBounds(bytes: Uint8Array): boolean {
  let [containers, members] = [0, 0]
  for (const byte of bytes) {
    if (CONTAINER_STARTS.has(byte)) containers += 1
    else if (byte === COMMA) members += 1
  }
  return containers <= MOST_CONTAINERS && members <= MOST_MEMBERS
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function parsed(value: unknown, now: Date): Read {
  if (!isObject(value) || value['version'] !== BASELINE_VERSION) return { unusable: 'is no baseline file of this version' }
  const { since, target, batches, analyses } = value
  const age = typeof since === 'string' ? (now.getTime() - Date.parse(since)) / DAY : Number.NaN
  if (!(age > -1)) return { unusable: 'is damaged: it does not say when it was made' }
  if (age > OLDEST) return { unusable: `is more than ${OLDEST} days old` }
  if (!isHash(target) || !areBatches(batches) || !Array.isArray(analyses) || !analyses.every(isAnalysis)) return { unusable: 'is damaged' }
  if (analyses.some(({ findings }) => findings.some((entry) => isAhead(entry, now))))
    return { unusable: 'is damaged: it holds times that lie ahead' }
  return { file: { version: BASELINE_VERSION, since: String(since), target, batches, analyses } }
}

/** What is sent has to be later: nothing could be sent any more after the end of time. */
function isAhead({ updated }: Entry, now: Date): boolean {
  return Date.parse(updated) > now.getTime() + DAY
}

const HASH = /^[0-9a-f]{32}$/

function isAnalysis(value: unknown): value is BaselineAnalysis {
  if (!isObject(value)) return false
  const { analysis, stream, tool, runId, runNumber, findings } = value
  return (
    [analysis, stream, tool].every(isHash) &&
    typeof runId === 'string' &&
    /^\d{0,30}$/.test(runId) &&
    Number.isSafeInteger(runNumber) &&
    Array.isArray(findings) &&
    findings.every(isEntry)
  )
}

function areBatches(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MAX_FILTER_VALUES && value.every(isHash)
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

export function targetHash({ accountId, region, productArn }: Target): string {
  return digest(accountId, region, productArn)
}

/** By what an analysis of a run is found in the file, and what must be the same. */
export function analysisHashes({ prefix, tool, runs }: Pick<Analysis, 'prefix' | 'tool' | 'runs'>) {
  const stream = prefix.split('/').slice(0, STREAM_SEGMENTS).join('/')
  const versions = [...new Set(runs.map(({ run }) => run.tool.version ?? ''))].sort()
  return { analysis: digest(prefix), stream: digest(stream), tool: digest(tool.name, ...versions) }
}
/** Host, repository and branch: identity/scope.ts. */
const STREAM_SEGMENTS = 3
