import type { Location, Problem } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { managerOfFile } from '../../vocabulary/ecosystems.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** Vulnerabilities in dependencies, as the API of Semgrep AppSec Platform lists them, one page to a document. */
export function readSupplyChain(report: JsonObject, { places }: NativeContext): NativeRun {
  return {
    tool: { name: 'Semgrep Supply Chain' },
    failures: report['hasMore'] === true ? [MORE] : [],
    readings: () => readEach(report['vulns'], 'vulns', (vulnerability) => readVulnerability(vulnerability, places)),
  }
}

const MORE: Problem = { code: 'truncated', message: 'This is one page of several: results are missing.', at: 'hasMore' }

function readVulnerability(entry: JsonObject, places: Places): Entry {
  const advisory = asObject(entry['advisory'])
  const id = asText(advisory?.['ruleId'])
  if (advisory === undefined || id === undefined) return unreadable('has no advisory')
  const status = asText(asObject(entry['triage'])?.['status'])
  if (status === 'FIXED' || status === 'CLOSED') return NOT_A_PROBLEM
  const finding = findingIn(entry, advisory, id, places)
  return status === 'IGNORED' ? suppressed(finding) : problem(finding)
}

function findingIn(entry: JsonObject, advisory: JsonObject, id: string, places: Places): ReturnType<typeof findingOf> {
  const references = asObject(advisory['references'])
  const { severity, title, description } = advisory
  const location = placeOf(entry['dependencyFileLocation'], places)
  const affected = dependencyIn(entry, location?.path)
  const names = [...textsOf(references?.['cveIds']), ...textsOf(references?.['ghsaIds'])]
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title, description, tags: textsOf(references?.['owaspIds']) },
    severity: severityOf({ word: severity }),
    message: title,
    location,
    otherLocations: objectsOf(entry['usages']).map((usage) => placeOf(usage['location'], places)),
    cwes: cwesOf(references?.['cweIds']),
    vulnerability: vulnerabilityOf({
      names: names.length === 0 ? [id] : names,
      packages: affected === undefined ? [] : [affected],
      vendor: { name: 'Semgrep', severity, created: advisory['announcedAt'] },
      urls: textsOf(references?.['urls']),
    }),
    firstSeen: entry['openedAt'],
  })
}

/** The advisory's own ecosystem is one of many; the lock file is that of the package. */
function dependencyIn(entry: JsonObject, path: string | undefined): ReturnType<typeof packageOf> {
  const [matched, safe] = [asObject(entry['matchedDependency']), asObject(entry['closestSafeDependency'])]
  const manager = asText(entry['packageManager'])
  return packageOf({
    name: matched?.['name'],
    version: matched?.['versionSpecifier'],
    ecosystem: managerOfFile(path) ?? (manager === 'no_package_manager' ? undefined : manager),
    path,
    fixed: safe?.['name'] === matched?.['name'] ? safe?.['versionSpecifier'] : undefined,
  })
}

/** What is not known is 0. */
function placeOf(value: unknown, places: Places): Location | undefined {
  const { path, startLine, endLine, startCol: startColumn, endCol: endColumn } = asObject(value) ?? {}
  return places({ path, startLine, endLine, startColumn, endColumn })
}
