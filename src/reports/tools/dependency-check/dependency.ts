import type { Finding, Location, Reading } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { packageOfPurl } from '../../vocabulary/purl.js'
import { scoresOf } from './scores.js'

/** A file, or a package that a lock file names, with what is known to be wrong with it. */
export function* readDependency(dependency: JsonObject, at: string, context: NativeContext): Generator<Reading> {
  const subject = subjectOf(dependency, context)
  const entryOf = (make: (finding: Finding) => Entry) => (entry: JsonObject) => readVulnerability(entry, subject, make)
  yield* mergeAliases(readEach(dependency['vulnerabilities'], `${at}.vulnerabilities`, entryOf(problem)))
  yield* mergeAliases(readEach(dependency['suppressedVulnerabilities'], `${at}.suppressedVulnerabilities`, entryOf(suppressed)))
}

interface Subject {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly purl: string | undefined
  readonly location: Location | undefined
  readonly others: readonly (Location | undefined)[]
}

function subjectOf(dependency: JsonObject, { places }: NativeContext): Subject {
  const purl = objectsOf(dependency['packages'])
    .flatMap(({ id }) => asText(id) ?? [])
    .find((id) => id.startsWith('pkg:'))
  const fileName = asText(dependency['fileName'])
  const known = purl === undefined ? undefined : packageOfPurl(purl)
  const file = places({ path: pathOf(dependency) })
  return {
    name: known?.name ?? fileName,
    version: known?.version,
    purl,
    // What a build tool has fetched lies outside the repository, under a name with the version: the package's own name stays the same.
    location: file?.path === undefined ? places({ uri: purl === undefined ? fileName : withoutVersion(purl) }) : file,
    others: objectsOf(dependency['relatedDependencies']).map((related) => places({ path: pathOf(related) })),
  }
}

/** A package of a lock file is written behind it: `package-lock.json?lodash`, `package-lock.json?/lodash:4.17.15`. */
function pathOf({ filePath }: JsonObject): string | undefined {
  return asText(filePath)?.replace(/\?.*$/s, '')
}

/** An `@` in a name is percent-encoded. */
function withoutVersion(purl: string): string {
  return purl.replace(/[@?#].*$/s, '')
}

function readVulnerability(entry: JsonObject, subject: Subject, make: (finding: Finding) => Entry): Entry {
  const id = asText(entry['name'])
  if (id === undefined) return unreadable('has no name')
  const { name, version, purl, location } = subject
  const affected = packageOf({ name, version, purl, path: location?.path, fixed: fixedBy(entry) })
  const cvss = scoresOf(entry)
  const source = asText(entry['source'])
  const references = objectsOf(entry['references']).map(({ url }) => url)
  return make(
    findingOf({
      kind: 'vulnerability',
      rule: { id, description: entry['description'], helpUrl: [pageOf(id), ...references] },
      severity: severityOf({ cvss, word: entry['severity'] }),
      location,
      otherLocations: subject.others,
      cwes: cwesOf(entry['cwes']),
      vulnerability: vulnerabilityOf({
        names: [id, ...advisoriesIn(id)],
        packages: affected === undefined ? [] : [affected],
        cvss,
        exploited: asObject(entry['knownExploitedVulnerability']) === undefined ? undefined : true,
        vendor: { name: source, severity: entry['severity'], url: pageOf(id) },
        urls: [pageOf(id), ...references],
      }),
    }),
  )
}

/** There is no fixed version, but the range by which the package was matched may end before one. */
function fixedBy(entry: JsonObject): unknown {
  const ranges = objectsOf(entry['vulnerableSoftware']).map(({ software }) => asObject(software) ?? {})
  return ranges.find(({ vulnerabilityIdMatched }) => vulnerabilityIdMatched === 'true')?.['versionEndExcluding']
}

/** Sources: nvd.nist.gov, github.com/advisories. Other names have no page that could be told from them. */
function pageOf(id: string): string | undefined {
  if (/^CVE-\d{4}-\d{4,19}$/.test(id)) return `https://nvd.nist.gov/vuln/detail/${id}`
  return /^GHSA(?:-\w{4}){3}$/.test(id) ? `https://github.com/advisories/${id}` : undefined
}
