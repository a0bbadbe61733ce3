import type { Rule } from '../../../finding.js'
import { labelsIn } from '../../vocabulary/labels.js'

/**
 * The message in words. Some tools write a table of facts where a message should be (`Artifact: …`, `Type: …`, `Severity: …`); those facts
 * stand elsewhere in the finding, so only what is said about the problem is left.
 */
export function readableMessage(message: string, tool: string | undefined, rule: Rule): string {
  return words(message, tool, rule) ?? withoutHeading(message)
}

/** The same as it was before markup and headings were taken out of messages: what findings are known by. */
export function writtenMessage(message: string, tool: string | undefined, rule: Rule): string {
  return words(message, tool, rule) ?? message
}

function words(message: string, tool: string | undefined, rule: Rule): string | undefined {
  return tool === 'trivy' ? trivyWords(message, rule) : tool === 'wiz' ? wizWords(message) : undefined
}

/** `Description:` on a line above the description (Prisma Cloud), `: # example.com/m/sub` above what the Go compiler says of the package. */
function withoutHeading(message: string): string {
  return /^(?:description:|: ?# [\w./-]{1,200})[ \t]*\n/i.test(message)
    ? message.slice(message.indexOf('\n') + 1).trimStart() || message
    : message
}

/** Trivy's table has a line with words for misconfigurations only; vulnerabilities and secrets have them in their rule. */
function trivyWords(message: string, { title, description }: Rule): string | undefined {
  const labels = labelsIn(message)
  const isTable = (labels.has('artifact') || labels.has('package')) && /^(?:vulnerability|secret|license|severity\b)/im.test(message)
  return isTable ? (labels.get('message') ?? title ?? description) : undefined
}

/** Wiz: what is wrong, what was expected and what was found. */
function wizWords(message: string): string | undefined {
  const labels = labelsIn(message)
  const description = labels.get('description')
  if (description === undefined) return undefined
  const facts = ['Expected', 'Found'].flatMap((label) => {
    const value = labels.get(label.toLowerCase())
    return value === undefined ? [] : [`${label}: ${value}`]
  })
  return [description, ...facts].join('\n')
}
