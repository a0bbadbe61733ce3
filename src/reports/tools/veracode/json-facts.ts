import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import type { ComponentFlaw } from './component.js'
import type { Flaw } from './flaw.js'
import type { Scan } from './scans.js'

/** `exploit_desc` tells how somebody got in and annotations who says what: none of them goes into a finding. */
export function flawFacts(entry: JsonObject, scan: Scan | undefined): Flaw {
  const details = asObject(entry['finding_details']) ?? {}
  const cwe = asObject(details['cwe'])
  return {
    cwe: cwe?.['id'],
    title: cwe?.['name'],
    category: asObject(details['finding_category'])?.['name'],
    description: entry['description'],
    severity: details['severity'],
    place: scan === 'STATIC' ? sourcePlace(details) : addressPlace(details),
    number: [entry['context_guid'], entry['issue_id']],
    firstSeen: asObject(entry['finding_status'])?.['first_found_date'],
    advice: details['remediation_desc'],
  }
}

function sourcePlace(details: JsonObject): Flaw['place'] {
  return { path: details['file_path'] ?? details['file_name'], startLine: details['file_line_number'], logicalName: details['procedure'] }
}

function addressPlace(details: JsonObject): Flaw['place'] {
  const { url, URL: capital, location, hostname } = details
  return { uri: url ?? capital ?? location ?? hostname, logicalName: details['vulnerable_parameter'] ?? details['input_vector'] }
}

/** Where a vector says nothing of its version, the member does. */
export function componentFacts(entry: JsonObject): ComponentFlaw {
  const details = asObject(entry['finding_details']) ?? {}
  const cve = asObject(details['cve'])
  const cvss3 = asObject(cve?.['cvss3'])
  const exploitability = asObject(cve?.['exploitability'])
  const version = asText(details['version'])
  return {
    advisory: cve?.['name'],
    name: withoutVersion(asText(details['component_filename']), version),
    version,
    ecosystem: ECOSYSTEMS.get(asText(details['language'])?.toLowerCase() ?? '') ?? details['language'],
    paths: objectsOf(asArray(details['component_path'])).map(({ path }) => path),
    summary: entry['description'],
    severity: details['severity'],
    grade: cvss3?.['severity'] ?? cve?.['severity'],
    cwe: asObject(details['cwe'])?.['id'],
    cvss: [
      { version: 3, score: cvss3?.['score'], vector: cvss3?.['vector'] },
      { version: 2, score: cve?.['cvss'], vector: cve?.['vector'] },
    ],
    url: cve?.['href'],
    epss: exploitability?.['epss_score'],
    exploited: exploitability?.['exploit_observed'] === true ? true : undefined,
    firstSeen: asObject(entry['finding_status'])?.['first_found_date'],
  }
}

/** What languages are called where nobody else calls their packages so. */
const ECOSYSTEMS: ReadonlyMap<string, string> = new Map([
  ['java', 'maven'],
  ['kotlin', 'maven'],
  ['scala', 'maven'],
  ['ruby', 'rubygems'],
  ['php', 'composer'],
  ['csharp', 'nuget'],
  ['.net', 'nuget'],
])

/** `spring-boot-2.5.14.jar` is `spring-boot`: another version of it is the same package. */
function withoutVersion(file: string | undefined, version: string | undefined): string | undefined {
  if (file === undefined || version === undefined) return file
  const at = file.lastIndexOf(version)
  return at > 1 && '-_'.includes(file.charAt(at - 1)) ? file.slice(0, at - 1) : file
}
