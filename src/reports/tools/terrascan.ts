import type { Finding } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import { placeBelow } from '../native/place-below.js'
import type { PlaceFacts } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { nameOfImage } from '../vocabulary/image-name.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/tenable/terrascan, pkg/results/types.go. */
export const terrascan: DocumentFormat = {
  shape: 'document',
  id: 'terrascan',
  name: 'Terrascan JSON',
  tool: { name: 'terrascan', vendor: 'Tenable' },
  covers: 'Terrascan, all versions; vulnerabilities of images with --find-vuln',
  command: 'terrascan scan --output json > terrascan.json',
  mounts: ['/iac'],
  detect: ({ results }) =>
    isObject(results) && has(results, 'violations') && SUMMARY.some((name) => has(asObject(results['scan_summary']) ?? {}, name)),
  read: (report, { places }) => {
    const results = asObject(report['results']) ?? {}
    const folder = asText(asObject(results['scan_summary'])?.['file/folder'])
    const place: Place = (facts) =>
      isScannedFile(facts.path, folder) ? places({ ...facts, path: folder }) : placeBelow(places, folder, facts)
    return {
      failures: toolErrors(scanErrors(results), 'results.scan_errors'),
      *readings() {
        const entryOf = (make: (finding: Finding) => Entry) => (violation: JsonObject) => readViolation(violation, place, make)
        yield* readEach(results['violations'], 'results.violations', entryOf(problem))
        yield* readEach(results['skipped_violations'], 'results.skipped_violations', entryOf(suppressed))
        yield* readEach(results['vulnerabilities'], 'results.vulnerabilities', (vulnerability) => readVulnerability(vulnerability, place))
        yield* readEach(results['passed_rules'], 'results.passed_rules', () => NOT_A_PROBLEM)
      },
    }
  },
}

/** What Terrascan tells of a scan; old versions do not tell all of it. */
const SUMMARY = ['file/folder', 'policies_validated', 'violated_policies'] as const

type Place = (facts: PlaceFacts) => Finding['location']

/** With `--iac-file` the "folder" is the file. */
function isScannedFile(path: unknown, folder: string | undefined): boolean {
  return typeof path === 'string' && path !== '' && `/${folder}`.endsWith(`/${path}`)
}

/** What a loader says when there is nothing for it in the directory: every scan without `--iac-type` has some of these. */
const NOTHING_TO_LOAD = /not found in the directory|^no .{1,60} found in (?:the )?directory|has no terraform config files/i

function scanErrors(results: JsonObject): readonly unknown[] {
  return objectsOf(results['scan_errors'])
    .map(({ errMsg }) => errMsg)
    .filter((message) => !NOTHING_TO_LOAD.test(asText(message) ?? ''))
}

function readViolation(violation: JsonObject, place: Place, make: (finding: Finding) => Entry): Entry {
  const id = asText(violation['rule_id'])
  if (id === undefined) return unreadable('has no rule')
  return make(
    findingOf({
      kind: 'configuration',
      rule: { id, name: violation['rule_name'], title: violation['description'], tags: textsOf(violation['category']) },
      severity: severityOf({ word: violation['severity'] }),
      location: place({ path: violation['file'], startLine: violation['line'], logicalName: addressOf(violation) }),
    }),
  )
}

function readVulnerability(entry: JsonObject, place: Place): Entry {
  const id = asText(entry['vulnerability_id'])
  if (id === undefined) return unreadable('has no vulnerability')
  const image = asText(entry['image'])
  const score = asObject(entry['cvss_score'])
  const cvss = cvssScores([
    { version: 3, score: score?.['v3_score'], vector: score?.['v3_vector'] },
    { version: 2, score: score?.['v2_score'], vector: score?.['v2_vector'] },
  ])
  const affected = packageOf({ name: entry['package'], version: entry['installed_version'] })
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, description: entry['description'], helpUrl: entry['primary_url'] },
      severity: severityOf({ word: entry['severity'], others: cvss }),
      location: place({
        path: entry['file'],
        startLine: entry['line'],
        logicalName: addressOf(entry),
        uri: image === undefined ? undefined : nameOfImage(image),
      }),
      vulnerability: vulnerabilityOf({
        names: [id],
        packages: affected === undefined ? [] : [affected],
        cvss,
        urls: [entry['primary_url']],
      }),
      image,
    }),
  )
}

/** `aws_s3_bucket.logs` */
function addressOf({ resource_type: type, resource_name: name }: JsonObject): string | undefined {
  const parts = [type, name].flatMap((part) => asText(part) ?? [])
  return parts.length === 0 ? undefined : parts.join('.')
}
