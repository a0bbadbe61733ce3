import { managerOfFile } from './ecosystems.js'
import { stated } from './stated.js'

/**
 * The name of an image without tag and digest, for the place of a finding: both change with every build while the problem stays.
 * A port (`localhost:5000/shop`) is part of the name.
 */
export function nameOfImage(reference: string): string {
  return reference.replace(/@sha256:[0-9a-f]{64}$/, '').replace(/:[\w][\w.-]{0,127}$/, '')
}

/** Scanners name an archive by its file (`images/app.tar.gz`), which is no reference. */
export function isArchive(name: string): boolean {
  return /\.(?:tar|tar\.gz|tgz|tar\.zst)$/i.test(name)
}

/** `name:tag@sha256:…`, when one of the digests (`name@sha256:…`) belongs to the image: it names the very image, a tag does not. */
export function withDigest(reference: string, digests: readonly string[]): string {
  const name = nameOfImage(reference)
  const digest = reference.includes('@') ? undefined : digests.find((one) => one.startsWith(`${name}@sha256:`))
  return digest === undefined ? reference : `${reference}${digest.slice(name.length)}`
}

/** Source: distribution/reference, reference.go: a name in lower case with an optional host, then tag and digest. */
const REFERENCE =
  /^(?:[a-z0-9.-]+(?::\d{1,5})?\/)?(?:[a-z0-9][a-z0-9._-]*\/)*[a-z0-9][a-z0-9._-]*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/

/** Longer ones are none: 255 characters of a name, 128 of a tag, 71 of a digest, and what separates them. */
const LONGEST_REFERENCE = 456

/** What is found in images, which looks like the name of one. */
const FILE_OF_PACKAGES = /\.(?:json|lock|xml|txt|toml|ya?ml|jar|war|mod|sum|gemspec|py|js|rb|go|env|cfg|ini|conf|exe|dll)$/

/** Whether a text may be the reference of an image, where a tool that scans images has it in place of a file. */
export function isImageReference(text: string): boolean {
  return text.length <= LONGEST_REFERENCE && REFERENCE.test(text) && !FILE_OF_PACKAGES.test(text)
}

/** Tags that are no line, no target of a build and no part of a file's name. */
const VERSION_TAG = /:(?:v?\d{1,8}\.[\w.-]{1,120}|latest)$/

/** Whether a text is certainly the reference of an image, whoever wrote it: with a digest, or with a tag that is a version. */
export function isCertainImage(text: string): boolean {
  if (text.includes('@sha256:')) return isImageReference(text)
  return VERSION_TAG.test(text) && isTaggedImage(text)
}

/** Whether a text with a tag or a digest may be the reference of an image, where a tool that scans images among others has it. */
export function isTaggedImage(text: string): boolean {
  const name = nameOfImage(text)
  const base = name.slice(name.lastIndexOf('/') + 1)
  return name !== text && isImageReference(text) && !isFileTarget(name) && !/\.[a-z]{1,4}$/.test(base)
}

/** What lock files, manifests and packages are called by; no more, because names of images may have dots (`acme/next.js`). */
const FILE = /\.(?:json|lock|lockfile|txt|xml|toml|ya?ml|mod|sum|gradle|kts|jar|war|ear|par|gemspec|csproj|sln|whl|egg|phar|exe|dll)$/i

/** A file that a tool names where an image should be: a lock file, a path of the machine. */
export function isFileTarget(name: string): boolean {
  return managerOfFile(name) !== undefined || FILE.test(name) || /^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\]|\.{1,2}$)/.test(name)
}

/** The reference of an image; `undefined` for a word that says nothing (`Unknown`), an archive, and a file. */
export function imageReference(value: unknown): string | undefined {
  const name = stated(value)
  return name === undefined || isArchive(name) || isFileTarget(name) ? undefined : name
}
