import type { Finding } from '../finding.js'
import { DESCRIPTION_LENGTH } from './limits.js'
import { plainText } from './text.js'
import { titleOf } from './title.js'

/**
 * The message, then what the rule adds to it: its title where the finding has another one, its description.
 * Plain text of 1 to 1,024 code points.
 */
export function descriptionOf(finding: Finding): string {
  const { message, rule } = finding
  const title = titleOf(finding)
  const texts = [message, addsWords(rule.title, `${title} ${message}`) ? rule.title : '', rule.description ?? '']
  return plainText(texts.reduce(joined), DESCRIPTION_LENGTH) ?? title
}

/** `SC2086` and `[CVE-2024-1] lodash 4.17.20` are titles without a word of their own. */
function addsWords(title: string | undefined, known: string): title is string {
  const words = title?.toLowerCase().match(/\p{L}{4,}/gu) ?? []
  const lower = known.toLowerCase()
  return words.some((word) => !lower.includes(word))
}

/** Nothing twice: where one of both says the other, it stands alone. */
function joined(text: string, more: string): string {
  if (says(text, more)) return text
  return says(more, text) ? more : `${text.trimEnd()}\n\n${more.trimStart()}`
}

function says(text: string, other: string): boolean {
  return text.includes(other.trim().replace(/\.$/, ''))
}
