import type { Finding } from '../finding.js'
import { DESCRIPTION_LENGTH } from './limits.js'
import { plainText } from './text.js'
import { titleOf } from './title.js'

/** The message, then the rule's description as far as it adds to it. Plain text of 1 to 1,024 code points. */
export function descriptionOf(finding: Finding): string {
  const { message, rule } = finding
  return plainText(joined(message, rule.description ?? rule.title ?? ''), DESCRIPTION_LENGTH) ?? titleOf(finding)
}

function joined(message: string, ruleText: string): string {
  if (says(message, ruleText)) return message
  return says(ruleText, message) ? ruleText : `${message.trimEnd()}\n\n${ruleText.trimStart()}`
}

function says(text: string, other: string): boolean {
  return text.includes(other.trim().replace(/\.$/, ''))
}
