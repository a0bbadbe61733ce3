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
