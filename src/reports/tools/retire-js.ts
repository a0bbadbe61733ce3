import type { Location, Reading } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { NativeContext, RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, problem, readEach, unreadable, withinEach } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { bestFirst } from '../vocabulary/advisory-ids.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import { oneLine } from '../vocabulary/plain-text.js'

/** Source of the members: github.com/RetireJS/retire.js, node/src/types.ts and reporters/json.ts. */
export const retireJs: RecordsFormat = {
  shape: 'records',
  id: 'retire-js',
  name: 'Retire.js JSON',
  tool: { name: 'Retire.js', vendor: 'Retire.js' },
  covers: 'Retire.js: the output formats json and jsonsimple',
  command: 'npx retire --outputformat json --outputpath retire.json',
  clean: ['[]'],
  detect: (first) => isReport(first) || isFile(first),
  read: (records, context) => {
    const reports = objectsOf(records).filter(isReport)
    return {
      tool: { version: reports.flatMap(({ version }) => asText(version) ?? [])[0] },
      failures: toolErrors(
        reports.flatMap(({ errors }) => asArray(errors)),
        'errors',
      ),
      readings: () => (reports.length === 0 ? readFiles(records, '', context) : readReports(records, context)),
    }
  },
}

function isReport(first: JsonObject): boolean {
  return Array.isArray(first['data']) && has(first, 'version', 'start', 'errors')
}

/** Scans of installed packages name no file. */
function isFile(first: JsonObject): boolean {
  const [component] = objectsOf(first['results'])
  return component !== undefined && has(component, 'component', 'version')
}

function readReports(reports: readonly unknown[], context: NativeContext): Iterable<Reading> {
  const [only] = reports
  if (reports.length === 1 && isObject(only)) return readFiles(only['data'], 'data', context)
  return withinEach(reports, '', (report, at) => readFiles(report['data'] ?? 'nothing', `${at}.data`, context))
}

function readFiles(files: unknown, at: string, { places }: NativeContext): Iterable<Reading> {
  return withinEach(files, at, (file, fileAt) => {
    const location = places({ path: file['file'] })
    return withinEach(file['results'], `${fileAt}.results`, (component, place) => readComponent(component, place, location))
  })
}

function* readComponent(component: JsonObject, at: string, location: Location | undefined): Generator<Reading> {
  yield* mergeAliases(
    readEach(component['vulnerabilities'], `${at}.vulnerabilities`, (entry) => readVulnerability(entry, component, location)),
  )
}

/** Source: node/src/types.ts. */
const WORDS: SeverityWords = new Map([['none', 'INFORMATIONAL']])

function readVulnerability(entry: JsonObject, component: JsonObject, location: Location | undefined): Entry {
  const affected = packageOf({
    name: component['npmname'] ?? component['component'],
    version: component['version'],
    ecosystem: 'npm',
    path: location?.path,
    fixed: fixedBy(entry['below']),
  })
  if (affected === undefined) return unreadable('has no component')
  const identifiers = asObject(entry['identifiers']) ?? {}
  const names = namesOf(identifiers, affected.name)
  const summary = asText(identifiers['summary'])
  const [id = affected.name] = names
  const title = summary !== undefined && !isPublic(id) ? `${oneLine(summary)} (${affected.name} ${affected.version ?? ''})` : undefined
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, title: summary, description: entry['details'] ?? identifiers['details'], helpUrl: textsOf(entry['info'])[0] },
      severity: severityOf({ word: entry['severity'], words: WORDS }),
      title,
      location,
      cwes: cwesOf(entry['cwe']),
      vulnerability: vulnerabilityOf({
        names,
        packages: [affected],
        vendor: { name: 'Retire.js', severity: entry['severity'] },
        urls: asArray(entry['info']),
      }),
    }),
  )
}

/** The lowest version that is not affected; a version of nines says that there is none. */
function fixedBy(below: unknown): string | undefined {
  const version = asText(below)
  return version === undefined || /^9{3,}/.test(version) ? undefined : version
}

/** Without a public name it is named by the library's own number for the problem, else by the words for it. */
function namesOf(identifiers: JsonObject, component: string): readonly string[] {
  const known = [...textsOf(identifiers['CVE']), ...textsOf(identifiers['githubID'])]
  if (known.length > 0) return bestFirst(known)
  const own = ['retid', 'osvdb', 'issue', 'bug', 'PR', 'commit', 'blog', 'release', 'summary'].flatMap((key) =>
    textsOf(identifiers[key]).map((text) => (key === 'retid' ? `retid-${text}` : `${component}: ${key} ${oneLine(text)}`)),
  )
  return own.slice(0, 1)
}

function isPublic(id: string): boolean {
  return /^(?:CVE|GHSA)-/.test(id)
}
