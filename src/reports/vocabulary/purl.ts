import { PackageURL } from 'packageurl-js'
import type { VulnerablePackage } from '../../finding.js'
import { managerOfEcosystem } from './ecosystems.js'

/** The package that a purl names, in the spelling of its own ecosystem; undefined when it is no purl. */
export function packageOfPurl(purl: string): VulnerablePackage | undefined {
  const parsed = parse(purl)
  if (parsed === undefined) return undefined
  const qualifiers = new Map(Object.entries(parsed.qualifiers ?? {}))
  return {
    name: nameOf(parsed),
    purl,
    ...defined('version', parsed.version),
    ...defined('manager', managerOfEcosystem(parsed.type) ?? parsed.type?.toUpperCase()),
    ...defined('architecture', qualifiers.get('arch')),
    ...defined('epoch', qualifiers.get('epoch')),
  }
}

function parse(purl: string): PackageURL | undefined {
  try {
    return PackageURL.fromString(purl)
  } catch {
    return undefined
  }
}

/** A namespace is part of the name, except for operating systems, where it is the distribution. */
function nameOf({ type, namespace, name }: PackageURL): string {
  if (!namespace || managerOfEcosystem(type) === 'OS') return name
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`
}

function defined<Key extends string>(key: Key, value: string | null | undefined): { readonly [key in Key]?: string } {
  return (value ? { [key]: value } : {}) as { readonly [key in Key]?: string }
}
