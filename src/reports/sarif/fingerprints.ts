import type { ToolFingerprint } from '../../finding.js'
import { asText, isObject, type JsonObject } from '../vocabulary/json.js'

/** A shorter value tells too few things apart: `1`, `37`, `abc`. */
const SHORTEST = 8

/** What tools write when they have no fingerprint. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['requires login', 'unknown', 'not available', 'undefined'])

/** Personal data, and values of the commit, the whole file or the column instead of the problem. Letters of the name in lower case. */
const UNFIT: ReadonlySet<string> = new Set([
  'author',
  'authoremail',
  'authorname',
  'commit',
  'commitmessage',
  'commitsha',
  'committer',
  'date',
  'email',
  'primarylocationstartcolumnfingerprint',
  'scanfilehash',
  'scantagshash',
])

const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i

/**
 * The fingerprints of a result, best first: `correlationGuid` (§3.27.4), then `fingerprints`, then `partialFingerprints` (§3.27.16-17) with
 * code scanning's `primaryLocationLineHash` before the others; of one name only the highest version (§3.27.17). `guid` names one report of
 * a problem and is no fingerprint. Whether a value can be trusted over a whole report is not decided here.
 */
export function fingerprintsOf(result: JsonObject): readonly ToolFingerprint[] {
  const correlation = asText(result['correlationGuid'])
  const whole = readFingerprints(result['fingerprints'])
  const partial = readFingerprints(result['partialFingerprints'])
  if (correlation === undefined || !GUID.test(correlation)) return whole.length === 0 ? partial : [...whole, ...partial]
  return [{ name: 'correlationGuid', value: correlation.toLowerCase() }, ...whole, ...partial]
}

const NONE: readonly ToolFingerprint[] = []

function readFingerprints(map: unknown): readonly ToolFingerprint[] {
  if (!isObject(map)) return NONE
  const newest = new Map<string, { readonly version: number; readonly fingerprint: ToolFingerprint }>()
  for (const [name, raw] of Object.entries(map)) {
    const value = asText(raw)
    const key = versionedName(name)
    if (value === undefined || !isFit(key.name, value)) continue
    if ((newest.get(key.name)?.version ?? OLDEST) < key.version)
      newest.set(key.name, { version: key.version, fingerprint: { name, value } })
  }
  return Array.from(newest.values(), ({ fingerprint }) => fingerprint).sort(inOrder)
}

/** Below every version, "no version" (-1) included. */
const OLDEST = -2

/** `a/b/v2` is version 2 of `a/b`; without `v` and a plain number at the end a name has no version, which is older than any. */
export function versionedName(name: string): { readonly name: string; readonly version: number } {
  const slash = name.lastIndexOf('/')
  const version = /^v(0|[1-9]\d*)$/.exec(name.slice(slash + 1))?.[1]
  return slash < 0 || version === undefined ? { name, version: -1 } : { name: name.slice(0, slash), version: Number(version) }
}

function isFit(name: string, value: string): boolean {
  return value.length >= SHORTEST && !PLACEHOLDERS.has(value.toLowerCase()) && !UNFIT.has(name.toLowerCase().replace(/[^a-z]/g, ''))
}

function inOrder(left: ToolFingerprint, right: ToolFingerprint): number {
  const byName = left.name < right.name ? -1 : 1
  return Number(isLineHash(right)) - Number(isLineHash(left)) || byName
}

function isLineHash({ name }: ToolFingerprint): boolean {
  return name === 'primaryLocationLineHash'
}
