/**
 * The scope of an analysis and the Ids in it.
 * An Id reads `<host>/<repository>/<branch scope>/<tool>/<category>/<fingerprint>`: no segment ever contains a `/`, so everything up to the
 * last one is a PREFIX filter that finds this analysis and nothing else.
 */

import { redactName } from '../redact/text.js'
import type { BranchScope } from '../run-context.js'
import { digest } from './digest.js'
import { familyOfStored, familyStems, type NamedTool, toolFamily } from './tool-family.js'

/** A stream of analyses: what every tool says of one branch of one repository. */
export interface StreamScope {
  /** `https://github.com`. */
  readonly serverUrl: string
  /** `owner/name`, used when there is no id. */
  readonly repository: string
  /** Survives a rename of the repository. */
  readonly repositoryId?: string
  readonly branch: BranchScope
}

export interface AnalysisScope extends StreamScope {
  readonly tool: string
  /** Only to know it in the name. */
  readonly toolVersion?: string
  /** `''` for none. */
  readonly category: string
}

/** ASFF allows 512 characters for an Id; three free segments of this length leave room for host, repository and fingerprint. */
const MAX_SEGMENT_LENGTH = 110
/** No longer text ends so: a short one that does would pass for it. */
const LOOKS_CUT = /~[0-9a-f]{32}$/
/** Characters of a segment that is too long which stay readable in front of its hash. */
const READABLE_LENGTH = MAX_SEGMENT_LENGTH - 33

/** @returns the part that all Ids of the analysis share, with its trailing `/` */
export function scopePrefix(scope: AnalysisScope): string {
  return `${streamPrefix(scope)}${segment(toolFamily(toolOf(scope)))}/${segment(scope.category)}/`
}

/** @returns the part that all Ids of the stream share, and no Id of another one has, with its trailing `/` */
export function streamPrefix({ serverUrl, repositoryId, repository, branch }: StreamScope): string {
  return `${host(serverUrl)}/${segment(repositoryId ?? repository)}/${branchSegment(branch)}/`
}

/**
 * What the Ids of the analysis may begin with: its prefix, and where other names of its tool may have been written by earlier versions of this
 * action, what these names begin with. Wider than the analysis: `analysisPrefix` says which of the answers are its own.
 */
export function searchPrefixes(scope: AnalysisScope): readonly string[] {
  const stream = streamPrefix(scope)
  return [scopePrefix(scope), ...familyStems(toolOf(scope)).map((stem) => `${stream}${segment(stem)}`)]
}

/** Host, repository and stream. */
const STREAM_SEGMENTS = 3

/**
 * The prefix of the analysis that a finding belongs to, by its Id, whatever name its tool had when it was first imported.
 * @param prefixes of analyses: what begins with one of them is its own
 */
export function analysisPrefix(id: string, prefixes: ReadonlySet<string>): string {
  const own = id.slice(0, id.lastIndexOf('/') + 1)
  if (prefixes.has(own)) return own
  const segments = own.split('/')
  const tool = segments[STREAM_SEGMENTS]
  return tool === undefined ? segments.join('/') : segments.with(STREAM_SEGMENTS, familySegment(tool)).join('/')
}

function familySegment(escaped: string): string {
  const name = unescaped(escaped)
  const family = name === undefined ? undefined : familyOfStored(name)
  return family === undefined || family === name ? escaped : segment(family)
}

/** Only what `segment` escapes the same way again: neither what was cut nor what somebody else wrote. */
function unescaped(escaped: string): string | undefined {
  try {
    const name = decodeURIComponent(escaped)
    return segment(name) === escaped ? name : undefined
  } catch {
    return undefined
  }
}

function toolOf({ tool, toolVersion }: AnalysisScope): NamedTool {
  return { name: tool, version: toolVersion }
}

function branchSegment(branch: BranchScope): string {
  if (branch.kind === 'default-branch') return 'default'
  if (branch.kind === 'pull-request') return branch.head === undefined ? `pull:${branch.number}` : `pull-from:${segment(branch.head)}`
  return `${branch.kind}:${segment(branch.name)}`
}

function host(serverUrl: string): string {
  return segment(serverUrl.replace(/^[a-z]+:\/\//i, '').split('/', 1)[0] ?? '')
}

/**
 * Percent-encoding leaves no `/` and no blank; a colon is escaped too, so that `branch:` cannot be imitated. What is too long is cut and hashed,
 * and so is what looks as if it had been, text that is not well-formed, and a name that holds a
 * credential: no two texts give one segment.
 */
function segment(text: string): string {
  const told = redactName(text)
  const escaped = encodeURIComponent(told.toWellFormed())
  if (told === text && escaped.length <= MAX_SEGMENT_LENGTH && text.isWellFormed() && !LOOKS_CUT.test(escaped)) return escaped
  // JSON spells out what is not well-formed.
  const exact = text.isWellFormed() ? text : JSON.stringify(text)
  return `${escaped.slice(0, READABLE_LENGTH)}~${digest(exact)}`
}
