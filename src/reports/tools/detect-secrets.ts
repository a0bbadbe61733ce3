import type { Reading } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import type { Places } from '../native/places.js'
import { type Entry, memberAt, NOT_A_PROBLEM, problem, readEach, readMembers, suppressed, unreadable } from '../native/readings.js'
import { secretSeverity } from '../native/severity.js'
import { asText, isObject, type JsonObject } from '../vocabulary/json.js'

/**
 * Source of the members: github.com/Yelp/detect-secrets, detect_secrets/core/potential_secret.py.
 * `hashed_secret` is an unsalted SHA-1, which gives short secrets away: it goes nowhere.
 */
export const detectSecrets: DocumentFormat = {
  shape: 'document',
  id: 'detect-secrets',
  name: 'detect-secrets JSON',
  tool: { name: 'detect-secrets', vendor: 'Yelp' },
  covers: 'detect-secrets, all versions: scans and baselines, audited ones too',
  command: 'detect-secrets scan > detect-secrets.json',
  detect: ({ plugins_used: plugins, results }) => Array.isArray(plugins) && isObject(results),
  read: (report, { places }) => ({
    tool: { version: asText(report['version']) },
    readings: () => readFiles(report['results'], places),
  }),
}

function* readFiles(results: unknown, places: Places): Generator<Reading> {
  if (!isObject(results)) yield* readMembers(results, 'results', () => NOT_A_PROBLEM)
  else {
    for (const [path, secrets] of Object.entries(results)) {
      yield* readEach(secrets, memberAt('results', path), (secret) => readSecret(secret, path, places))
    }
  }
}

function readSecret(secret: JsonObject, path: string, places: Places): Entry {
  const id = asText(secret['type'])
  if (id === undefined) return unreadable('has no type')
  const verified = secret['is_verified'] === true
  const found = findingOf({
    kind: 'secret',
    rule: { id, title: `${id} found` },
    severity: secretSeverity(verified),
    message: verified ? `${id} found. detect-secrets has tried it: it works.` : `${id} found.`,
    location: places({ path, startLine: secret['line_number'] }),
    secrets: [secret['hashed_secret']],
  })
  // What `detect-secrets audit` asks a person; absent before that.
  return secret['is_secret'] === false ? suppressed(found) : problem(found)
}
