import type { CvssScore, Vulnerability, VulnerablePackage } from '../../finding.js'
import { bestFirst } from '../vocabulary/advisory-ids.js'
import { managerOfEcosystem } from '../vocabulary/ecosystems.js'
import { httpUrl } from '../vocabulary/http-url.js'
import { asText, textsOf } from '../vocabulary/json.js'
import { packageOfPurl } from '../vocabulary/purl.js'
import { soundPackage } from '../vocabulary/sound-package.js'
import { stated } from '../vocabulary/stated.js'

/** As many links as Security Hub takes; databases collect hundreds. Source: inspector2 service model, ReferenceUrls. */
export const MOST_URLS = 10

/** What is known of an advisory, as it stands in the report. */
export interface AdvisoryFacts {
  /** Its names in any order: the CVE becomes the first, then the GHSA. At least one. */
  readonly names: readonly unknown[]
  readonly packages: readonly VulnerablePackage[]
  readonly cvss?: readonly CvssScore[]
  /** Probability 0..1. */
  readonly epss?: unknown
  /** Known to be exploited (CISA's KEV catalogue, or the tool's own word). */
  readonly exploited?: boolean | undefined
  /** Who graded it: usually the database that the tool took it from. */
  readonly vendor?: {
    readonly name: unknown
    readonly severity?: unknown
    readonly url?: unknown
    readonly created?: unknown
    readonly updated?: unknown
  }
  /** Links, the best first. What is no http(s) address is left out. */
  readonly urls?: readonly unknown[]
}

/** The advisory part of a finding; `undefined` when it has no name at all. */
export function vulnerabilityOf(facts: AdvisoryFacts): Vulnerability | undefined {
  const [id, ...related] = bestFirst(textsOf(facts.names))
  if (id === undefined) return undefined
  const epss = probabilityOf(facts.epss)
  const { vendor } = facts
  return {
    id,
    related,
    packages: facts.packages,
    cvss: facts.cvss ?? [],
    ...(epss !== undefined && { epss }),
    ...(facts.exploited !== undefined && { exploitAvailable: facts.exploited }),
    ...(vendor !== undefined && vendorOf(vendor)),
    urls: [...new Set((facts.urls ?? []).flatMap((url) => httpUrl(url) ?? []))].slice(0, MOST_URLS),
  }
}

function vendorOf(facts: NonNullable<AdvisoryFacts['vendor']>): Pick<Vulnerability, 'vendor'> {
  const name = stated(facts.name)
  if (name === undefined) return {}
  const [severity, createdAt, updatedAt] = [facts.severity, facts.created, facts.updated].map(stated)
  const url = httpUrl(facts.url)
  return {
    vendor: {
      name,
      ...(severity !== undefined && { severity }),
      ...(url !== undefined && { url }),
      ...(createdAt !== undefined && { createdAt }),
      ...(updatedAt !== undefined && { updatedAt }),
    },
  }
}

/** EPSS is a probability (first.org/epss); some tools write it as text. */
function probabilityOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^[01](?:\.\d{1,12})?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined
}

/** What is known of a package, as it stands in the report. */
export interface PackageFacts {
  readonly name: unknown
  readonly version?: unknown
  readonly purl?: unknown
  /** The tool's name for the ecosystem or the package manager; only asked without a purl. */
  readonly ecosystem?: unknown
  readonly architecture?: unknown
  readonly epoch?: unknown
  readonly release?: unknown
  /** Repository path of the manifest, or the file inside an image. */
  readonly path?: unknown
  /** One version or several. */
  readonly fixed?: unknown
}

/** `undefined` for a package without a name. The purl tells what the tool does not. */
export function packageOf(facts: PackageFacts): VulnerablePackage | undefined {
  const purl = asText(facts.purl)
  const parsed = purl === undefined ? undefined : packageOfPurl(purl)
  const name = asText(facts.name) ?? parsed?.name
  if (name === undefined) return undefined
  const ecosystem = stated(facts.ecosystem)
  const fixed = textsOf(facts.fixed).join(', ')
  const known = {
    version: stated(facts.version),
    manager: parsed?.manager ?? managerOfEcosystem(ecosystem) ?? ecosystem?.toUpperCase(),
    architecture: stated(facts.architecture),
    epoch: textOrNumber(facts.epoch),
    release: stated(facts.release),
    path: stated(facts.path),
    fixedVersion: fixed === '' ? undefined : fixed,
  }
  return soundPackage({ ...parsed, name, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) })
}

function textOrNumber(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? String(value) : stated(value)
}
