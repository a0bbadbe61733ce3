import { asText, type JsonObject } from '../../vocabulary/json.js'
import { propertyOf } from './components.js'

/** What Checkov says of a component: where it stands in the repository. */
export interface CheckovComponent {
  readonly path: string
  /** A package by its name, a resource by its address. */
  readonly name: string
  readonly startLine: string | undefined
  readonly endLine: string | undefined
}

/**
 * `pkg:terraform/<owner>/<repository>/infra/main.tf/aws_s3_bucket.logs@sha1:…`: the namespace of Checkov's purls is the repository, or what it made
 * up for it, and the file. Source: github.com/bridgecrewio/checkov, checkov/common/output/cyclonedx.py.
 */
export function checkovComponent(component: JsonObject | undefined): CheckovComponent | undefined {
  const [purl, written] = [asText(component?.['purl']), asText(component?.['name'])]
  const name = written?.replace(/^\/+/, '')
  if (component === undefined || purl === undefined || name === undefined || !purl.startsWith('pkg:')) return undefined
  const [, ...parts] = decoded(purl.slice(0, versionStart(purl))).split('/')
  const whole = [parts.slice(REPOSITORY_PARTS), parts].map((some) => some.join('/')).find((text) => text.endsWith(`/${name}`))
  if (whole === undefined) return undefined
  const path = whole.slice(0, -name.length - 1)
  // Of an instruction the address begins with the file.
  const address = name.startsWith(`${path}.`) ? name.slice(path.length + 1) : name
  return { path, name: address || name, startLine: propertyOf(component, 'startLine'), endLine: propertyOf(component, 'endLine') }
}

/** The owner and the name; older versions leave them out. */
const REPOSITORY_PARTS = 2

function versionStart(purl: string): number {
  const end = purl.search(/[?#]/)
  const at = purl.lastIndexOf('@', end < 0 ? purl.length : end)
  return at < 0 ? (end < 0 ? purl.length : end) : at
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `Resource: aws_s3_bucket.logs. Ensure …`: what was checked, and the policy. */
export function checkovPolicy(description: unknown, component: JsonObject | undefined): string | undefined {
  const start = `Resource: ${asText(component?.['name']) ?? ''}. `
  const text = asText(description)
  return text?.startsWith(start) === true ? asText(text.slice(start.length)) : undefined
}
