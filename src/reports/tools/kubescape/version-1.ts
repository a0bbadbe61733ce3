import type { Reading } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeRun } from '../../native/format.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, readEach, suppressed, unreadable, withinEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { messageOf, pageOf, requirementsOf, severityOfFactor } from './facts.js'
import { remediationOfPaths } from './remediation.js'
import { type Resource, resourceOf } from './resource.js'

/** Format version v1: what one framework found; several frameworks are an array. Source: reporthandling/datastructures.go of opa-utils. */
export function readVersion1(report: JsonObject, places: Places): NativeRun {
  return {
    failures: toolErrors(brokenRules(report), 'controlReports'),
    readings: () =>
      withinEach(report['controlReports'], 'controlReports', (control, at) =>
        withinEach(control['ruleReports'], `${at}.ruleReports`, (rule, place) => readRule(rule, place, control, report, places)),
      ),
  }
}

/** Rules that could not be evaluated. */
function brokenRules(report: JsonObject): readonly unknown[] {
  return objectsOf(report['controlReports'])
    .flatMap((control) => objectsOf(control['ruleReports']))
    .map((rule) => asObject(rule['ruleStatus']))
    .filter((status) => status?.['status'] === 'failed')
    .map((status) => status?.['message'])
}

function readRule(rule: JsonObject, at: string, control: JsonObject, framework: JsonObject, places: Places): Iterable<Reading> {
  return readEach(rule['ruleResponses'], `${at}.ruleResponses`, (response) => readResponse(response, control, framework, places))
}

/** Only what does not pass has a response. */
function readResponse(response: JsonObject, control: JsonObject, framework: JsonObject, places: Places): Entry {
  const id = asText(control['controlID']) ?? asText(control['id'])
  if (id === undefined) return unreadable('has no control')
  const name = asText(control['name']) ?? id
  const resource = subjectOf(asObject(response['alertObject']), places)
  const finding = findingOf({
    kind: 'configuration',
    rule: { id, title: name, description: control['description'], help: control['remediation'], helpUrl: pageOf(id) },
    severity: severityOfFactor(control['baseScore']),
    message: messageOf(resource, name),
    location: resource.location,
    remediation: remediationOfPaths(pathsOf(response)),
    requirements: requirementsOf(id, [{ name: framework['name'] }]),
  })
  return isObject(response['exception']) ? suppressed(finding) : problem(finding)
}

/** The first object is the one that has the problem; others explain it. */
function subjectOf(alert: JsonObject | undefined, places: Places): Resource {
  const object = objectsOf(alert?.['k8sApiObjects'])[0] ?? asObject(alert?.['externalObjects']) ?? {}
  const metadata = asObject(object['metadata'])
  const id = [object['apiVersion'], metadata?.['namespace'], object['kind'], metadata?.['name'] ?? object['name']]
    .flatMap(textsOf)
    .join('/')
  // A number after the path counts the documents of a file.
  const relativePath = asText(object['sourcePath'])?.replace(/:\d{1,9}$/, '')
  return resourceOf(id, { object, source: { relativePath } }, places)
}

function pathsOf(response: JsonObject): readonly JsonObject[] {
  return [
    ...objectsOf(response['fixPaths']).map((fixPath) => ({ fixPath })),
    ...textsOf(response['deletePaths']).map((deletePath) => ({ deletePath })),
    ...textsOf(response['reviewPaths']).map((reviewPath) => ({ reviewPath })),
    ...textsOf(response['failedPaths']).map((failedPath) => ({ failedPath })),
    { fixCommand: response['fixCommand'] },
  ]
}
