import type { Finding, Reading } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, problem, readEach, suppressed, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { advisoriesIn } from '../vocabulary/advisory-ids.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { upgradesFrom } from '../vocabulary/fixed-versions.js'
import { asArray, asObject, asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/pyupio/safety, safety/formatters/json.py, safety/models/vulnerabilities.py; safety_schemas for `safety scan`. */
export const safety: DocumentFormat = {
  shape: 'document',
  id: 'safety',
  name: 'Safety JSON',
  tool: { name: 'Safety', vendor: 'Safety' },
  covers: 'Safety 2 and 3: check --output json (or --json), scan --output json',
  command: 'safety check --file requirements.txt --save-json safety.json || true',
  detect: (report) => isCheck(report) || isScan(report),
  read: (report, context) => (isScan(report) ? readScan(report, context) : readCheck(report, context)),
}

function isCheck(report: JsonObject): boolean {
  return has(report, 'report_meta', 'vulnerabilities', 'ignored_vulnerabilities') && has(report, 'scanned_packages')
}

function isScan(report: JsonObject): boolean {
  return has(report, 'meta', 'scan_results') && has(asObject(report['meta']) ?? {}, 'scan_type')
}

function readCheck(report: JsonObject, context: NativeContext): NativeRun {
  const meta = asObject(report['report_meta'])
  const scanned = textsOf(meta?.['scanned'])
  const entryOf = (make: (finding: Finding) => Entry) => (entry: JsonObject) => readVulnerability(entry, scanned, context, make)
  return {
    tool: { version: asText(meta?.['safety_version']) },
    *readings() {
      yield* mergeAliases(
        readEach(report['vulnerabilities'], 'vulnerabilities', (entry) => entryOf(isIgnored(entry) ? suppressed : problem)(entry)),
      )
      yield* mergeAliases(readEach(report['ignored_vulnerabilities'], 'ignored_vulnerabilities', entryOf(suppressed)))
    },
  }
}

/** An object without members, or `false`, for one that is not. */
function isIgnored({ ignored }: JsonObject): boolean {
  return ignored === true || Object.keys(asObject(ignored) ?? {}).length > 0
}

function readVulnerability(
  entry: JsonObject,
  scanned: readonly string[],
  { places }: NativeContext,
  make: (finding: Finding) => Entry,
): Entry {
  const id = idOf(entry['vulnerability_id'])
  const name = asText(entry['package_name'])
  if (id === undefined || name === undefined) return unreadable('has no vulnerability_id or no package_name')
  const requirement = asObject(entry['analyzed_requirement'])
  const [file] = scanned
  // A scan of an environment names the interpreter's folders.
  const path =
    asText(requirement?.['found']) ?? (scanned.length === 1 && /\.(?:txt|toml|lock|in|cfg|py)$/i.test(file ?? '') ? file : undefined)
  const severity = asObject(entry['severity'])
  const version = asText(entry['analyzed_version'])
  return make(
    findingIn({
      id,
      names: [...textsOf(entry['CVE']), ...textsOf(severity?.['source']), ...textsOf(asObject(entry['CVE'])?.['name'])],
      name,
      version,
      fixed: upgradesFrom(version, textsOf(entry['fixed_versions'])),
      cvss: ['cvssv4', 'cvssv3', 'cvssv2'].flatMap((key) => cvssFacts(asObject(severity?.[key]), key)),
      advisory: entry['advisory'],
      page: entry['more_info_url'] ?? entry['more_info_path'],
      urls: textsOf(entry['resources']),
      published: entry['published_date'],
      location: places({ path }),
    }),
  )
}

interface SafetyFacts {
  readonly id: string
  readonly names: readonly string[]
  readonly name: string
  readonly version: string | undefined
  readonly fixed: readonly string[]
  readonly cvss: Parameters<typeof cvssScores>[0]
  readonly advisory: unknown
  readonly page: unknown
  readonly urls: readonly string[]
  readonly published: unknown
  readonly location: Finding['location']
}

function findingIn({ id, names, name, version, fixed, cvss, advisory, page, urls, published, location }: SafetyFacts): Finding {
  const affected = packageOf({ name, version, ecosystem: 'pypi', path: location?.path, fixed })
  const scores = cvssScores(cvss)
  return findingOf({
    kind: 'vulnerability',
    rule: { id, description: advisory, helpUrl: page },
    severity: severityOf({ cvss: scores }),
    location,
    vulnerability: vulnerabilityOf({
      names: [id, ...names.flatMap((text) => advisoriesIn(text))],
      packages: affected === undefined ? [] : [affected],
      cvss: scores,
      vendor: { name: 'Safety', url: page, created: published },
      urls: [page, ...urls],
    }),
  })
}

/** Safety's own number for an advisory. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : asText(value)
}

function cvssFacts(score: JsonObject | undefined, key: string): SafetyFacts['cvss'] {
  if (score === undefined) return []
  return [{ version: Number(key.at(-1)), score: score['base_score'], vector: score['vector_string'], source: 'Safety' }]
}

/** What `safety scan` writes: projects, files, packages, versions of them, advisories, each in the one before. */
function readScan(report: JsonObject, context: NativeContext): NativeRun {
  const results = asObject(report['scan_results'])
  return {
    tool: { version: asText(asObject(asObject(report['meta'])?.['telemetry'])?.['safety_version']) },
    *readings() {
      yield* withinEach(results?.['projects'], 'scan_results.projects', (project, at) =>
        withinEach(project['files'], `${at}.files`, (file, fileAt) => readFile(file, fileAt, context)),
      )
      yield* withinEach(results?.['files'], 'scan_results.files', (file, at) => readFile(file, at, context))
    },
  }
}

function readFile(file: JsonObject, at: string, { places }: NativeContext): Iterable<Reading> {
  const location = places({ path: file['location'] })
  const dependencies = asObject(file['results'])?.['dependencies']
  return mergeAliases(
    withinEach(dependencies, `${at}.results.dependencies`, (dependency, place) =>
      withinEach(dependency['specifications'], `${place}.specifications`, (one, specAt) => {
        const found = asObject(one['vulnerabilities'])
        return readEach(found?.['known_vulnerabilities'], `${specAt}.vulnerabilities.known_vulnerabilities`, (entry) =>
          readKnown(entry, dependency, one, location),
        )
      }),
    ),
  )
}

function readKnown(entry: JsonObject, dependency: JsonObject, specification: JsonObject, location: Finding['location']): Entry {
  const id = idOf(entry['id'])
  const name = asText(dependency['name'])
  if (id === undefined || name === undefined) return unreadable('has no id or no package')
  const raw = asText(specification['raw'])
  const version = /==\s{0,9}([\w.!+]{1,100})/.exec(raw ?? '')?.[1]
  const remediation = asObject(asObject(specification['vulnerabilities'])?.['remediation'])
  const fixed = [remediation?.['recommended'], ...asArray(remediation?.['other_recommended'])].flatMap((one) => asText(one) ?? [])
  const cve = asObject(entry['CVE'])
  const finding = findingIn({
    id,
    names: [...textsOf(entry['CVE']), ...textsOf([cve?.['name']])],
    name,
    version,
    fixed: upgradesFrom(version, fixed),
    cvss: ['cvssv3', 'cvssv2'].flatMap((key) => cvssFacts(asObject(cve?.[key]), key)),
    advisory: entry['advisory'],
    page: entry['more_info_url'],
    urls: [],
    published: undefined,
    location,
  })
  const ignored = asObject(entry['ignored'])
  return ignored !== undefined && asText(ignored['code']) !== undefined ? suppressed(finding) : problem(finding)
}
