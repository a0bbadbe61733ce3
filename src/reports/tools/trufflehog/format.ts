import { findingOf } from '../../native/finding.js'
import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable } from '../../native/readings.js'
import { secretSeverity } from '../../native/severity.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject } from '../../vocabulary/json.js'
import { createLocator, type Locator } from './place.js'
import { rawSecrets } from './raw.js'

/**
 * Source of the members: github.com/trufflesecurity/trufflehog, pkg/output/json.go. `Redacted` still shows a part of the secret,
 * `ExtraData` and `StructuredData` what the provider says of its owner: none of them goes into a finding.
 */
export const trufflehog: RecordsFormat = {
  shape: 'records',
  id: 'trufflehog',
  name: 'TruffleHog JSON',
  tool: { name: 'TruffleHog', vendor: 'Truffle Security' },
  covers: 'TruffleHog 3, all sources: files, Git histories, images, buckets',
  command: 'trufflehog filesystem . --json --no-update > trufflehog.ndjson',
  clean: ['nothing', '[]'],
  detect: (_, records) => records.some((record) => isObject(record) && has(record, 'SourceMetadata', 'DetectorName')),
  read: (records, context) => {
    const locate = createLocator(context)
    return {
      failures: toolErrors(errorsIn(records), ''),
      *readings() {
        const known = new Set<string>()
        yield* readEach(records, '', (record) => (isLogLine(record) ? NOT_A_PROBLEM : readSecret(record, locate, known)))
      },
    }
  },
}

/** The log goes to another stream; `2>&1` puts it among the results. */
function isLogLine(record: JsonObject): boolean {
  return has(record, 'level', 'msg') && !has(record, 'SourceMetadata')
}

function errorsIn(records: readonly unknown[]): readonly unknown[] {
  const lines = records.filter(isObject).filter(isLogLine)
  return lines.filter(({ level }) => /^(?:error|fatal)/.test(asText(level) ?? '')).map(({ msg }) => msg)
}

/** What TruffleHog says of a detector of the user's own that nobody has described. */
const UNDESCRIBED = 'This is a user-defined detector with no description provided.'

/**
 * @param known what was read before: parts of a file that overlap, decoders and commits give the same secret on the same line several times
 */
function readSecret(record: JsonObject, locate: Locator, known: Set<string>): Entry {
  const detector = asText(record['DetectorName'])
  if (detector === undefined) return unreadable('has no detector')
  const extra = asObject(record['ExtraData'])
  // Every detector of the user's own has the same name; its own is beside it.
  const id = detector === 'CustomRegex' ? (asText(extra?.['name']) ?? detector) : detector
  const secrets = rawSecrets(record)
  const place = locate(record, id, secrets)
  const key = JSON.stringify([id, place, secrets[0]])
  if (known.has(key)) return { verdict: 'duplicate' }
  known.add(key)
  const verified = record['Verified'] === true
  const description = record['DetectorDescription']
  return problem(
    findingOf({
      kind: 'secret',
      rule: {
        id,
        title: `${id} secret`,
        description: description === UNDESCRIBED ? undefined : description,
        helpUrl: extra?.['rotation_guide'],
      },
      severity: secretSeverity(verified),
      message: `${id} secret. ${verified ? 'TruffleHog has tried it: it works.' : 'TruffleHog has not been able to verify it.'}`,
      ...place,
      secrets: [...secrets, record['Redacted']],
    }),
  )
}
