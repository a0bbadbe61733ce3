/** What a description is made of. */
export interface FlawText {
  readonly message: string | undefined
  readonly remediation: string | undefined
  readonly links: readonly string[]
}

/**
 * A problem, then the advice, then references: each in a `<span>` in JSON, with an empty line between them in XML.
 * `<span>problem</span> <span>advice</span> <span>References: <a href="…">CWE</a></span>`
 */
export function flawText(text: string): FlawText {
  const isMarkup = text.includes('</span>')
  const parts = (isMarkup ? text.split('</span>') : text.replaceAll('\r\n', '\n').split('\n\n')).map((part) => part.trim())
  const references = parts.findIndex(isReferences)
  const [message, ...advice] = parts.slice(0, references < 0 ? undefined : references).filter((part) => part !== '')
  return {
    message,
    remediation: advice.length === 0 ? undefined : advice.join('\n\n'),
    links: Array.from(
      text.matchAll(isMarkup ? / href="([^"<>\s]{1,2000})"/g : /\((https?:\/\/[^()\s]{1,2000})\)/g),
      ([, link = '']) => link,
    ),
  }
}

/** Dynamic analysis writes its links without a word before them. */
function isReferences(part: string): boolean {
  const text = part.startsWith('<span>') ? part.slice('<span>'.length).trimStart() : part
  return ['References:', 'References :', '<a '].some((beginning) => text.startsWith(beginning))
}
