import type { Finding, Problem } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { secretSeverity, severityOf } from '../../native/severity.js'
import { toolErrors } from '../../native/tool-errors.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { checkovPackage } from './package.js'
import { checkovCaller, checkovPlace } from './place.js'

/**
 * One object per framework, several of them in an array; a short form without results when there is nothing to check.
 * Source of the members: github.com/bridgecrewio/checkov, checkov/common/output/report.py and record.py.
 */
export const checkov: DocumentFormat = {
  shape: 'document',
  id: 'checkov',
  name: 'Checkov JSON',
  tool: { name: 'Checkov', vendor: 'Prisma Cloud' },
  covers: 'Checkov 1 to 3, all frameworks',
  command: 'checkov --directory . --output json --soft-fail > checkov.json',
  mounts: ['/tf'],
  detect: (report) => isFramework(report) || has(report, 'passed', 'failed', 'checkov_version'),
  read: (report, { places }) => {
    const results = asObject(report['results'])
    const summary = asObject(report['summary']) ?? report
    const framework = asText(report['check_type']) ?? ''
    const entryOf = (make: (finding: Finding) => Entry) => (check: JsonObject) => readCheck(check, { framework, places, make })
    return {
      tool: { version: asText(summary['checkov_version']) },
      failures: failuresOf(results, summary, places),
      *readings() {
        yield* readEach(results?.['failed_checks'], 'results.failed_checks', entryOf(problem))
        yield* readEach(results?.['skipped_checks'], 'results.skipped_checks', entryOf(suppressed))
        yield* readEach(results?.['passed_checks'], 'results.passed_checks', () => NOT_A_PROBLEM)
      },
    }
  },
}

/** With `--quiet` the results are the failed checks alone. */
function isFramework(report: JsonObject): boolean {
  const results = asObject(report['results'])
  return (
    has(report, 'check_type') &&
    results !== undefined &&
    (has(results, 'failed_checks') || has(asObject(report['summary']) ?? {}, 'checkov_version'))
  )
}

/** Files that could not be parsed, and so were not checked. With `--quiet` only their number is told. */
function failuresOf(results: JsonObject | undefined, summary: JsonObject, places: Places): readonly Problem[] {
  const at = 'results.parsing_errors'
  const files = textsOf(results?.['parsing_errors']).map((path) => places({ path }))
  if (files.length > 0)
    return toolErrors(
      files.map((file) => `${file?.path ?? file?.uri ?? 'a file'} could not be parsed`),
      at,
    )
  const count = summary['parsing_errors']
  return typeof count === 'number' && count > 0 ? toolErrors([`files that could not be parsed: ${count}`], at) : []
}

interface CheckContext {
  /** `terraform`, `secrets`, `sca_package`, … */
  readonly framework: string
  readonly places: Places
  make(finding: Finding): Entry
}

function readCheck(check: JsonObject, { framework, places, make }: CheckContext): Entry {
  const id = asText(check['check_id'])
  if (id === undefined) return unreadable('has no check_id')
  if (framework === 'secrets') return make(secretIn(check, id, places))
  return make(isObject(check['vulnerability_details']) ? checkovPackage(check, id, places) : policyIn(check, id, framework, places))
}

/** A policy about infrastructure or pipelines, or, of the frameworks `sast_…`, about code. */
function policyIn(check: JsonObject, id: string, framework: string, places: Places): Finding {
  const { check_name: name, severity, guideline, description } = check
  const resource = resourceOf(check)
  return findingOf({
    kind: framework.startsWith('sast') ? 'code' : 'configuration',
    rule: {
      id,
      title: name,
      description,
      helpUrl: guideline,
      tags: textsOf(framework),
      aliases: textsOf(check['bc_check_id']).filter((one) => one !== id),
    },
    severity: severityOf({ word: severity }),
    message: messageOf(name, resource, check['details']),
    location: checkovPlace(check, places, resource),
    otherLocations: [checkovCaller(check, places)],
    cwes: cwesOf(check['cwe']),
    requirements: requirementsOf(check['benchmarks']),
  })
}

/** Instructions of a Dockerfile are told with the file before them: `/api/Dockerfile.EXPOSE`. */
function resourceOf({ resource, file_path: path }: JsonObject): string | undefined {
  const [address, file] = [asText(resource), asText(path)]
  return file !== undefined && address?.startsWith(`${file}.`) === true ? asText(address.slice(file.length + 1)) : address
}

/** The policy, what it was found at, and what a policy of several conditions says of them. */
function messageOf(name: unknown, resource: string | undefined, details: unknown): string | undefined {
  const policy = asText(name)
  if (policy === undefined) return undefined
  return [resource === undefined ? policy : `${policy} (${resource})`, ...textsOf(details)].join('\n')
}

/** By benchmark, the controls that a policy belongs to: `CIS GCP V1.1 5.2`. */
function requirementsOf(benchmarks: unknown): readonly string[] {
  return Object.entries(asObject(benchmarks) ?? {}).flatMap(([benchmark, controls]) =>
    objectsOf(controls).flatMap(({ name }) => (asText(name) === undefined ? [] : [`${benchmark} ${asText(name)}`])),
  )
}

/** `resource` is a hash of the secret, `code_block` the line that it is on. */
function secretIn(check: JsonObject, id: string, places: Places): Finding {
  const { check_name: name, severity, guideline, validation_status: validation } = check
  return findingOf({
    kind: 'secret',
    rule: { id, title: name, helpUrl: guideline },
    severity: secretSeverity(validation === 'Valid' || validation === 'Privileged', severity),
    location: checkovPlace(check, places),
    secrets: asArray(check['code_block']).flatMap((line) => asArray(line).slice(1)),
  })
}
