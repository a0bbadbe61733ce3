import type { Rule, VulnerablePackage } from '../../finding.js'
import type { Component } from './components.js'
import { asObject, asText, type JsonObject, objectsOf, ownValue } from './json.js'
import { messageText } from './messages.js'
import { markupOf, oneLine, plainText } from './plain-text.js'

/** Properties in which tools say what to do. */
const KEYS = ['remediation', 'solution', 'recommendation', 'fix', 'mitigation'] as const

/** Headings under which a rule's help says what to do. */
const HEADING =
  /^ {0,3}#{1,6} +(?:remediation|recommendations?|how (?:to|do i) fix\b.*|fix|solution|mitigation|suggested fix|resolution)[ :?]*#*$/i

/** What the first fix of a result says (§3.55.2); its Markdown where the tool writes nothing else. */
export function fixText(result: JsonObject, descriptor: JsonObject | undefined, components: readonly Component[]): string | undefined {
  for (const { description } of objectsOf(result['fixes'])) {
    const text = messageText(description, descriptor, components) ?? asText(asObject(description)?.['markdown'])
    const plain = text === undefined ? undefined : asText(plainText(text))
    if (plain !== undefined) return plain
  }
  return undefined
}

/** What a property bag says to do. */
export function remediationInBag(bag: JsonObject): string | undefined {
  const text = KEYS.map((key) => asText(ownValue(bag, key))).find((candidate) => candidate !== undefined)
  return text === undefined ? undefined : asText(plainText(text))
}

/** `Upgrade lodash to 4.17.21.`; undefined when no package has a fix. */
export function upgradeText(packages: readonly VulnerablePackage[]): string | undefined {
  const upgrades = packages.filter(({ fixedVersion }) => fixedVersion !== undefined)
  if (upgrades.length === 0) return undefined
  return `Upgrade ${upgrades.map(({ name, fixedVersion }) => `${name} to ${fixedVersion}`).join(', ')}.`
}

/**
 * What a rule's help says to do, as plain text: the first paragraph below a heading that promises it, else the first paragraph of all,
 * unless that only repeats what the rule is, holds a table of facts, or is a bare link.
 */
export function helpRemediation(descriptor: JsonObject | undefined, rule: Rule): string | undefined {
  const help = descriptor?.['help']
  const sources = [asText(ownValue(help, 'text')), asText(ownValue(help, 'markdown'))].filter((source) => source !== undefined)
  const section = sources.map(recommended).find((text) => text !== undefined)
  if (section !== undefined) return section
  const first = firstParagraph(markupOf(help) ?? '')
  return first === undefined || repeats(first, rule) || isNoAdvice(first) ? undefined : first
}

function recommended(help: string): string | undefined {
  const lines = help.split(/\r?\n/)
  const heading = lines.findIndex((line) => HEADING.test(line.trimEnd()))
  return heading < 0 ? undefined : firstParagraph(lines.slice(heading + 1).join('\n'))
}

/** The first paragraph with words in it; headings and tables are none. */
function firstParagraph(markup: string): string | undefined {
  const paragraphs = markup.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)
  const words = paragraphs.filter((paragraph) => /[^\s#|]/.test(paragraph) && !/^\s*[#|]/.test(paragraph.trim()))
  const plain = words[0] === undefined ? undefined : oneLine(plainText(words[0]))
  return plain === '' ? undefined : plain
}

function repeats(text: string, { title, description, name, id }: Rule): boolean {
  return [title, description, name, id].some(
    (known) => known !== undefined && (sameWords(known, text) || text.startsWith(`${oneLine(known)} `)),
  )
}

function sameWords(left: string, right: string): boolean {
  return oneLine(left).toLowerCase() === right.toLowerCase() || oneLine(left).startsWith(right)
}

/** `Vulnerability CVE-… Severity: HIGH …` and a lone link tell nobody what to do. */
function isNoAdvice(text: string): boolean {
  return /\bSeverity: ?\w/.test(text) || /^https?:\/\/\S+$/.test(text) || /^(?:\S+ )?scanner checks? for /i.test(text)
}
