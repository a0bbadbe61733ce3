import type { Location, Vulnerability } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

export interface DependencyMatch {
  /** Of the rule. */
  readonly id: string
  readonly extra: JsonObject
  readonly metadata: JsonObject
  readonly location: Location | undefined
}

/** The advisory and the package, when a match is of a rule about dependencies (`sca_match` in semgrep_output_v1.atd). */
export function semgrepDependency({ id, extra, metadata, location }: DependencyMatch): Vulnerability | undefined {
  const match = asObject(asObject(extra['sca_info'])?.['dependency_match'])
  const found = asObject(match?.['found_dependency'])
  if (found === undefined) return undefined
  const lockFile = asText(found['lockfile_path']) ?? asText(match?.['lockfile']) ?? location?.path
  const affected = packageOf({
    name: found['package'],
    version: found['version'],
    ecosystem: found['ecosystem'],
    path: lockFile,
    fixed: fixesOf(metadata['sca-fix-versions'], found['package']),
  })
  const names = textsOf([metadata['sca-vuln-database-identifier'], metadata['cve'], metadata['ghsa']])
  return vulnerabilityOf({
    names: names.length === 0 ? [id] : names,
    packages: affected === undefined ? [] : [affected],
    vendor: { name: 'Semgrep', severity: metadata['sca-severity'], created: metadata['publish-date'] },
    urls: textsOf(metadata['references']),
  })
}

/** `[{ "lodash": "4.17.21" }]`: a rule covers the packages that share a flaw. */
function fixesOf(fixes: unknown, name: unknown): readonly string[] {
  const wanted = asText(name)
  return wanted === undefined ? [] : objectsOf(fixes).flatMap((fix) => (Object.hasOwn(fix, wanted) ? textsOf(fix[wanted]) : []))
}
