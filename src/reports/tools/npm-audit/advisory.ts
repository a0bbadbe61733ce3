import type { Finding, Location } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import { severityOf } from '../../native/severity.js'
import { advisoriesIn, bestFirst } from '../../vocabulary/advisory-ids.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'

/** What is known of an installed package beside the advisory. */
export interface NpmPackage {
  readonly name: unknown
  readonly version: unknown
  /** The first versions without the problem. */
  readonly fixed: unknown
  readonly remediation: unknown
  readonly location: Location | undefined
}

/** An advisory of the npm registry about a package, as npm, pnpm and yarn hand it on; `undefined` when it has no name. */
export function npmFinding(advisory: JsonObject, { name, version, fixed, remediation, location }: NpmPackage): Finding | undefined {
  const names = namesOf(advisory)
  const id = ruleIdOf(advisory, names)
  const affected = packageOf({ name, version, ecosystem: 'npm', path: location?.path, fixed })
  if (id === undefined || affected === undefined) return undefined
  const { cvss: score, severity, url, overview, title } = advisory
  const cvss = cvssScores([{ score: asObject(score)?.['score'], vector: asObject(score)?.['vectorString'] }])
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title, description: overview, helpUrl: url },
    severity: severityOf({ cvss, word: severity }),
    location,
    cwes: cwesOf(advisory['cwe']),
    vulnerability: vulnerabilityOf({
      names: names.length === 0 ? [id] : names,
      packages: [affected],
      cvss,
      vendor: {
        name: id.startsWith('GHSA-') ? 'GitHub' : 'npm',
        severity,
        url,
        created: advisory['created'],
        updated: advisory['updated'],
      },
      urls: [url],
    }),
    remediation,
  })
}

/** Newer reports name the GHSA in the link alone. */
function namesOf(advisory: JsonObject): readonly string[] {
  const texts = [asText(advisory['url']), asText(advisory['github_advisory_id']), ...textsOf(advisory['cves'])]
  return bestFirst(texts.flatMap((text) => advisoriesIn(text ?? '')))
}

/** The advisory's public name; the registry's number changes whenever its database is built anew. */
function ruleIdOf(advisory: JsonObject, names: readonly string[]): string | undefined {
  const number = advisory['source'] ?? advisory['id']
  const numbered = typeof number === 'number' || typeof number === 'string' ? `npm-${number}` : undefined
  return names.find((name) => name.startsWith('GHSA-')) ?? names[0] ?? numbered
}
