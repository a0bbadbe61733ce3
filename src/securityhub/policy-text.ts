/** What people copy out of a message: statements of policies, and words of a command. */

/** A statement on several lines: wherever it is shown, nothing of it is out of sight. */
export function statementText(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(statement, null, 2)
}

/** Letters, digits and what ARNs, Regions and addresses have besides: to no shell they are anything but themselves. */
const PLAIN = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@%+=,')

/** A value as one word of a command for a POSIX shell. */
export function shellWord(value: string): string {
  const plain = value !== '' && [...value].every((char) => PLAIN.has(char))
  return plain ? value : `'${value.replaceAll("'", "'\\''")}'`
}

/**
 * What IAM calls the identity provider of an issuer: its address without the scheme. Source: IAM API reference, CreateOpenIDConnectProvider, `Url`:
 * https, no port, no query.
 *
 * @returns `undefined` for what cannot be one
 */
export function providerName(issuer: string): string | undefined {
  const url = URL.parse(issuer)
  if (url === null || url.protocol !== 'https:' || url.port !== '') return undefined
  const name = issuer.slice('https://'.length)
  const isWhole = `https://${name}` === issuer && withoutSlash(`${url.host}${url.pathname}`) === name
  return isWhole && [...name].every((char) => PLAIN.has(char) && char !== ':' && char !== '@') ? name : undefined
}

/** Of an address without a path a URL has one all the same. */
function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}
