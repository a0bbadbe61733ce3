import type { Finding } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { severityOf } from '../../native/severity.js'
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { upgradesFrom, versionsBehind } from '../../vocabulary/fixed-versions.js'
import { asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { type ComposerLock, installedPackage } from './lock.js'

/** An advisory about an installed package; `undefined` when it has no id. Source: Composer/Advisory/SecurityAdvisory.php. */
export function advisoryFinding(
  advisory: JsonObject,
  key: string,
  lock: ComposerLock | undefined,
  context: NativeContext,
): Finding | undefined {
  const id = asText(advisory['advisoryId'])
  const name = asText(advisory['packageName']) ?? key
  const { location, version } = installedPackage(name, lock, context)
  const fixed = upgradesFrom(version, versionsBehind(rangesOf(advisory['affectedVersions'])))
  const affected = packageOf({ name, version, ecosystem: 'composer', path: location?.path, fixed })
  if (id === undefined || affected === undefined) return undefined
  const { title, link, severity } = advisory
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title, helpUrl: link },
    severity: severityOf({ word: severity }),
    location,
    vulnerability: vulnerabilityOf({
      names: [id, ...namesOf(advisory)],
      packages: [affected],
      vendor: { name: 'Packagist', severity, url: link, created: advisory['reportedAt'] },
      urls: [link],
    }),
  })
}

/** Databases name an advisory by its id, by a file (`league/flysystem/CVE-2021-32708.yaml`), or not at all. */
function namesOf({ cve, link, sources }: JsonObject): readonly string[] {
  const texts = [cve, ...objectsOf(sources).map(({ remoteId }) => remoteId), link]
  return texts.flatMap((text) => advisoriesIn(asText(text) ?? ''))
}

/** A bar, or two, stands between ranges; a comma or a space between the conditions of one. Source: getcomposer.org/doc/articles/versions.md. */
function rangesOf(affected: unknown): readonly string[] {
  return (asText(affected) ?? '').split('|')
}
