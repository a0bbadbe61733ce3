import type { Reading } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { problem, readEach, toReading, withinMembers } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { type UnreadFile, unreadFiles } from '../native/unread-files.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asArray, asObject, asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/ajinabraham/njsscan, njsscan/njsscan.py and njsscan/formatters. The name is the one in its SARIF. */
export const njsscan: DocumentFormat = {
  shape: 'document',
  id: 'njsscan',
  name: 'njsscan JSON',
  tool: { name: 'nodejsscan', vendor: 'OpenSecurity' },
  covers: 'njsscan, all versions',
  command: 'njsscan --json --output njsscan.json .',
  mounts: ['/src'],
  detect: (report) => has(report, 'njsscan_version', 'nodejs', 'templates'),
  read: (report, { places }) => ({
    tool: { version: asText(report['njsscan_version']) },
    ...unreadFiles(unreadIn(report['errors'], places), 'errors'),
    *readings() {
      yield* withinMembers(report['nodejs'], 'nodejs', (rule, id, at) => readRule(rule, id, at, places))
      yield* withinMembers(report['templates'], 'templates', (rule, id, at) => readRule(rule, id, at, places))
    },
  }),
}

/** Semgrep's errors as it writes them, with the file that one is about, or a text when there was no Semgrep. */
function unreadIn(errors: unknown, places: Places): readonly UnreadFile[] {
  return asArray(errors).map((error) => {
    const { path, message, long_msg: told, type } = asObject(error) ?? {}
    return { location: places({ path }), error: asText(error) ?? asText(message) ?? told ?? type }
  })
}

/** In its SARIF an INFO is a note. */
const WORDS: SeverityWords = new Map([['info', 'LOW']])

/** A rule with its matches. One without any misses a safeguard in the whole project (`--missing-controls`). */
function* readRule(rule: JsonObject, id: string, at: string, places: Places): Generator<Reading> {
  if (has(rule, 'files')) yield* readEach(rule['files'], `${at}.files`, (match) => problem(findingIn(rule, id, match, places)))
  else yield toReading(problem(findingIn(rule, id, {}, places)), at)
}

function findingIn({ metadata }: JsonObject, id: string, match: JsonObject, places: Places) {
  const facts = asObject(metadata)
  const [startLine, endLine] = asArray(match['match_lines'])
  const [startColumn, endColumn] = asArray(match['match_position'])
  return findingOf({
    kind: 'code',
    rule: {
      id,
      helpUrl: `https://ajinabraham.github.io/nodejsscan/#${encodeURIComponent(id.toWellFormed())}`,
      tags: textsOf(facts?.['owasp-web']),
    },
    severity: severityOf({ word: facts?.['severity'], words: WORDS }),
    message: facts?.['description'],
    location: places({ path: match['file_path'], startLine, endLine, startColumn, endColumn }),
    cwes: cwesOf(facts?.['cwe']),
    quoted: [match['match_string']],
  })
}
