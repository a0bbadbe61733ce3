/** The versions that fix a package, out of the text that tools write. */

export interface Fix {
  readonly version: string
  /** The first version behind this one, which nobody names: `>1.1.0`. */
  readonly isBehind: boolean
}

/** No advisory has more release lines. */
const MOST_FIXES = 200

/** Stands for more than anybody can compare. */
const NOT_COMPARED: Fix = { version: '', isBehind: false }

/** `4.17.21, 5.0.1`, `>= 1.2.3`, `^2.0.0 || >=3.1.0`, `2.8.11.1 or 2.9.5`. What is left open by a range (`[2.0,)`) is no version. */
export function fixesIn(text: string | undefined): readonly Fix[] {
  const parts = (text ?? '')
    .replaceAll(' or ', ',')
    .replaceAll('|', ',')
    .split(',', MOST_FIXES + 1)
  return parts.length > MOST_FIXES ? [NOT_COMPARED] : parts.flatMap((part) => fixOf(part.trim()) ?? [])
}

/** Operators of requirements that the version itself meets. */
const MET: readonly string[] = ['>=', '~>', '~=', '==', '=', '^', '~', '']

function fixOf(text: string): Fix | undefined {
  if (text === '') return undefined
  const operator = MET.find((one) => text.startsWith(one)) ?? ''
  const isBehind = operator === '' && text.startsWith('>')
  const version = text.slice(isBehind ? 1 : operator.length).trim()
  return version === '' || '<>=[(!'.includes(version.charAt(0)) ? undefined : { version, isBehind }
}
