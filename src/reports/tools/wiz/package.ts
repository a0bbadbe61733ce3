import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import { type Entry, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { managerOfFile } from '../../vocabulary/ecosystems.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { byPolicy, type WizTarget } from './target.js'

/** A vulnerability of a package of the operating system or of a library. The manager is not told; the list or the manifest tells it. */
export function readPackageAdvisory(advisory: JsonObject, one: JsonObject, list: string, target: WizTarget): Entry {
  return readAdvisory(advisory, { ...one, ecosystem: list === 'osPackages' ? 'linux' : managerOfFile(asText(one['path'])) }, target)
}

/** The same for a program, whose versions and places stand with the vulnerabilities. */
export function readApplicationAdvisory(entry: JsonObject, application: JsonObject, target: WizTarget): Entry {
  const { path, version, vulnerability } = entry
  return readAdvisory(asObject(vulnerability) ?? entry, { name: application['name'], version, path }, target)
}

/** The word is that of the distribution or the database, by which Wiz' policies go; the score is the NVD's. */
function readAdvisory(advisory: JsonObject, one: JsonObject, target: WizTarget): Entry {
  const id = asText(advisory['name'])
  if (id === undefined) return unreadable('has no name')
  const { severity, source, description, fixedVersion: fixed, publishDate, score } = advisory
  const { name, version, path, startLine, ecosystem, layerMetadata } = one
  const location = target.location({ path, startLine })
  const affected = packageOf({ name, version, ecosystem, path: location?.path ?? path, fixed })
  const cvss = cvssScores([{ score, source: 'Wiz' }])
  return byPolicy(
    advisory,
    findingOf({
      kind: 'vulnerability',
      rule: { id, description, helpUrl: source },
      severity: severityOf({ word: severity, others: cvss }),
      location,
      vulnerability: vulnerabilityOf({
        names: [id],
        packages: affected === undefined ? [] : [affected],
        cvss,
        exploited: isExploited(advisory),
        vendor: { name: 'Wiz', severity, url: source, created: publishDate },
        urls: [source],
      }),
      image: target.image,
      layer: asObject(layerMetadata)?.['id'],
    }),
  )
}

function isExploited({ hasExploit, hasCisaKevExploit }: JsonObject): true | undefined {
  return hasExploit === true || hasCisaKevExploit === true || undefined
}
