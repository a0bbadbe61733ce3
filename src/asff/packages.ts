/** Vulnerable packages. */
import type { SoftwarePackage } from '@aws-sdk/client-securityhub'
import { PackageURL } from 'packageurl-js'
import type { VulnerablePackage } from '../finding.js'
import { FILE_PATH_LENGTH, PACKAGE_COUNT, PACKAGE_TEXT_LENGTH } from './limits.js'
import { unlessEmpty, unlessNone } from './members.js'
import { removalOf, upgradeOf } from './remediation.js'
import { lineOfText } from './text.js'

/** What a purl says about a package beyond its name. */
interface Coordinates {
  readonly type?: string
  readonly version?: string
  readonly architecture?: string
  readonly epoch?: string
}

/**
 * Purl types and the ecosystem names of OSV and the scanners, in the words that Security Hub knows from Amazon Inspector.
 * Source: API reference of Amazon Inspector, VulnerablePackage, packageManager.
 */
const PACKAGE_MANAGERS: ReadonlyMap<string, string> = new Map([
  ['npm', 'NPM'],
  ['node-pkg', 'NODEPKG'],
  ['yarn', 'YARN'],
  ['pypi', 'PIP'],
  ['pip', 'PIP'],
  ['pipenv', 'PIPENV'],
  ['poetry', 'POETRY'],
  ['python-pkg', 'PYTHONPKG'],
  ['go', 'GOMOD'],
  ['golang', 'GOMOD'],
  ['gomod', 'GOMOD'],
  ['gobinary', 'GOBINARY'],
  ['maven', 'POM'],
  ['pom', 'POM'],
  ['jar', 'JAR'],
  ['gem', 'BUNDLER'],
  ['rubygems', 'BUNDLER'],
  ['bundler', 'BUNDLER'],
  ['gemspec', 'GEMSPEC'],
  ['cargo', 'CARGO'],
  ['crates.io', 'CARGO'],
  ['composer', 'COMPOSER'],
  ['packagist', 'COMPOSER'],
  ['nuget', 'NUGET'],
  ['dotnet-core', 'DOTNET_CORE'],
  ['deb', 'OS'],
  ['dpkg', 'OS'],
  ['rpm', 'OS'],
  ['apk', 'OS'],
  ['alpm', 'OS'],
  ['alpine', 'OS'],
  ['debian', 'OS'],
  ['ubuntu', 'OS'],
])

/** @param malware whether the packages are to be removed rather than upgraded */
export function softwarePackagesOf(packages: readonly VulnerablePackage[], malware: boolean): SoftwarePackage[] | undefined {
  return unlessNone(
    packages
      .slice(0, PACKAGE_COUNT)
      .map((one) => softwarePackage(one, malware ? removalOf(one) : upgradeOf(one)))
      .filter((one) => one !== undefined),
  )
}

/**
 * Source: API reference, Vulnerability: YES if every package has FixedInVersion and Remediation, NO if none has, else PARTIAL.
 * Over all packages, also those beyond the limit.
 */
export function fixAvailableOf(packages: readonly VulnerablePackage[]): 'YES' | 'NO' | 'PARTIAL' | undefined {
  if (packages.length === 0) return undefined
  const fixed = packages.filter((one) => upgradeOf(one) !== undefined).length
  if (fixed === 0) return 'NO'
  return fixed === packages.length ? 'YES' : 'PARTIAL'
}

function softwarePackage(one: VulnerablePackage, remediation: string | undefined): SoftwarePackage | undefined {
  const purl = coordinatesOf(one)
  const value = (text: string | undefined) => lineOfText(text, PACKAGE_TEXT_LENGTH)
  return unlessEmpty({
    Name: value(one.name),
    Version: value(one.version) ?? value(purl.version),
    Epoch: value(one.epoch) ?? value(purl.epoch),
    Release: value(one.release),
    Architecture: value(one.architecture) ?? value(purl.architecture),
    PackageManager: value(managerOf(one.manager) ?? managerOf(purl.type)),
    FilePath: lineOfText(one.path, FILE_PATH_LENGTH),
    FixedInVersion: value(one.fixedVersion),
    Remediation: value(remediation),
  })
}

function managerOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : (PACKAGE_MANAGERS.get(name.toLowerCase()) ?? name.toUpperCase())
}

/** Parsed only when it can add something: parsing costs more than all the rest. */
function coordinatesOf({ purl, manager, version }: VulnerablePackage): Coordinates {
  if (purl === undefined || (manager !== undefined && version !== undefined && !purl.includes('?'))) return {}
  try {
    const { type, version: parsed, qualifiers } = PackageURL.fromString(purl)
    const { arch, epoch } = qualifiers ?? {}
    return { ...given('type', type), ...given('version', parsed), ...given('architecture', arch), ...given('epoch', epoch) }
  } catch {
    // What the tool wrote is no purl; its other fields stand.
    return {}
  }
}

function given<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return (value === null || value === undefined ? {} : { [key]: value }) as { [P in K]?: string }
}
