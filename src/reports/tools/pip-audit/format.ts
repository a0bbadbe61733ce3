import type { Location, Problem, Reading } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { osvPage } from '../../native/osv-entry.js'
import { type Entry, problem, readEach, unreadable, withinEach } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asArray, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { openRequirements, type Requirements } from './requirements.js'

/** Source of the members: github.com/pypa/pip-audit, pip_audit/_format/json.py. */
export const pipAudit: RecordsFormat = {
  shape: 'records',
  id: 'pip-audit',
  name: 'pip-audit JSON',
  tool: { name: 'pip-audit', vendor: 'PyPA' },
  covers: 'pip-audit, all versions: an object since 2.0, an array of dependencies before',
  command: 'pip-audit --requirement requirements.txt --format json --desc on --output pip-audit.json',
  clean: ['[]', '{"dependencies":[]}'],
  detect: (first) => isReport(first) || isDependency(first),
  read: (records, context) => {
    const reports = objectsOf(records).filter(isReport)
    const all = reports.length === 0 ? objectsOf(records) : reports.flatMap(({ dependencies }) => objectsOf(dependencies))
    const readDependencies = createReader(openRequirements(context, all), context)
    return {
      remarks: remarksOn(skipped(all), all.length),
      partlyScannedPackages: textsOf(skipped(all).map(({ name }) => name)),
      readings: () => (reports.length === 0 ? readDependencies(records, '') : readReports(records, readDependencies)),
    }
  },
}

function isReport({ dependencies, ...others }: JsonObject): boolean {
  const [first] = objectsOf(dependencies)
  if (first !== undefined) return isDependency(first)
  return Array.isArray(dependencies) && Array.isArray(others['fixes']) && Object.keys(others).length === 1
}

function isDependency(entry: JsonObject): boolean {
  return has(entry, 'name', 'version', 'vulns') || has(entry, 'name', 'skip_reason')
}

type Reader = (dependencies: unknown, at: string) => Iterable<Reading>

function readReports(reports: readonly unknown[], readDependencies: Reader): Iterable<Reading> {
  const [only] = reports
  if (reports.length === 1 && isObject(only)) return readDependencies(only['dependencies'], 'dependencies')
  return withinEach(reports, '', (report, at) => readDependencies(report['dependencies'] ?? 'nothing', `${at}.dependencies`))
}

/** Not on the index, or the index did not answer: pip-audit warns of them and goes on. Whatever was known of them may still be so. */
function skipped(dependencies: readonly JsonObject[]): readonly JsonObject[] {
  return dependencies.filter((dependency) => has(dependency, 'skip_reason'))
}

function remarksOn({ length }: readonly JsonObject[], all: number): readonly Problem[] {
  if (length === 0) return []
  return [{ code: 'error-notification', message: `pip-audit could not audit ${length} of ${all} dependencies.` }]
}

function createReader(requirements: Requirements | undefined, { places }: NativeContext): Reader {
  const readDependency = (dependency: JsonObject, at: string) => {
    const line = requirements?.lineOf(asText(dependency['name']) ?? '')
    const location = places({ path: requirements?.path, startLine: line })
    return mergeAliases(readEach(dependency['vulns'], `${at}.vulns`, (advisory) => readAdvisory(advisory, dependency, location)))
  }
  return (dependencies, at) => withinEach(dependencies, at, readDependency)
}

function readAdvisory(advisory: JsonObject, { name, version }: JsonObject, location: Location | undefined): Entry {
  const id = asText(advisory['id'])
  const fixed = upgradesFrom(asText(version), textsOf(advisory['fix_versions']))
  const affected = packageOf({ name, version, ecosystem: 'pypi', path: location?.path, fixed })
  if (id === undefined || affected === undefined) return unreadable('has no advisory or no package')
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, description: advisory['description'], helpUrl: osvPage(id) },
      severity: severityOf({}),
      location,
      vulnerability: vulnerabilityOf({ names: [id, ...asArray(advisory['aliases'])], packages: [affected], urls: [osvPage(id)] }),
    }),
  )
}
