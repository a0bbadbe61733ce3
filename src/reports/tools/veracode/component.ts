import type { Finding } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { PlaceFacts, Places } from '../../native/places.js'
import { severityOf } from '../../native/severity.js'
import { advisoryPage } from '../../vocabulary/advisory-page.js'
import { type CvssFacts, cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { managerOfFile } from '../../vocabulary/ecosystems.js'
import { asText, textsOf } from '../../vocabulary/json.js'
import { VERACODE_SEVERITIES } from './severity.js'

/** What a report says of a vulnerability in a component. */
export interface ComponentFlaw {
  readonly advisory: unknown
  readonly name: unknown
  readonly version: unknown
  readonly ecosystem: unknown
  /** Where the component is: in a manifest, or in an archive of the built program. */
  readonly paths: unknown
  readonly summary: unknown
  readonly severity: unknown
  /** `Very High` */
  readonly grade: unknown
  readonly cwe: unknown
  readonly cvss: readonly CvssFacts[]
  readonly url?: unknown
  readonly epss?: unknown
  readonly exploited?: boolean | undefined
  readonly firstSeen: unknown
}

/** `undefined` without an advisory. */
export function componentFinding(flaw: ComponentFlaw, places: Places): Finding | undefined {
  const id = asText(flaw.advisory)
  if (id === undefined) return undefined
  const { name, version, ecosystem, epss, exploited } = flaw
  const url = flaw.url ?? advisoryPage(id)
  const [location, ...otherLocations] = textsOf(flaw.paths).map((path) => places(placeOf(path)))
  const affected = packageOf({ name, version, ecosystem, path: location?.path ?? location?.uri })
  const cvss = cvssScores(flaw.cvss.map((facts) => ({ ...facts, source: 'Veracode' })))
  return findingOf({
    kind: 'vulnerability',
    rule: { id, description: flaw.summary, helpUrl: url },
    severity: severityOf({ cvss, word: flaw.severity, words: VERACODE_SEVERITIES }),
    location,
    otherLocations,
    cwes: cwesOf(flaw.cwe),
    vulnerability: vulnerabilityOf({
      names: [id],
      packages: affected === undefined ? [] : [affected],
      cvss,
      epss,
      exploited,
      vendor: { name: 'Veracode', severity: flaw.grade },
      urls: [url],
    }),
    firstSeen: flaw.firstSeen,
  })
}

const ARCHIVES = ['.jar', '.war', '.ear']

/** `project/pom.xml/com.h2database:h2` is about a file of the repository, `shop.war#zip:WEB-INF/lib/h2-2.1.214.jar` about none. */
function placeOf(path: string): PlaceFacts {
  const segments = path.split('/')
  const manifest = segments.findIndex(
    (segment) => managerOfFile(segment) !== undefined && !ARCHIVES.some((ending) => segment.endsWith(ending)),
  )
  return manifest < 0 ? { uri: path } : { path: segments.slice(0, manifest + 1).join('/') }
}
