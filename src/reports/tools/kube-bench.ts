import type { Reading, Severity } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, review, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { asArray, asText, isObject, type JsonObject, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/aquasecurity/kube-bench, check/controls.go and check/check.go. What was found on the node stays there. */
export const kubeBench: RecordsFormat = {
  shape: 'records',
  id: 'kube-bench',
  name: 'kube-bench JSON',
  tool: { name: 'kube-bench', vendor: 'Aqua Security' },
  covers: 'kube-bench, all versions, also with --noTotals',
  command: 'kube-bench run --json --outputfile kube-bench.json',
  detect: (first) =>
    isControls(first) ||
    asArray(first['Controls'])
      .slice(0, 1)
      .some((controls) => isObject(controls) && isControls(controls)),
  read: (records, { places }) => ({ readings: () => withinEach(records, '', (record, at) => readRecord(record, at, places)) }),
}

function isControls(value: JsonObject): boolean {
  return has(value, 'id', 'text', 'node_type', 'tests')
}

/** Since version 0.5 the controls of all kinds of nodes stand beside their totals. */
function* readRecord(record: JsonObject, at: string, places: Places): Generator<Reading> {
  if (!has(record, 'Controls')) yield* readControls(record, at, places)
  else yield* withinEach(record['Controls'], `${at}.Controls`, (controls, place) => readControls(controls, place, places))
}

function readControls(controls: JsonObject, at: string, places: Places): Generator<Reading> {
  return withinEach(controls['tests'], `${at}.tests`, (group, place) =>
    readEach(group['results'], `${place}.results`, (check) => readCheck(check, group, controls, places)),
  )
}

/** FAIL as in the findings that kube-bench itself sends to Security Hub (--asff). */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['fail', 'HIGH'],
  ['warn', 'MEDIUM'],
  ['info', 'INFORMATIONAL'],
])

/** WARN: to be checked by hand, or could not be checked. INFO: not checked, because the user had it skipped. */
function readCheck(check: JsonObject, group: JsonObject, controls: JsonObject, places: Places): Entry {
  const id = asText(check['test_number'])
  const status = asText(check['status'])
  if (id === undefined || status === undefined) return unreadable('has no number or no status')
  if (status === 'PASS') return NOT_A_PROBLEM
  const finding = findingOf({
    kind: 'configuration',
    rule: { id, title: check['test_desc'], tags: [controls['text'], group['desc']].flatMap(textsOf) },
    severity: severityOf({ word: status, words: WORDS }),
    message: messageOf(check),
    location: places({ logicalName: controls['node_type'] }),
    remediation: check['remediation'],
    requirements: [requirementOf(id, asText(controls['version']))],
  })
  return status === 'FAIL' ? problem(finding) : review(finding)
}

function messageOf(check: JsonObject): string | undefined {
  const [what, expected] = [asText(check['test_desc']), asText(check['expected_result'])]
  return what === undefined || expected === undefined ? what : `${what}\nExpected: ${expected}`
}

/** Versions are `1.6`, `cis-1.23`, `eks-1.0.1`, `rke2-cis-1.7`: of the benchmark, not of Kubernetes. */
function requirementOf(id: string, version: string | undefined): string {
  if (version === undefined) return `CIS Kubernetes Benchmark/${id}`
  const [, plain] = /^(?:cis-)?(\d[\d.]{0,20})$/.exec(version) ?? []
  return plain === undefined ? `${version}/${id}` : `CIS Kubernetes Benchmark v${plain}/${id}`
}
