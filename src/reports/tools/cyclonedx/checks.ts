import type { FindingKind, Location } from '../../../finding.js'
import type { FindingFacts } from '../../native/finding.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { checkovComponent, checkovPolicy } from './checkov.js'
import { propertyOf } from './components.js'
import type { Subject } from './subject.js'

/** Of a property of the Amazon Inspector scan. Source: Amazon Inspector user guide, "Using CycloneDX namespaces". */
export const INSPECTOR = 'amazon:inspector:sbom_scanner:'

/**
 * What a check finds that stands among vulnerabilities; `undefined` for the id of an advisory. Amazon Inspector has checks of Dockerfiles,
 * of which IN-DOCKER-007 are secrets (Amazon Inspector user guide, "Dockerfile checks"); Checkov has its policies.
 */
export function kindOfCheck(id: string): FindingKind | undefined {
  if (/^(?:IN-DOCKER-007|CKV_SECRET_)/.test(id)) return 'secret'
  return /^(?:IN-DOCKER-|CKV2?_)/.test(id) ? 'configuration' : undefined
}

interface Checked {
  readonly component: JsonObject | undefined
  readonly subject: Subject
}

/** What is said of a check, and where. What Checkov says of a secret names its hash, which is not told. */
export function factsOfCheck(
  id: string,
  vulnerability: JsonObject,
  kind: FindingKind,
  { component, subject }: Checked,
): Pick<FindingFacts, 'title' | 'message' | 'location'> {
  const description = asText(vulnerability['description'])
  const policy = checkovPolicy(description, component)
  const checked = checkovComponent(component)
  if (policy === undefined) {
    const message = kind === 'secret' ? description?.replace(/^Resource: \S+ /, '') : description
    return { message, location: placeOfCheck(id, kind, component, subject) }
  }
  // Without what it was checked of, a policy is a sentence for people; with it, one as in Checkov's own format.
  const { path, name, startLine, endLine } = checked ?? {}
  const resource = name ?? asText(component?.['name'])
  if (kind === 'secret') return { title: policy, message: policy, location: subject.places({ path, startLine, endLine }) }
  const location = subject.places({ path, startLine, endLine, logicalName: resource })
  return { title: policy, message: resource === undefined ? policy : `${policy} (${resource})`, location }
}

/** Amazon Inspector puts the lines into the component, by the id of the check: `affected_lines:10-12`. */
function placeOfCheck(id: string, kind: FindingKind, component: JsonObject | undefined, subject: Subject): Location | undefined {
  const name = asText(component?.['name'])
  if (component === undefined || name === undefined) return undefined
  const lines = propertyOf(component, `${INSPECTOR}dockerfile_finding:${id}`)
  if (lines === undefined) return kind === 'secret' ? undefined : subject.places({ logicalName: name })
  return subject.places({ path: name.replace(/^dockerfile:/, ''), startLine: lines.replace(/^affected_lines:/, '') })
}
