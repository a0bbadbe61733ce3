import type { VulnerablePackage } from '../../../finding.js'
import { managerOfEcosystem } from '../../vocabulary/ecosystems.js'
import { asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { labelsIn } from '../../vocabulary/labels.js'
import { cells } from '../../vocabulary/plain-text.js'
import { packageOfPurl } from '../../vocabulary/purl.js'

/** What a result about a package is read from. */
export interface PackageEvidence {
  readonly tool: string | undefined
  readonly ruleId: string
  readonly ruleName: string | undefined
  /** Short and full description, help, as they are written. */
  readonly shortDescription: string
  readonly fullDescription: string
  readonly help: string
  readonly message: string
  /** Only read for labels that the plain message lacks; never shown. */
  readonly markdown: string
  readonly ruleProperties: JsonObject
  readonly properties: JsonObject
  readonly logicalName: string | undefined
  /** The file, in the repository or as the tool wrote it. */
  readonly path: string | undefined
  /** At least the name of that file, where its path is one of another machine. */
  readonly file: string | undefined
  /** What the first fix says. */
  readonly fix: string | undefined
  /** The module of the last step of the first code flow: `golang.org/x/text@v0.3.5`. */
  readonly lastModule?: string | undefined
}

export interface Dependency {
  readonly packages: readonly VulnerablePackage[]
  /** The container image that the package lies in. */
  readonly image?: string
  /** What stands where a path should be is none: the package belongs to the operating system. */
  readonly pathless?: boolean
}

/** Undefined when the text is not what the tool usually writes. */
type PackageReader = (evidence: PackageEvidence) => Dependency | undefined

/** Longer texts are not what these tools write; some of the expressions below would take long to say so. */
const LONGEST_SENTENCE = 1000

/** How each tool says which package it means. */
export const packageReaders: ReadonlyMap<string, PackageReader> = new Map<string, PackageReader>([
  ['trivy', readTrivy],
  ['grype', readGrype],
  ['osv-scanner', readOsvScanner],
  ['snyk', readSnyk],
  ['jfrog', readJfrog],
  ['jfrog-policy', readJfrog],
  ['blackduck', readBlackDuck],
  ['dependency-check', readDependencyCheck],
  ['wiz', readWiz],
  ['govulncheck', readGovulncheck],
  ['checkov', readCheckov],
  ['cargo-audit', readCargoAudit],
])

/** A package without what the tool did not say. */
function vulnerable(
  name: string,
  facts: { readonly [key in Exclude<keyof VulnerablePackage, 'name'>]?: string | undefined },
): VulnerablePackage {
  return { name, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')) }
}

/** `name@1.2.3`, where a scope or an image digest may hold an `@` too. */
function atVersion(text: string): readonly [name: string, version: string | undefined] {
  const at = text.lastIndexOf('@')
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined]
}

/** Message: `Package: …\nInstalled Version: …\nVulnerability …\nSeverity: …\nFixed Version: …`. Older versions only say it in the rule's help. */
function readTrivy({ message, help, ruleName, path }: PackageEvidence): Dependency | undefined {
  const labels = labelsIn(message)
  const source = labels.has('package') ? labels : labelsIn(help)
  const name = source.get('package')
  if (name === undefined || /^(?:Misconfiguration|Secret|License)$/.test(ruleName ?? '')) return undefined
  const ofSystem = /^OS ?Package/i.test(ruleName ?? '')
  const version = source.get('installed version')
  const fixedVersion = source.get('fixed version')
  const image = ofSystem && path !== undefined && /:[\w][\w.-]{0,127}$/.test(path) ? path : undefined
  const found = vulnerable(name, { version, fixedVersion, manager: ofSystem ? 'OS' : undefined })
  return { packages: [found], pathless: ofSystem, ...(image !== undefined && { image }) }
}

/** `A high vulnerability in npm package: lodash, version 4.17.20 was found at: /package-lock.json`. */
const GRYPE = /^An? .{1,40} vulnerability in (\S{1,60}) package: (.{1,300}), version (.{0,200}?) was found (?:in image (.{1,400}?) )?at: /s
/** The wording of versions before 0.60. */
const OLD_GRYPE = / reports (.{1,300}) at version (.{0,200}?) {1,2}which (?:would result in|is) a vulnerable \((.{1,60}?)\) package/s

function readGrype({ message, help, ruleProperties, path }: PackageEvidence): Dependency | undefined {
  const text = message.slice(0, LONGEST_SENTENCE)
  const [, type, name, version, image] = GRYPE.exec(text) ?? []
  const [, oldName, oldVersion, oldType] = name === undefined ? (OLD_GRYPE.exec(text) ?? []) : []
  const labels = labelsIn(help)
  const packageName = name ?? oldName ?? labels.get('package')
  if (packageName === undefined) return undefined
  const actual = version ?? oldVersion ?? labels.get('version')
  const purls = textsOf(ruleProperties['purls']).map(packageOfPurl)
  const known = purls.find((item) => item?.version === actual) ?? (purls.length === 1 ? purls[0] : undefined)
  const ecosystem = type ?? oldType ?? labels.get('type')
  const inner = image === undefined ? path : pathInImage(image, path)
  const manager = known?.manager ?? managerOfEcosystem(ecosystem) ?? ecosystem?.toUpperCase()
  const found = vulnerable(packageName, { ...known, version: actual, manager, fixedVersion: labels.get('fix version'), path: inner })
  return { packages: [found], ...(image !== undefined && { image }) }
}

/** Grype puts the image in front of the path, whole or without registry and tag. */
function pathInImage(image: string, path: string | undefined): string | undefined {
  const short = image.split('/').at(-1)?.split(/[:@]/)[0] ?? image
  const prefix = [`${image}/`, `${short}/`].find((candidate) => path?.startsWith(candidate))
  return prefix === undefined ? path : path?.slice(prefix.length)
}

/** `Package 'regex@1.5.1' is vulnerable to …`; the fixed versions stand in a table of the rule's help. */
function readOsvScanner({ message, help }: PackageEvidence): Dependency | undefined {
  const stated = /^Package '([^'\n]{1,300})' is vulnerable/.exec(message)?.[1]
  if (stated === undefined) return undefined
  const [name, version] = atVersion(stated)
  // Without a fix there is only the other table, of the affected packages, whose last column is the version that is installed.
  const heading = help.indexOf('Fixed Versions')
  const table = heading < 0 ? [] : help.slice(heading).split('\n')
  const fixed = table.map(cells).filter((row) => row.length === 3 && row[1] === name && row[2] !== '')
  const versions = [...new Set(fixed.flatMap((row) => (row[2] ?? '').split(', ')))]
  return { packages: [vulnerable(name, { version, fixedVersion: versions.join(', ') })] }
}

/** `name@version` as logical name; manager in the rule's help or, for container images, among its tags; fix in the help or in the result's. */
function readSnyk({ logicalName, fullDescription, help, ruleProperties, fix }: PackageEvidence): Dependency | undefined {
  const described = /^\([^()\n]{1,200}\) ([^\s]{1,300})/.exec(fullDescription)?.[1]
  const stated = described ?? logicalName
  if (stated === undefined) return undefined
  const [name, version] = atVersion(stated)
  const named = /^\* Package Manager: ([^\s]{1,40})/m.exec(help)?.[1]
  const tagged = textsOf(ruleProperties['tags'])
    .map(managerOfEcosystem)
    .find((manager) => manager !== undefined)
  const [fixName, fixVersion] = atVersion(/^Upgrade to ([^\s]{1,300})$/.exec(fix ?? '')?.[1] ?? '')
  const fixedVersion = fixName === name ? fixVersion : snykFix(help)
  return { packages: [vulnerable(name, { version, manager: managerOfEcosystem(named) ?? tagged ?? named?.toUpperCase(), fixedVersion })] }
}

/** `Upgrade \`lodash\` to version 4.17.21 or higher.` below the heading. */
function snykFix(help: string): string | undefined {
  const remediation = help.slice(Math.max(help.indexOf('# Remediation'), 0))
  return /\bto version ([^\s`][^\n`]{0,200}?) or higher/.exec(remediation)?.[1]
}

/** Short description: `[Security Violation] [CVE-2020-8203] lodash 4.17.0 (watch)`, the name possibly with colons. */
function readJfrog({ shortDescription, properties, ruleProperties, markdown }: PackageEvidence): Dependency | undefined {
  if (asText(properties['type']) === 'license') return undefined
  if (!shortDescription.includes('] ')) return undefined
  const stated = shortDescription
    .slice(shortDescription.lastIndexOf('] ') + 1)
    .replace(/ \([^()]*\)\s*$/, '')
    .trim()
  const space = stated.lastIndexOf(' ')
  if (space < 0) return undefined
  const fixed = (asText(properties['fixedVersion']) ?? asText(ruleProperties['fixedVersion']))?.replace(/^\[|\]$/g, '')
  const fixedVersion = fixed === undefined || /^no fix/i.test(fixed) ? undefined : fixed
  const image = labelsIn(markdown).get('image')
  return {
    packages: [vulnerable(stated.slice(0, space), { version: stated.slice(space + 1), fixedVersion })],
    ...(image !== undefined && { image }),
  }
}

function readBlackDuck({ properties }: PackageEvidence): Dependency | undefined {
  const name = asText(properties['component'])
  return name === undefined ? undefined : { packages: [vulnerable(name, { version: asText(properties['componentVersion']) })] }
}

/** A purl where there is one, else the name of the scanned file: the tool looks at files. */
function readDependencyCheck({ logicalName, message, path }: PackageEvidence): Dependency | undefined {
  const purl = /pkg:[a-z]{1,20}\/[^\s'"()]{1,300}/.exec(`${logicalName ?? ''} ${message.slice(0, LONGEST_SENTENCE)}`)?.[0]
  const parsed = purl === undefined ? undefined : packageOfPurl(purl)
  const file = path?.split('/').at(-1)
  const name = logicalName ?? file
  if (parsed !== undefined) return { packages: [parsed] }
  return name === undefined ? undefined : { packages: [vulnerable(name, {})] }
}

function readWiz({ message, markdown }: PackageEvidence): Dependency | undefined {
  const labels = labelsIn(message)
  const name = labels.get('component') ?? labels.get('package') ?? labels.get('package name') ?? labels.get('library')
  if (name === undefined) return undefined
  const version = labels.get('version') ?? labels.get('installed version') ?? labels.get('current version')
  const image = labels.get('image') ?? labelsIn(markdown).get('image')
  const found = vulnerable(name, { version, fixedVersion: labels.get('fixed version') })
  return { packages: [found], ...(image !== undefined && { image }) }
}

/**
 * `Your code calls vulnerable functions in 1 package (golang.org/x/text/language).`: of what is called the code flow ends in the module, with its
 * version. Source: golang.org/x/vuln, internal/sarif/handler.go.
 */
function readGovulncheck({ message, lastModule = '' }: PackageEvidence): Dependency | undefined {
  const [module, version] = atVersion(lastModule)
  const told = /\b(?:in|imports|on) \d{1,9} (?:vulnerable )?(?:package|module)s? \(([^\s(),]{1,300})/.exec(
    message.slice(0, LONGEST_SENTENCE),
  )?.[1]
  const name = module === '' ? told : module
  return name === undefined ? undefined : { packages: [vulnerable(name, { version, manager: 'GOMOD' })] }
}

/** Rule id: `CVE-2020-8203_lodash@4.17.0`. */
function readCheckov({ ruleId }: PackageEvidence): Dependency | undefined {
  const stated = /^(?:CVE|GHSA|PRISMA|BC)[^_]{1,60}_(.{1,300}@.{1,100})$/s.exec(ruleId)?.[1]
  if (stated === undefined) return undefined
  const [name, version] = atVersion(stated)
  return { packages: [vulnerable(name, { version })] }
}

/** `smallvec 1.4.0 is vulnerable to RUSTSEC-2021-0003 (…)`, `time 0.1.42 has a unmaintained warning: …`. Source: github.com/rustsec/rustsec, cargo-audit/src/sarif.rs. */
function readCargoAudit({ message }: PackageEvidence): Dependency | undefined {
  const [, name, version] = /^([\w-]{1,200}) (\d\S{0,200}) (?:is vulnerable to|has an? \w{1,40} warning)\b/.exec(message) ?? []
  return name === undefined || version === undefined ? undefined : { packages: [vulnerable(name, { version, manager: 'CARGO' })] }
}
