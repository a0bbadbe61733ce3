import { asText, type JsonObject } from '../../vocabulary/json.js'

/** The secret in every form in which the entry has it, as it stands in the file first. Early versions write Base64. */
export function rawSecrets({ Raw, RawV2 }: JsonObject): readonly string[] {
  const raw = [Raw, RawV2].map(asText).filter((text) => text !== undefined)
  return [...raw.flatMap((text) => decoded(text) ?? []), ...raw]
}

/** `undefined` for a text that is no Base64 of printable text; a key that only looks like it stays as well as it is. */
function decoded(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const plain = Buffer.from(text, 'base64').toString('utf8')
  return /^[\x20-\x7e\s]{8,}$/.test(plain) ? plain : undefined
}
