import type { CvssScore, Location, Reading } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, memberAt, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { CARGO_WARNINGS, type CargoLock, cargoWarning, readCargoLock } from '../vocabulary/cargo.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { startOfDay } from '../vocabulary/day.js'
import { fixedVersions, upgradesFrom } from '../vocabulary/fixed-versions.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/rustsec/rustsec, rustsec/src/{report,warning}.rs and advisory/metadata.rs. */
export const cargoAudit: DocumentFormat = {
  shape: 'document',
  id: 'cargo-audit',
  name: 'cargo-audit JSON',
  tool: { name: 'cargo-audit', vendor: 'RustSec' },
  covers: 'cargo-audit 0.11 and later: lock files and binaries, warnings too',
  command: 'cargo audit --json > cargo-audit.json',
  detect: ({ lockfile, vulnerabilities }) =>
    has(asObject(lockfile) ?? {}, 'dependency-count') &&
    has(asObject(vulnerabilities) ?? {}, 'found', 'count') &&
    Array.isArray(asObject(vulnerabilities)?.['list']),
  read: (report, context) => {
    const lists = [
      { at: 'vulnerabilities.list', entries: asObject(report['vulnerabilities'])?.['list'] },
      ...warningLists(report['warnings']),
    ]
    const lock = openLock(
      context,
      lists.flatMap(({ entries }) => objectsOf(entries)),
    )
    return {
      *readings() {
        for (const { at, entries, kind } of lists) yield* readList(entries, at, kind, lock, context)
      },
    }
  },
}

interface List {
  readonly at: string
  readonly entries: unknown
  /** Of a warning. */
  readonly kind?: string
}

/** By kind since version 0.11.2, a plain array before. */
function warningLists(warnings: unknown): readonly List[] {
  if (isObject(warnings)) return Object.entries(warnings).map(([kind, entries]) => ({ at: memberAt('warnings', kind), entries, kind }))
  return [{ at: 'warnings', entries: warnings, kind: 'warning' }]
}

interface Lock extends Pick<CargoLock, 'lineOf'> {
  /** In the repository. */
  readonly path: string
}

/** The lock file that has every package of the report. cargo-audit itself does not tell it. */
function openLock({ nearby }: NativeContext, entries: readonly JsonObject[]): Lock | undefined {
  const packages = objectsOf(entries.map((entry) => entry['package']))
  const file = nearby(['Cargo.lock'], (text) => {
    const lock = readCargoLock(text)
    return packages.length > 0 && packages.every((one) => lineOfPackage(lock, one) !== undefined)
  })
  return file && { path: file.path, ...readCargoLock(file.text) }
}

function lineOfPackage({ lineOf }: Pick<CargoLock, 'lineOf'>, { name, version }: JsonObject): number | undefined {
  return lineOf(name, version)
}

function* readList(
  entries: unknown,
  at: string,
  kind: string | undefined,
  lock: Lock | undefined,
  { places }: NativeContext,
): Generator<Reading> {
  yield* mergeAliases(
    readEach(entries, at, (entry) => {
      const crate = asObject(entry['package'])
      if (asText(crate?.['name']) === undefined || crate === undefined) return unreadable('has no package')
      const location = places({ path: lock?.path, startLine: lock && lineOfPackage(lock, crate) })
      return kind === undefined
        ? readVulnerability(entry, crate, location)
        : readWarning(entry, crate, location, asText(entry['kind']) ?? kind)
    }),
  )
}

function readVulnerability(entry: JsonObject, crate: JsonObject, location: Location | undefined): Entry {
  const advisory = asObject(entry['advisory'])
  const id = asText(advisory?.['id'])
  if (advisory === undefined || id === undefined) return unreadable('has no advisory')
  const cvss = cvssScores([{ vector: advisory['cvss'] }])
  return problem(
    findingOf({
      kind: 'vulnerability',
      ...aboutAdvisory(advisory, id),
      severity: severityOf({ cvss }),
      location,
      vulnerability: vulnerabilityIn(advisory, entry, crate, cvss, location),
    }),
  )
}

function readWarning(entry: JsonObject, crate: JsonObject, location: Location | undefined, kind: string): Entry {
  const advisory = asObject(entry['advisory'])
  const id = asText(advisory?.['id'])
  const named = `${asText(crate['name'])} ${asText(crate['version']) ?? ''}`.trim()
  const severity = severityOf({ word: kind, words: CARGO_WARNINGS })
  if (advisory === undefined || id === undefined) {
    const message = cargoWarning(kind, named)
    const where = { ...location, logicalName: asText(crate['name']) ?? '' }
    return problem(findingOf({ kind: 'other', rule: { id: kind }, severity, message, title: `${named} is ${kind}`, location: where }))
  }
  const cvss = cvssScores([{ vector: advisory['cvss'] }])
  const vulnerability = vulnerabilityIn(advisory, entry, crate, cvss, location)
  const finding = findingOf({
    kind: kind === 'unsound' ? 'vulnerability' : 'other',
    ...aboutAdvisory(advisory, id),
    severity,
    location,
    vulnerability,
  })
  return problem(kind === 'unsound' ? finding : { ...finding, title: `${named} is ${kind}` })
}

function aboutAdvisory(advisory: JsonObject, id: string): Pick<Parameters<typeof findingOf>[0], 'rule'> {
  const { title, description, categories } = advisory
  const tags = asArray(categories).flatMap((category) => asText(category) ?? [])
  return { rule: { id, title, description, helpUrl: pageOf(id), tags } }
}

function vulnerabilityIn(
  advisory: JsonObject,
  { versions }: JsonObject,
  { name, version }: JsonObject,
  cvss: readonly CvssScore[],
  location: Location | undefined,
): ReturnType<typeof vulnerabilityOf> {
  const id = asText(advisory['id']) ?? ''
  const fixed = upgradesFrom(asText(version), fixedVersions(asObject(versions)?.['patched']))
  const affected = packageOf({ name, version, ecosystem: 'cargo', path: location?.path, fixed })
  return vulnerabilityOf({
    names: [id, ...asArray(advisory['aliases'])],
    packages: affected === undefined ? [] : [affected],
    cvss,
    vendor: { name: 'RustSec', url: pageOf(id), created: startOfDay(advisory['date']) },
    urls: [pageOf(id), advisory['url'], ...asArray(advisory['references'])],
  })
}

/** Source: rustsec.org. */
function pageOf(id: string): string {
  return `https://rustsec.org/advisories/${encodeURIComponent(id)}.html`
}
