/** By whose rules a package is named and its versions are ordered. */
import type { VulnerablePackage } from './finding.js'

/** `system`: of a distribution that is not known. `unknown`: of an ecosystem that is not known. */
export type Scheme = 'semantic' | 'caseless' | 'python' | 'ruby' | 'maven' | 'debian' | 'rpm' | 'alpine' | 'system' | 'unknown'

/** By purl type and by the words of tools for ecosystems and package managers, in lower case. */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ...words(
    'semantic',
    'npm node-pkg nodepkg yarn pnpm javascript cargo crates.io rust rust-crate rust-binary golang go go-module gomod gobinary',
  ),
  ...words('semantic', 'hex pub swift julia'),
  ...words('caseless', 'nuget dotnet dotnet-core dotnet_core composer packagist php-composer'),
  ...words('python', 'pypi pip pipenv poetry uv python python-pkg pythonpkg'),
  ...words('ruby', 'gem gems rubygems bundler gemspec'),
  ...words('maven', 'maven pom gradle jar java java-archive'),
  ...words('debian', 'deb dpkg debian ubuntu'),
  ...words('rpm', 'rpm rhel redhat centos fedora amazon oracle rocky alma almalinux suse opensuse sles photon azurelinux mariner'),
  ...words('alpine', 'apk alpine wolfi chainguard'),
  ...words('system', 'os linux'),
])

function words(scheme: Scheme, names: string): (readonly [string, Scheme])[] {
  return names.split(' ').map((name) => [name, scheme])
}

/** Whether the package is one of an operating system. */
export function isOfSystem(scheme: Scheme): boolean {
  return scheme === 'debian' || scheme === 'rpm' || scheme === 'alpine' || scheme === 'system'
}

/** The type of a purl says more than the package manager: `OS` may be any distribution's. */
export function schemeOf({ purl, manager }: Pick<VulnerablePackage, 'purl' | 'manager'>): Scheme {
  return SCHEMES.get(purlType(purl)) ?? SCHEMES.get(manager?.toLowerCase() ?? '') ?? 'unknown'
}

/** In lower case, `''` for what is no purl. Source: github.com/package-url/purl-spec: `scheme:type/namespace/name@version`. */
export function purlType(purl: string | undefined): string {
  if (purl?.startsWith('pkg:') !== true) return ''
  return (
    purl
      .slice('pkg:'.length)
      .split('/')
      .find((part) => part !== '')
      ?.toLowerCase() ?? ''
  )
}

/**
 * The name as the ecosystem compares it. Sources: PEP 503; learn.microsoft.com/nuget ("package identifiers are case insensitive");
 * getcomposer.org/doc/04-schema.md; doc.rust-lang.org/cargo (a hyphen is an underscore); Maven's `group:artifact` is a purl's `group/artifact`.
 */
export function comparedName(name: string, scheme: Scheme, manager: string | undefined): string {
  const plain = name.trim()
  if (scheme === 'python') return plain.toLowerCase().replace(/[-_.]+/g, '-')
  if (scheme === 'caseless') return plain.toLowerCase()
  if (scheme === 'maven') return plain.replace('/', ':')
  return manager?.toUpperCase() === 'CARGO' ? plain.replaceAll('_', '-') : plain
}
