import type { Problem } from '../../../finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { withinEach } from '../../native/readings.js'
import { asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { packageOfPurl } from '../../vocabulary/purl.js'
import { readComponent } from './component.js'

/**
 * Source of the members: github.com/sonatype-nexus-community/nancy, internal/audit/auditlog.go. The components of `vulnerable` are among those
 * of `audited`.
 */
export const nancy: DocumentFormat = {
  shape: 'document',
  id: 'nancy',
  name: 'Nancy JSON',
  tool: { name: 'nancy', vendor: 'Sonatype' },
  covers: 'Nancy 1: nancy sleuth',
  command: 'go list -json -deps ./... | nancy sleuth --output json > nancy.json || true',
  detect: (report) => has(report, 'audited', 'vulnerable', 'num_audited', 'num_vulnerable'),
  read: (report, { places }) => {
    const invalid = invalidNames(report)
    return {
      tool: { version: asText(report['version']) },
      remarks: notAudited(invalid),
      partlyScannedPackages: invalid,
      readings: () =>
        withinEach(report['audited'], 'audited', (component, at) =>
          readComponent(inLowerCase(component), `${at}.Vulnerabilities`, places, inLowerCase),
        ),
    }
  },
}

/** Packages with versions that the database cannot compare. */
function invalidNames(report: JsonObject): readonly string[] {
  const coordinates = objectsOf(report['invalid']).map((one) => asText(inLowerCase(one)['coordinates']))
  return coordinates.flatMap((purl) => (purl === undefined ? [] : (packageOfPurl(purl)?.name ?? purl)))
}

function notAudited({ length }: readonly string[]): readonly Problem[] {
  if (length === 0) return []
  const what = length === 1 ? 'a package' : `${length} packages`
  return [{ code: 'error-notification', message: `nancy could not audit ${what}.`, at: 'invalid' }]
}

/** Go writes the names of members in capitals where nothing else is said: `CvssScore`, `ID`. */
function inLowerCase(object: JsonObject): JsonObject {
  return isObject(object) ? Object.fromEntries(Object.entries(object).map(([name, value]) => [lowered(name), value])) : object
}

function lowered(name: string): string {
  return name === 'ID' ? 'id' : `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`
}
