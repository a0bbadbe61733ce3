import { asText } from '../vocabulary/json.js'

/**
 * The sentence in which Trivy, Gemnasium and Snyk put the fix where a format has no member for it: `Upgrade lodash to 4.17.21`,
 * `Upgrade to versions 2.8.11.1, 2.9.5 or above.`
 */
const ADVICE =
  /^upgrade (?:(\S{1,300}) )?to (?:versions? )?(v?\d[\w.+~:-]{0,100}(?:, ?v?\d[\w.+~:-]{0,100}){0,30})(?: or (?:above|higher|later|newer))?\.?$/i

/** The versions that fix a package, out of advice in words; several packages are told apart by their names. */
export function fixedVersionIn(advice: unknown, packageName: unknown): string | undefined {
  const name = asText(packageName)?.toLowerCase()
  for (const sentence of (asText(advice) ?? '').split(/[;\n]/)) {
    const [, named, versions] = ADVICE.exec(sentence.trim()) ?? []
    if (versions !== undefined && (named === undefined || named.toLowerCase() === name)) return versions.replace(/\.$/, '')
  }
  return undefined
}
