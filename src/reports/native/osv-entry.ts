import type { CvssScore, Vulnerability, VulnerablePackage } from '../../finding.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { upgradesFrom } from '../vocabulary/fixed-versions.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import { vulnerabilityOf } from './advisory.js'

/** An advisory in the OSV schema, about one installed package. Source of the members: ossf.github.io/osv-schema. */
export function osvVulnerability(
  entry: JsonObject,
  { names = [], packages }: { readonly names?: readonly string[]; readonly packages: readonly VulnerablePackage[] },
): Vulnerability | undefined {
  const id = asText(entry['id'])
  return vulnerabilityOf({
    names: [...osvNames(entry), ...names],
    packages,
    cvss: osvCvss(entry),
    vendor: {
      name: databaseOf(id ?? ''),
      severity: osvSeverityWord(entry),
      url: osvPage(id),
      created: entry['published'],
      updated: entry['modified'],
    },
    urls: osvUrls(entry),
  })
}

/** A distribution's advisory about a single CVE is that CVE by another name (`ALPINE-CVE-…`); one about several is not. */
function osvNames(entry: JsonObject): readonly unknown[] {
  const upstream = textsOf(entry['upstream'])
  return [entry['id'], ...textsOf(entry['aliases']), ...(upstream.length === 1 ? upstream : [])]
}

/** `score` is a vector; other types than CVSS (`Ubuntu`) have words in it. A score about the package comes before one about the advisory. */
export function osvCvss(entry: JsonObject): readonly CvssScore[] {
  const severities = [...objectsOf(entry['affected']).flatMap((one) => objectsOf(one['severity'])), ...objectsOf(entry['severity'])]
  const vectors = severities.filter(({ type }) => asText(type)?.startsWith('CVSS_')).map(({ score }) => asText(score))
  return cvssScores([...new Set(vectors)].map((vector) => ({ vector })))
}

export function osvSeverityWord(entry: JsonObject): string | undefined {
  return asText(asObject(entry['database_specific'])?.['severity'])
}

export function osvCwes(entry: JsonObject): readonly string[] {
  return cwesOf(asObject(entry['database_specific'])?.['cwe_ids'])
}

/** Source: osv.dev, which shows every advisory of the databases in the OSV schema. */
export function osvPage(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `https://osv.dev/vulnerability/${encodeURIComponent(id)}`
}

/** Advisories first, then what fixes it. */
function osvUrls(entry: JsonObject): readonly unknown[] {
  const references = objectsOf(entry['references'])
  const ofType = (...types: readonly string[]) => references.filter(({ type }) => types.includes(asText(type) ?? ''))
  return [...ofType('ADVISORY'), ...ofType('FIX'), ...references].map(({ url }) => url)
}

/**
 * The versions that fix a package. An advisory may have several ranges, one for each release line; where it lists the affected versions one
 * by one it is clear which of them the installed version belongs to.
 */
export function osvFixes(entry: JsonObject, name: string | undefined, version: string | undefined): readonly string[] {
  const affected = objectsOf(entry['affected']).filter((one) => asText(asObject(one['package'])?.['name']) === name)
  const listing = affected.filter((one) => version !== undefined && textsOf(one['versions']).includes(version))
  const events = (listing.length > 0 ? listing : affected)
    .flatMap((one) => objectsOf(one['ranges']))
    .filter(({ type }) => type !== 'GIT')
    .flatMap((range) => objectsOf(range['events']))
  return upgradesFrom(version, [...new Set(events.flatMap(({ fixed }) => asText(fixed) ?? []))])
}

const DATABASES: ReadonlyMap<string, string> = new Map([
  ['GHSA', 'GitHub'],
  ['GO', 'Go'],
  ['MAL', 'OpenSSF'],
  ['PYSEC', 'PyPA'],
  ['RUSTSEC', 'RustSec'],
])

function databaseOf(id: string): string {
  return DATABASES.get(id.split('-', 1)[0] ?? '') ?? 'OSV'
}
