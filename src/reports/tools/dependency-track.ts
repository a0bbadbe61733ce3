import type { Finding, Location } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { fixedVersionIn } from '../native/upgrade-advice.js'
import { advisoryPage } from '../vocabulary/advisory-page.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import { packageOfPurl } from '../vocabulary/purl.js'

/** Source of the members: docs.dependencytrack.org, "File formats", Finding Packaging Format; github.com/DependencyTrack/dependency-track, Finding.java. */
export const dependencyTrack: DocumentFormat = {
  shape: 'document',
  id: 'dependency-track',
  name: 'Dependency-Track FPF',
  tool: { name: 'Dependency-Track', vendor: 'OWASP' },
  covers: 'Dependency-Track finding packaging format 1.0 to 1.3, with the analysis of each finding',
  command: 'curl -sf -H "X-Api-Key: $KEY" "$URL/api/v1/finding/project/$PROJECT/export" > dependency-track.json',
  detect: (report) => has(report, 'version', 'meta', 'project', 'findings') && has(asObject(report['meta']) ?? {}, 'application'),
  read: (report, context) => ({
    tool: { version: asText(asObject(report['meta'])?.['version']) },
    // One run is one project, of which a repository may have several.
    category: asText(asObject(report['project'])?.['name']),
    readings: () => mergeAliases(readEach(report['findings'], 'findings', (entry) => readFinding(entry, context))),
  }),
}

/** Severities of Dependency-Track that are no general words. Source: Severity.java. */
const WORDS: SeverityWords = new Map([['info', 'INFORMATIONAL']])

function readFinding(entry: JsonObject, context: NativeContext): Entry {
  const component = asObject(entry['component'])
  const vulnerability = asObject(entry['vulnerability'])
  const id = asText(vulnerability?.['vulnId'])
  if (component === undefined || vulnerability === undefined || id === undefined) return unreadable('has no component or no vulnerability')
  const analysis = asObject(entry['analysis'])
  const state = asText(analysis?.['state'])?.toUpperCase() ?? ''
  if (state === 'RESOLVED') return NOT_A_PROBLEM
  const finding = toFinding(id, component, vulnerability, context)
  return analysis?.['isSuppressed'] === true || DISMISSED.has(state) ? suppressed(finding) : problem(finding)
}

/** States by which somebody has looked and found that it is no problem here. Source: AnalysisState.java. */
const DISMISSED: ReadonlySet<string> = new Set(['FALSE_POSITIVE', 'NOT_AFFECTED'])

function toFinding(id: string, component: JsonObject, vulnerability: JsonObject, { places }: NativeContext): Finding {
  const names = [id, ...objectsOf(vulnerability['aliases']).flatMap((one) => NAME_MEMBERS.flatMap((name) => textsOf([one[name]])))]
  const { recommendation } = vulnerability
  const packages = packagesOf(component, recommendation)
  const cvss = cvssScores(
    ['4', '3', '2'].map((version) => ({
      version: Number(version),
      score: vulnerability[`cvssV${version}BaseScore`] ?? vulnerability[`cvssV${version}Score`],
      vector: vulnerability[`cvssV${version}Vector`],
    })),
  )
  const page = names.map(advisoryPage).find((url) => url !== undefined)
  const source = asText(vulnerability['source'])
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title: vulnerability['title'], description: vulnerability['description'], helpUrl: page },
    severity: severityOf({ cvss, word: vulnerability['severity'], words: WORDS }),
    message: vulnerability['description'] ?? vulnerability['title'],
    location: locationOf(component, places),
    // A number and a name until 1.1, a list since.
    cwes: cwesOf([vulnerability['cweId'], ...objectsOf(vulnerability['cwes']).map(({ cweId }) => cweId)]),
    vulnerability: vulnerabilityOf({
      names,
      packages,
      cvss,
      epss: vulnerability['epssScore'],
      vendor: { name: source, severity: vulnerability['severity'], url: page, created: vulnerability['published'] },
      urls: [page],
    }),
    remediation: packages.some(({ fixedVersion }) => fixedVersion !== undefined) ? undefined : recommendation,
  })
}

/** Source: VulnerabilityAlias.java. `snykId` and `sonatypeId` are names in databases that not everybody may see. */
const NAME_MEMBERS = ['cveId', 'ghsaId', 'gsdId', 'osvId', 'snykId', 'sonatypeId', 'vulnDbId'] as const

/** `latestVersion` is the newest there is, which need not be one that mends it. */
function packagesOf(component: JsonObject, recommendation: unknown) {
  const purl = asText(component['purl'])
  const named = purl === undefined ? undefined : packageOfPurl(purl)?.name
  const name = named ?? textsOf([component['group'], component['name']]).join('/')
  const fixed = fixedVersionIn(recommendation, asText(component['name']))
  const found = packageOf({ name, version: component['version'], purl, fixed })
  return found === undefined ? [] : [found]
}

/** A project has components, not files; what stays the same through versions is the package's name. */
function locationOf(component: JsonObject, places: NativeContext['places']): Location | undefined {
  const purl = asText(component['purl'])
  return places({ uri: purl?.replace(/[@?#].*$/s, ''), logicalName: purl === undefined ? component['name'] : undefined })
}
