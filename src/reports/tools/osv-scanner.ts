import type { Location, Problem, Reading } from '../../finding.js'
import { packageOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { osvCvss, osvCwes, osvFixes, osvPage, osvSeverityWord, osvVulnerability } from '../native/osv-entry.js'
import { type Entry, problem, readEach, review, toReading, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { bestFirst } from '../vocabulary/advisory-ids.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, ownValue, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/google/osv-scanner, pkg/models/results.go. */
export const osvScanner: DocumentFormat = {
  shape: 'document',
  id: 'osv-scanner',
  name: 'OSV-Scanner JSON',
  tool: { name: 'osv-scanner', vendor: 'Google' },
  covers: 'OSV-Scanner 1 and 2: lock files, SBOMs, images and licences',
  command: 'osv-scanner scan source --format json --output-file osv.json -r .',
  // Until version 1.3, and only `null` in some of them.
  clean: ['{"results":[]}', '{"results":null}'],
  detect: (report) =>
    Array.isArray(report['results']) && (has(report, 'experimental_config') || hasPackages(objectsOf(report['results'])[0])),
  read: (report, context) => ({
    remarks: otherFindings(report['experimental_generic_findings']),
    readings: () => {
      const isImage = isObject(report['image_metadata'])
      return withinEach(report['results'], 'results', (source, at) => readSource(source, at, isImage, context))
    },
  }),
}

/** What plugins find that look for other things than packages. */
function otherFindings(findings: unknown): readonly Problem[] {
  const count = asArray(findings).length
  if (count === 0) return []
  const which = count === 1 ? 'a finding that is' : `${count} findings that are`
  const message = `OSV-Scanner has ${which} not about packages; the format is experimental and is not read.`
  return [{ code: 'unreadable-result', message, at: 'experimental_generic_findings' }]
}

/** Version 1.0 has nothing beside the results. */
function hasPackages(result: JsonObject | undefined): boolean {
  return result !== undefined && Array.isArray(result['packages']) && has(asObject(result['source']) ?? {}, 'path', 'type')
}

/** Where packages are found. */
interface Source {
  readonly location: Location | undefined
  /** The lock file, or the file inside the image. */
  readonly path: string | undefined
}

function readSource(entry: JsonObject, at: string, isImage: boolean, { places }: NativeContext): Iterable<Reading> {
  const path = asText(asObject(entry['source'])?.['path'])
  const location = isImage ? places({ uri: path?.replace(/^\/+/, '') }) : places({ path })
  const source = { location, path: isImage ? path : location?.path }
  return withinEach(entry['packages'], `${at}.packages`, (one, place) => readPackage(one, place, source))
}

function* readPackage(one: JsonObject, at: string, source: Source): Generator<Reading> {
  yield* mergeAliases(readEach(one['vulnerabilities'], `${at}.vulnerabilities`, (entry) => readVulnerability(entry, one, source)))
  for (const [index, licence] of textsOf(one['license_violations']).entries()) {
    yield toReading(readViolation(licence, one, source.location), `${at}.license_violations[${index}]`)
  }
}

function readVulnerability(entry: JsonObject, one: JsonObject, { location, path }: Source): Entry {
  const id = asText(entry['id'])
  if (id === undefined) return unreadable('has no id')
  const group = objectsOf(one['groups']).find(({ ids }) => textsOf(ids).includes(id))
  const { name, version, ecosystem } = packageFacts(one)
  const affected = packageOf({ name, version, ecosystem, path, fixed: osvFixes(entry, name, version) })
  const names = [...textsOf(group?.['ids']), ...textsOf(group?.['aliases'])]
  const vulnerability = osvVulnerability(entry, { names, packages: affected === undefined ? [] : [affected] })
  const finding = findingOf({
    kind: 'vulnerability',
    // OSV-Scanner's own SARIF names a group of aliases by the best known of them, too.
    rule: { id: bestFirst([...names, id])[0] ?? id, title: entry['summary'], description: entry['details'], helpUrl: osvPage(id) },
    severity: severityOf({
      cvss: [...cvssScores([{ score: group?.['max_severity'] }]), ...osvCvss(entry)],
      word: osvSeverityWord(entry),
    }),
    location,
    cwes: osvCwes(entry),
    vulnerability,
  })
  return isReachable(group, id) ? problem(finding) : review(finding)
}

/** Call analysis found that the vulnerable code is not called, or the distribution calls it unimportant. OSV-Scanner hides those. */
function isReachable(group: JsonObject | undefined, id: string): boolean {
  const analysis = asObject(ownValue(group?.['experimental_analysis'], id))
  return analysis === undefined || (analysis['called'] !== false && analysis['unimportant'] !== true)
}

/** `Debian:11` is Debian. What is built from a Git checkout has a commit for a version. */
function packageFacts(one: JsonObject): { readonly [fact in 'name' | 'version' | 'ecosystem']: string | undefined } {
  const { name, version, ecosystem, commit } = asObject(one['package']) ?? {}
  return { name: asText(name), version: asText(version) ?? asText(commit), ecosystem: asText(ecosystem)?.split(':', 1)[0] }
}

function readViolation(licence: string, one: JsonObject, location: Location | undefined): Entry {
  const { name = 'a package', version = '' } = packageFacts(one)
  const named = `${name} ${version}`.trim()
  return problem(
    findingOf({
      kind: 'other',
      rule: { id: 'license-violation', title: 'Licence that is not allowed' },
      severity: severityOf({}),
      message: `The licence of ${named} is ${licence}, which is not on the list of allowed licences.`,
      title: `Licence ${licence} of ${named} is not allowed`,
      location: { ...location, logicalName: name },
    }),
  )
}
