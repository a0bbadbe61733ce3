import type { Finding, StatedSeverity } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { isPublicAdvisory } from '../../vocabulary/advisory-ids.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { kindOfCheck } from './checks.js'
import type { Subject } from './subject.js'

/** A component that is a file (CycloneDX 1.7, component type): its name is a path, its version often a hash of its content. */
export function isFile(component: JsonObject | undefined): boolean {
  return component?.['type'] === 'file'
}

/** What a tool finds in a file of the repository is a setting, unless it is a published advisory or one of the checks that are known by name. */
export function isAboutFile(id: string, component: JsonObject | undefined): boolean {
  return isFile(component) && kindOfCheck(id) === undefined && !isPublicAdvisory(id)
}

interface AffectedFile {
  readonly component: JsonObject | undefined
  readonly subject: Subject
}

/** `[Terraform].[RDS DB Instance Publicly Accessible]: …`. Source: github.com/Checkmarx/kics, pkg/report/model/cyclonedx.go. */
const DESCRIPTION = /^\[[^[\]]{1,100}\]\.\[(.{1,300}?)\]: ?(.*)$/s

/** `Problem found in line 16. Expected value: … Actual value: …` */
const PLACE = /^Problem found in line (\d{1,9})\.(?: Expected value: (.{0,4000})\. Actual value: (.{0,4000}))?$/s

export function fileFinding(
  id: string,
  vulnerability: JsonObject,
  { component, subject }: AffectedFile,
  severity: StatedSeverity,
): Finding {
  const description = asText(vulnerability['description'])
  const recommendation = asText(vulnerability['recommendation'])
  const [, title, words = description] = DESCRIPTION.exec(description ?? '') ?? []
  const [told, startLine, expected, actual] = PLACE.exec(recommendation ?? '') ?? []
  const wanted = asText(expected)
  const advisories = objectsOf(vulnerability['advisories']).map(({ url }) => url)
  return findingOf({
    kind: 'configuration',
    rule: {
      id,
      name: title,
      title,
      description: words,
      helpUrl: [...advisories, asObject(vulnerability['source'])?.['url']],
    },
    severity,
    // A value alone (`true`) says nothing.
    message: actual !== undefined && /\s/.test(actual.trim()) ? actual.replace(/\.$/, '') : words,
    location: subject.places({ path: component?.['name'], startLine }),
    cwes: cwesOf(vulnerability['cwes']),
    remediation: told === undefined ? recommendation : wanted === undefined ? undefined : `Expected: ${wanted}`,
  })
}
