import type { Location, Reading, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { advisoriesIn, bestFirst, isPublicAdvisory } from '../../vocabulary/advisory-ids.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'

/** A component as OSS Index knows it. Source: ossindex.sonatype.org/rest, ComponentReport. */
export function readComponent(
  component: JsonObject,
  at: string,
  places: Places,
  named: (entry: JsonObject) => JsonObject = (entry) => entry,
): Iterable<Reading> {
  const purl = asText(component['coordinates'])
  const location = purl === undefined ? undefined : places({ uri: withoutVersion(purl) })
  return readEach(component['vulnerabilities'], at, (entry) => readVulnerability(named(entry), purl, location))
}

/** The tools tell no file; what stays the same through versions is the package. A scope begins with the sign that a version begins with. */
function withoutVersion(purl: string): string {
  const [path = ''] = purl.split('?', 1)
  const at = path.indexOf('@', path.lastIndexOf('/') + 1)
  return at <= path.lastIndexOf('/') + 1 ? path : path.slice(0, at)
}

function readVulnerability(entry: JsonObject, purl: string | undefined, location: Location | undefined): Entry {
  const own = asText(entry['id'])
  const affected = packageOf({ name: undefined, purl })
  const names = namesOf(entry, own)
  const [id] = names
  if (id === undefined || affected === undefined) return unreadable('has no id or no coordinates')
  const { title, reference: page } = entry
  const cvss = cvssScores([{ score: entry['cvssScore'], vector: entry['cvssVector'] }])
  const finding = findingOf({
    kind: 'vulnerability',
    rule: { id, title, description: entry['description'], helpUrl: page },
    severity: severityOf({ cvss }),
    title: isPublicAdvisory(id) ? undefined : titleOf(asText(title) ?? id, affected),
    location,
    cwes: cwesOf([entry['cwe'], title]),
    vulnerability: vulnerabilityOf({ names, packages: [affected], cvss, vendor: { name: 'OSS Index', url: page }, urls: [page] }),
  })
  return entry['excluded'] === true ? suppressed(finding) : problem(finding)
}

/** A UUID tells nobody what it is. */
function titleOf(words: string, { name, version }: VulnerablePackage): string {
  return `${words} in ${version === undefined ? name : `${name} ${version}`}`
}

/** The public names, and the database's own: in older reports a UUID, which says less than the CVE in the title. */
function namesOf({ cve, title }: JsonObject, own: string | undefined): readonly string[] {
  const texts = [cve, title].map((text) => asText(text) ?? '')
  return bestFirst([...texts.flatMap(advisoriesIn), ...(own === undefined ? [] : [own])])
}
