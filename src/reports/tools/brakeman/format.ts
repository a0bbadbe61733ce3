import type { Finding, Location } from '../../../finding.js'
import { vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { placeBelow } from '../../native/place-below.js'
import type { PlaceFacts, Places } from '../../native/places.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { toolErrors } from '../../native/tool-errors.js'
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { confidenceOfWord } from '../../vocabulary/confidence-words.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { brakemanPackage } from './package.js'

/** Source of the members: github.com/presidentbeef/brakeman, lib/brakeman/report/report_json.rb and lib/brakeman/warning.rb. */
export const brakeman: DocumentFormat = {
  shape: 'document',
  id: 'brakeman',
  name: 'Brakeman JSON',
  tool: { name: 'Brakeman', vendor: 'Brakeman' },
  covers: 'Brakeman, all versions',
  command: 'brakeman --format json --output brakeman.json --no-exit-on-warn',
  mounts: ['/code'],
  detect: (report) => has(report, 'warnings') && SCAN_INFO.some((name) => has(asObject(report['scan_info']) ?? {}, name)),
  read: (report, { places }) => {
    const info = asObject(report['scan_info'])
    const app = appOf(info, places)
    const entryOf = (make: (finding: Finding) => Entry) => (warning: JsonObject) => readWarning(warning, app, make)
    return {
      tool: { version: asText(info?.['brakeman_version']) },
      failures: toolErrors(
        objectsOf(report['errors']).map(({ error }) => error),
        'errors',
      ),
      *readings() {
        yield* readEach(report['warnings'], 'warnings', entryOf(problem))
        yield* readEach(report['ignored_warnings'], 'ignored_warnings', entryOf(suppressed))
      },
    }
  },
}

/** What only Brakeman tells of a scan; old versions do not tell all of it. */
const SCAN_INFO = ['brakeman_version', 'rails_version', 'app_path'] as const

/** The Rails application that was scanned; it need not be the repository's root. */
interface App {
  readonly rails: string | undefined
  locate(facts: PlaceFacts): Location | undefined
}

function appOf(info: JsonObject | undefined, places: Places): App {
  return { rails: asText(info?.['rails_version']), locate: (facts) => placeBelow(places, info?.['app_path'], facts) }
}

/** Brakeman grades by how sure it is; its SARIF makes levels of that, too (report_sarif.rb, infer_level). */
const WORDS: SeverityWords = new Map([['weak', 'LOW']])

function readWarning(warning: JsonObject, app: App, make: (finding: Finding) => Entry): Entry {
  const { warning_code: code, warning_type: type, check_name: check, confidence, link } = warning
  if (typeof code !== 'number' || !Number.isSafeInteger(code) || code < 0) return unreadable('has no warning_code')
  const location = app.locate({ path: warning['file'], startLine: warning['line'], logicalName: scopeOf(warning['location']) })
  const advisory = advisoryOf(warning, app, location?.path)
  return make(
    findingOf({
      kind: advisory === undefined ? 'code' : 'vulnerability',
      // As in Brakeman's SARIF (report_sarif.rb, render_id).
      rule: { id: `BRAKE${String(code).padStart(4, '0')}`, name: nameOf(check, type), helpUrl: link, tags: textsOf(type) },
      severity: severityOf({ word: confidence, words: WORDS }),
      message: warning['message'],
      location,
      cwes: cwesOf(warning['cwe_id']),
      vulnerability: advisory,
      confidence: confidenceOfWord(confidence),
      fingerprints: [{ name: 'brakeman', value: warning['fingerprint'] }],
    }),
  )
}

function nameOf(check: unknown, type: unknown): string | undefined {
  const names = [asText(check), asText(type)].filter((name) => name !== undefined)
  return names.length === 0 ? undefined : names.join('/')
}

/** `UsersController#show`, `users/show`, `User`. */
function scopeOf(value: unknown): string | undefined {
  const location = asObject(value)
  const scope = [location?.['class'], location?.['template'], location?.['model'], location?.['controller']]
    .map(asText)
    .find((name) => name !== undefined)
  const method = asText(location?.['method'])
  if (scope === undefined || method === undefined) return scope
  // Class methods have their class before them.
  return method.startsWith(`${scope}.`) ? method : `${scope}#${method}`
}

/** Brakeman knows the advisories of Rails and its gems, and names them in the message. */
function advisoryOf({ message, link }: JsonObject, { rails }: App, path: string | undefined): Finding['vulnerability'] {
  const names = advisoriesIn(asText(message) ?? '')
  const gem = brakemanPackage(asText(message) ?? '', rails, path)
  return names.length === 0 ? undefined : vulnerabilityOf({ names, packages: gem === undefined ? [] : [gem], urls: [link] })
}
