import type { Problem } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../native/format.js'
import { has } from '../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/stackrox/kube-linter, pkg/run/run.go and pkg/diagnostic/diagnostic.go. */
export const kubeLinter: DocumentFormat = {
  shape: 'document',
  id: 'kube-linter',
  name: 'KubeLinter JSON',
  tool: { name: 'kube-linter', vendor: 'StackRox' },
  covers: 'KubeLinter 0.2 and later: manifests, Helm charts',
  command: 'kube-linter lint . --format json --fail-on-invalid-resource > kube-linter.json || true',
  detect: (report) => has(report, 'Checks', 'Reports') && has(asObject(report['Summary']) ?? {}, 'ChecksStatus', 'KubeLinterVersion'),
  read: readReport,
}

function readReport(report: JsonObject, { places }: NativeContext): NativeRun {
  const checks = new Map(objectsOf(report['Checks']).map((check) => [check['name'], check]))
  const broken = objectsOf(report['Reports'])
    .filter(isNotLoaded)
    .map((one) => {
      const file = places({ path: pathOf(one) })
      return { path: file?.path, words: errorIn(file, asObject(one['Diagnostic'])?.['Message']) }
    })
  return {
    tool: { version: asText(asObject(report['Summary'])?.['KubeLinterVersion']) },
    failures: toolErrors(
      broken.filter(({ path }) => path === undefined).map(({ words }) => words),
      'Reports',
    ),
    remarks: notLoaded(broken.filter(({ path }) => path !== undefined).map(({ words }) => words)),
    partlyScanned: broken.flatMap(({ path }) => path ?? []),
    readings: () => readEach(report['Reports'], 'Reports', (one) => readOne(one, checks, places)),
  }
}

/** With --fail-on-invalid-resource, an object that was not checked at all. Source: pkg/command/lint/command.go. */
function isNotLoaded({ Check: check }: JsonObject): boolean {
  return check === 'failed-to-load-object'
}

function notLoaded([first, ...others]: readonly string[]): readonly Problem[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return [{ code: 'error-notification', message: `An object could not be loaded: ${first}${more}`, at: 'Reports' }]
}

/** KubeLinter knows no lines. Its SARIF has no levels either, unless a check of the user's own gives one. */
function readOne(one: JsonObject, checks: ReadonlyMap<unknown, JsonObject>, places: NativeContext['places']): Entry {
  if (isNotLoaded(one)) return NOT_A_PROBLEM
  const id = asText(one['Check'])
  const diagnostic = asObject(one['Diagnostic'])
  if (id === undefined || diagnostic === undefined) return unreadable('has no Check or no Diagnostic')
  const check = checks.get(one['Check'])
  return problem(
    findingOf({
      kind: 'configuration',
      rule: { id, title: check?.['description'], helpUrl: `https://docs.kubelinter.io/#/generated/checks?id=${encodeURIComponent(id)}` },
      severity: severityOf({ word: diagnostic['Severity'] }),
      message: diagnostic['Message'],
      location: places({ path: pathOf(one), logicalName: objectName(one) }),
      remediation: one['Remediation'] ?? check?.['remediation'],
    }),
  )
}

function pathOf({ Object: object }: JsonObject): unknown {
  return asObject(asObject(object)?.['Metadata'])?.['FilePath']
}

/** `apps/v1/shop/Deployment/web`: a manifest may hold many objects. */
function objectName({ Object: object }: JsonObject): string {
  const { Name: name, Namespace: namespace, GroupVersionKind: kind } = asObject(asObject(object)?.['K8sObject']) ?? {}
  const { Group: group, Version: version, Kind: word } = asObject(kind) ?? {}
  return textsOf([group, version, namespace, word, name]).join('/')
}
