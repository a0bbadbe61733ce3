import type { Vulnerability } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'

/** `shop:1.1.2`, `nimbus-jose-jwt-9.24.4.jar` */
const NAMED = /^(.{1,200}?)[:-](\d[\w.+-]{0,60}?)(?:\.(?:jar|war|ear|dll|nupkg|tgz|whl))?$/

/**
 * The advisory behind an issue that the plugin of OWASP Dependency-Check makes, which says all it knows in the message:
 * `Filename: nimbus-jose-jwt-9.24.4.jar | Reference: CVE-2023-52428 | CVSS Score: 7.5 | Category: CWE-400 | …`.
 * Source: github.com/dependency-check/dependency-check-sonar-plugin.
 */
export function sonarDependency(rule: string, message: string): Vulnerability | undefined {
  if (!rule.startsWith('OWASP:UsingComponentWithKnownVulnerability')) return undefined
  const facts = new Map(message.slice(0, 2000).split(' | ').map(pairOf))
  const names = advisoriesIn(facts.get('Reference') ?? facts.get('References') ?? '')
  const file = facts.get('Filename')
  const [, name = file, version] = NAMED.exec(file ?? '') ?? []
  const affected = packageOf({ name, version })
  return vulnerabilityOf({
    names,
    packages: affected === undefined ? [] : [affected],
    cvss: cvssScores([{ score: facts.get('CVSS Score') ?? facts.get('Highest CVSS Score') }]),
  })
}

function pairOf(part: string): readonly [string, string] {
  const at = part.indexOf(': ')
  return at < 0 ? ['', part] : [part.slice(0, at).trim(), part.slice(at + 2).trim()]
}
