import type { Finding, FindingKind, Location } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, unreadable } from '../../native/readings.js'
import { type SeverityWords, secretSeverity, severityOf } from '../../native/severity.js'
import { confidenceOfWord } from '../../vocabulary/confidence-words.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asArray, asObject, asText, isObject, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { semgrepDependency } from './dependency.js'

/** What Semgrep writes instead of the fingerprint and the matched lines for users without an account. */
const REQUIRES_LOGIN = 'requires login'

/** A match of a rule: `cli_match` in semgrep_output_v1.atd. */
export function readMatch(match: JsonObject, context: NativeContext): Entry {
  const id = asText(match['check_id'])
  const extra = asObject(match['extra'])
  if (id === undefined || extra === undefined) return unreadable('has no check_id')
  if (isUnreachable(extra)) return NOT_A_PROBLEM
  const parts = partsOf(match, id, extra, context)
  return extra['is_ignored'] === true ? suppressed(findingIn(parts)) : problem(findingIn(parts))
}

/** Semgrep has followed all calls and found that the vulnerable code of the package is never run. */
function isUnreachable(extra: JsonObject): boolean {
  return asArray(asObject(extra['sca_info'])?.['kind'])[0] === 'TransitiveUnreachable'
}

interface Parts {
  readonly id: string
  readonly extra: JsonObject
  /** What the rule's author says of the rule. */
  readonly metadata: JsonObject
  readonly cwes: readonly string[]
  readonly location: Location | undefined
}

function partsOf(match: JsonObject, id: string, extra: JsonObject, { places }: NativeContext): Parts {
  const metadata = asObject(extra['metadata']) ?? {}
  const [start, end] = [asObject(match['start']), asObject(match['end'])]
  const region = { startLine: start?.['line'], startColumn: start?.['col'], endLine: end?.['line'], endColumn: end?.['col'] }
  // Lines in the history are those of another version of the file.
  const location = places({ path: match['path'], ...(isObject(extra['historical_info']) ? {} : region) })
  return { id, extra, metadata, cwes: cwesOf(metadata['cwe']), location }
}

function findingIn(parts: Parts): Finding {
  const { id, extra, metadata, cwes, location } = parts
  const { validation_state: validation, fingerprint } = extra
  const vulnerability = semgrepDependency(parts)
  const kind = vulnerability === undefined ? kindOf(parts) : 'vulnerability'
  const quoted = quotedIn(extra)
  const severity = severityIn(parts)
  return findingOf({
    kind,
    rule: { id, helpUrl: helpUrlsOf(metadata), tags: tagsOf(metadata) },
    severity: kind === 'secret' && validation === 'CONFIRMED_VALID' ? secretSeverity(true) : severity,
    message: extra['message'],
    location,
    cwes,
    vulnerability,
    confidence: confidenceOfWord(metadata['confidence']),
    fingerprints: fingerprint === REQUIRES_LOGIN ? [] : [{ name: 'matchBasedId/v1', value: fingerprint }],
    ...(kind === 'secret' ? { secrets: quoted } : { quoted }),
  })
}

/** Semgrep's documentation, "Severity levels": ERROR is high, WARNING medium and INFO low; newer rules have the levels themselves. */
const WORDS: SeverityWords = new Map([
  ['info', 'LOW'],
  ['inventory', 'INFORMATIONAL'],
  ['experiment', 'INFORMATIONAL'],
])

function severityIn({ extra, metadata }: Parts): Finding['severity'] {
  const { 'security-severity': stated, 'sca-severity': advised } = metadata
  return severityOf({ cvss: cvssScores([{ score: stated }]), word: asText(advised) ?? wordIn(stated) ?? extra['severity'], words: WORDS })
}

/** Some rules have a word where a score is meant. */
function wordIn(value: unknown): string | undefined {
  const text = asText(value)
  return text !== undefined && /^(?:critical|high|medium|low)$/i.test(text) ? text : undefined
}

/** `technology` of rules about infrastructure and pipelines. */
const INFRASTRUCTURE: ReadonlySet<string> = new Set([
  'terraform',
  'cloudformation',
  'aws-cloudformation',
  'bicep',
  'kubernetes',
  'helm',
  'docker',
  'dockerfile',
  'docker-compose',
  'github-actions',
  'gitlab-ci',
])

function kindOf({ extra, metadata, cwes }: Parts): FindingKind {
  const technology = textsOf(metadata['technology'])
  const validated = asText(extra['validation_state']) ?? 'NO_VALIDATOR'
  if (metadata['product'] === 'secrets' || technology.includes('secrets') || validated !== 'NO_VALIDATOR') return 'secret'
  if (technology.some((one) => INFRASTRUCTURE.has(one.toLowerCase()))) return 'configuration'
  const category = asText(metadata['category']) ?? 'security'
  return category === 'security' || cwes.length > 0 ? 'code' : 'other'
}

function helpUrlsOf(metadata: JsonObject): readonly unknown[] {
  return [metadata['source'], metadata['shortlink'], ...textsOf(metadata['references']), metadata['source-rule-url']]
}

function tagsOf(metadata: JsonObject): readonly string[] {
  return ['category', 'vulnerability_class', 'owasp', 'technology'].flatMap((key) => textsOf(metadata[key]))
}

/** The matched lines and what variables of the rule stand for, as far as that is no plain word. */
function quotedIn({ lines, metavars }: JsonObject): readonly string[] {
  const contents = Object.values(asObject(metavars) ?? {}).map((one) => asText(asObject(one)?.['abstract_content']))
  const values = contents.flatMap((content) => content?.replace(/^(["'`])(.*)\1$/s, '$2') ?? [])
  return [
    ...(lines === REQUIRES_LOGIN ? [] : textsOf(lines)),
    ...values.filter((value) => /\d/.test(value) || value.length >= LONGEST_WORD),
  ]
}

/** Longer text without a digit is no word. */
const LONGEST_WORD = 16
