import type { VulnerablePackage } from '../../../finding.js'
import { packageOf } from '../../native/advisory.js'
import { upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { fixesInRanges } from '../jfrog/notation.js'

/** How Xray names ecosystems, where nobody else does. Source: jfrog.com/help, Xray REST APIs, component identifiers. */
const ECOSYSTEMS: ReadonlyMap<string, string> = new Map([['gav', 'maven']])

/** What stands before the name of a distribution's package: `deb://debian:buster:openssl:1.1.1d-0`, `rpm://el8:glib2:0:2.56.4`. The same source. */
const PARTS_BEFORE: ReadonlyMap<string, number> = new Map([
  ['deb', 2],
  ['rpm', 1],
  ['alpine', 1],
])

/** `npm://moment:2.29.3`, `gav://org.apache.sshd:sshd-core:1.0.0`; version 2 tells version and type in members of their own, too. */
export function componentOf(component: JsonObject): VulnerablePackage | undefined {
  const id = asText(component['component_id']) ?? asText(component['component_name'])
  if (id === undefined) return undefined
  const { type, rest } = schemeOf(id, component['pkg_type'])
  const before = PARTS_BEFORE.get(type)
  const { name, version } = before === undefined ? nameAndVersion(rest, asText(component['version'])) : ofDistribution(rest, before)
  return packageOf({
    name,
    version,
    ecosystem: ECOSYSTEMS.get(type) ?? type,
    fixed: upgradesFrom(version, fixesInRanges(component['fixed_versions'])),
  })
}

function schemeOf(id: string, stated: unknown): { readonly type: string; readonly rest: string } {
  const at = id.indexOf('://')
  const type = at < 0 ? (asText(stated) ?? '') : id.slice(0, at)
  return { type: type.toLowerCase(), rest: at < 0 ? id : id.slice(at + 3) }
}

interface Named {
  readonly name: string
  readonly version: string | undefined
}

/** A version may have an epoch in front, with a colon behind it. */
function ofDistribution(rest: string, before: number): Named {
  const parts = rest.split(':')
  const name = parts[before]
  return name === undefined ? { name: rest, version: undefined } : { name, version: parts.slice(before + 1).join(':') }
}

function nameAndVersion(rest: string, version: string | undefined): Named {
  if (version !== undefined) return { name: rest.endsWith(`:${version}`) ? rest.slice(0, -version.length - 1) : rest, version }
  const at = rest.lastIndexOf(':')
  return at <= 0 ? { name: rest, version } : { name: rest.slice(0, at), version: rest.slice(at + 1) }
}
