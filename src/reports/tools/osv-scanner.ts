import type { Location, Reading } from '../../finding.js'
import { packageOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { osvCvss, osvCwes, osvFixes, osvPage, osvSeverityWord, osvVulnerability } from '../native/osv-entry.js'
import { type Entry, problem, readEach, review, toReading, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { bestFirst } from '../shared/advisory-ids.js'
import { cvssScores } from '../shared/cvss-score.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, ownValue, textsOf } from '../shared/json.js'

/** Source of the members: github.com/google/osv-scanner, pkg/models/results.go. */
export const osvScanner: DocumentFormat = {
  shape: 'document',
  id: 'osv-scanner',
  name: 'OSV-Scanner JSON',
  tool: { name: 'osv-scanner', vendor: 'Google' },
  covers: 'OSV-Scanner 1 and 2: lock files, SBOMs, images and licences',
  command: 'osv-scanner scan source --format json --output-file osv.json -r .',
  detect: (report) =>
    Array.isArray(report['results']) && (has(report, 'experimental_config') || hasPackages(objectsOf(report['results'])[0])),
  read: (report, context) => ({
    // Results of plugins that look for other things than packages.
    remarks: asArray(report['experimental_generic_findings']).map((_, index) => ({
      code: 'unreadable-result' as const,
      message: 'OSV-Scanner has found something that is not about a package; its format is experimental and is not read.',
      at: `experimental_generic_findings[${index}]`,
    })),
    readings: () => withinEach(report['results'], 'results', (source, at) => readSource(source, at, context)),
  }),
}

/** Version 1.0 has nothing beside the results. */
function hasPackages(result: JsonObject | undefined): boolean {
  return result !== undefined && Array.isArray(result['packages']) && has(asObject(result['source']) ?? {}, 'path', 'type')
}

function readSource(source: JsonObject, at: string, { places }: NativeContext): Iterable<Reading> {
  const location = places({ path: asObject(source['source'])?.['path'] })
  return withinEach(source['packages'], `${at}.packages`, (one, place) => readPackage(one, place, location))
}

function* readPackage(one: JsonObject, at: string, location: Location | undefined): Generator<Reading> {
  yield* mergeAliases(readEach(one['vulnerabilities'], `${at}.vulnerabilities`, (entry) => readVulnerability(entry, one, location)))
  for (const [index, licence] of textsOf(one['license_violations']).entries()) {
    yield toReading(readViolation(licence, one, location), `${at}.license_violations[${index}]`)
  }
}

function readVulnerability(entry: JsonObject, one: JsonObject, location: Location | undefined): Entry {
  const id = asText(entry['id'])
  if (id === undefined) return unreadable('has no id')
  const group = objectsOf(one['groups']).find(({ ids }) => textsOf(ids).includes(id))
  const { name, version, ecosystem } = packageFacts(one)
  const affected = packageOf({ name, version, ecosystem, path: location?.path, fixed: osvFixes(entry, name, version) })
  const names = [...textsOf(group?.['ids']), ...textsOf(group?.['aliases'])]
  const vulnerability = osvVulnerability(entry, { names, packages: affected === undefined ? [] : [affected] })
  const finding = findingOf({
    kind: 'vulnerability',
    // OSV-Scanner's own SARIF names a group of aliases by the best known of them, too.
    rule: { id: bestFirst([...names, id])[0] ?? id, title: entry['summary'], description: entry['details'], helpUrl: osvPage(id) },
    severity: severityOf({
      cvss: [...cvssScores([{ score: group?.['max_severity'] }]), ...osvCvss(entry)],
      word: osvSeverityWord(entry),
      // Nobody scores malware; GitHub's database calls all of it critical.
      ungraded: id.startsWith('MAL-') ? 'CRITICAL' : 'MEDIUM',
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
