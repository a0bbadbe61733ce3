import type { Problem, Reading } from '../../../finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import type { Places } from '../../native/places.js'
import { readAffects } from '../../native/read-affects.js'
import { SCAN_THE_BILL } from '../../vocabulary/bills.js'
import type { JsonObject } from '../../vocabulary/json.js'
import { subjectOf, toolOf } from './subject.js'
import { readVulnerability } from './vulnerability.js'

export const cyclonedx: DocumentFormat = {
  shape: 'document',
  id: 'cyclonedx',
  name: 'CycloneDX JSON',
  tool: { name: 'CycloneDX' },
  covers: 'CycloneDX 1.4 to 1.7 with vulnerabilities: Dependency-Track, Grype, Trivy and others; VEX',
  command: 'trivy fs --format cyclonedx --scanners vuln --output bom.cdx.json .',
  detect: (report) => report['bomFormat'] === 'CycloneDX',
  read: (report, context) => readBom(report, context),
}

/**
 * A bill of materials with a list of vulnerabilities, even an empty one, is a report. Without the list nobody has looked for any: that is
 * told, and nothing is concluded from it.
 */
export function readBom(bom: JsonObject, { places }: NativeContext): NativeRun {
  return {
    tool: toolOf(bom),
    failures: isListed(bom['vulnerabilities']) ? [] : [NOT_SCANNED],
    // References of a vulnerability are its other names (CycloneDX 1.7, vulnerability references).
    readings: () => mergeAliases(readingsOfBom(bom, places)),
  }
}

/** One reading for each vulnerability and component. */
export function readingsOfBom(bom: JsonObject, places: Places): Iterable<Reading> {
  const subject = subjectOf(bom, places)
  return readAffects(bom['vulnerabilities'], (entry, affected) => readVulnerability(entry, affected, subject))
}

/** `null` is no list: nobody has filled it. */
function isListed(vulnerabilities: unknown): boolean {
  return vulnerabilities !== undefined && vulnerabilities !== null
}

const NOT_SCANNED: Problem = {
  code: 'no-results',
  message: `This is a bill of materials without a list of vulnerabilities, so it says nothing about what is vulnerable. ${SCAN_THE_BILL}`,
}
