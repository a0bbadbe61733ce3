/** How Xray writes scores and versions, wherever its answers are found. */
import { fixedVersions } from '../../vocabulary/fixed-versions.js'
import { asText, textsOf } from '../../vocabulary/json.js'

/** `9.8` or `9.8/CVSS:3.0/AV:N/…`. */
export function scoreAndVector(value: unknown): { readonly score: string | undefined; readonly vector: string | undefined } {
  const [score, ...vector] = (asText(value) ?? '').split('/')
  return { score, vector: vector.length > 0 ? vector.join('/') : undefined }
}

/** `[4.17.19]` is a version, `[2.0,3.0)` a range that begins with one, and `(,1.0]` has none. Source: jfrog.com/help, Xray, version ranges. */
export function fixesInRanges(versions: unknown): readonly string[] {
  return fixedVersions(textsOf(versions).map((text) => text.replaceAll('[', ' ').replaceAll('(', ' >').split(',', 1)[0] ?? ''))
}
