import type { Rule } from '../../../finding.js'
import { asText, isObject, type JsonObject, objectsOf, ownValue, textsOf } from '../../vocabulary/json.js'
import { markupOf, multiformatText, oneLine, plainText } from '../../vocabulary/plain-text.js'
import { messageText } from '../texts/messages.js'
import type { Component } from './components.js'

/** Properties in which tools say what to do. */
const KEYS = [
  'remediation',
  'Remediation',
  'remediationAdvice',
  'remediation_advice',
  'solution',
  'Solution',
  'recommendation',
  'Recommendation',
  'recommendations',
  'recommendedAction',
  'recommended_action',
  'howToFix',
  'how_to_fix',
  'resolution',
  'fix',
  'mitigation',
  'suggestion',
] as const

/** Headings under which a rule's help says what to do. */
const HEADING =
  /^ {0,3}#{1,6} +(?:how (?:to|do i) fix\b.*|(?:remediation|recommendations?|fix|solution|mitigation|suggested fix|resolution|(?:best practices for )?prevention)[ :?]*#*)$/i

/** What the first fix of a result says in words (§3.55.2); its Markdown where the tool writes nothing else. */
export function fixText(result: JsonObject, descriptor: JsonObject | undefined, components: readonly Component[]): string | undefined {
  for (const { description } of objectsOf(result['fixes'])) {
    const text = messageText(description, descriptor, components)
    const plain = text === undefined ? undefined : asText(plainText(text))
    if (plain !== undefined && isInWords(plain)) return plain
  }
  return undefined
}

/** Two words at least: some tools describe a fix by the text that it inserts (shellcheck: `|| exit`). */
function isInWords(text: string): boolean {
  return text.split(/\s+/).filter((word) => /[A-Za-z]{2}/.test(word)).length >= 2
}

/** What a property bag says to do. A flag (`none`, `fixable_suggestion`), a version or a link is no advice. */
export function remediationInBag(bag: JsonObject): string | undefined {
  const texts = KEYS.flatMap((key) => wordsOf(ownValue(bag, key))).map((text) => plainText(text))
  return texts.find((text) => isInWords(text) && !isRefusal(text))
}

/** A text, several of them, or a message (`{text}`). */
function wordsOf(value: unknown): readonly string[] {
  if (!isObject(value)) return textsOf(value)
  return ['text', 'markdown', 'description'].flatMap((key) => textsOf(ownValue(value, key)))
}

/** `No fix available`, `not fixable`: there is nothing to do. */
function isRefusal(text: string): boolean {
  return /^(?:no|not|none|without|n\/a)\b[^.,;:]{0,60}$/i.test(text.trim()) && text.trim().split(/\s+/).length <= 5
}

/**
 * What a rule's help says to do, as plain text: the first paragraph below a heading that promises it, else the first paragraph of all,
 * unless that only repeats what the rule is, holds a table of facts, or is a bare link.
 */
export function helpRemediation(descriptor: JsonObject | undefined, rule: Rule): string | undefined {
  const help = descriptor?.['help']
  const sources = [asText(ownValue(help, 'text')), asText(ownValue(help, 'markdown'))].filter((source) => source !== undefined)
  const section = sources.map((source) => recommended(source) ?? labelled(source)).find((text) => text !== undefined)
  if (section !== undefined) return section
  const first = firstParagraph(markupOf(help) ?? '')
  const short = multiformatText(descriptor?.['shortDescription'])
  return first === undefined || repeats(first, [short, rule.description, rule.name, rule.id]) || isNoAdvice(first) ? undefined : first
}

/** Whether a text that stands beside the advice says the same already. */
export function isTold(advice: string, texts: readonly (string | undefined)[]): boolean {
  const words = inWords(advice)
  return texts.some((text) => text !== undefined && inWords(text).includes(words))
}

function inWords(text: string): string {
  return oneLine(text).toLowerCase().replace(/[.!]$/, '')
}

function recommended(help: string): string | undefined {
  const lines = help.split(/\r?\n/)
  const heading = lines.findIndex((line) => HEADING.test(line.trimEnd()))
  return heading < 0 ? undefined : firstParagraph(lines.slice(heading + 1).join('\n'))
}

/** `Remediation instructions: …` to the end (Wiz). */
function labelled(help: string): string | undefined {
  const label = /^\**remediation(?: instructions)?:\**/im.exec(help)
  return label === null ? undefined : asText(oneLine(plainText(help.slice(label.index + label[0].length))))
}

/** Paragraphs that are headings without being marked as such. */
const BARE_HEADING = /^(?:description|details|impact|overview|rationale|summary)\W*$/i

/** The first paragraph with words in it; headings and tables are none. */
function firstParagraph(markup: string): string | undefined {
  const paragraphs = markup.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)
  const words = paragraphs.filter(
    (paragraph) => /[^\s#|]/.test(paragraph) && !/^[#|]/.test(paragraph.trim()) && !BARE_HEADING.test(paragraph.trim()),
  )
  const [first = '', next = ''] = words
  return asText(oneLine(plainText(first.trimEnd().endsWith(':') ? `${first}\n${next}` : first)))
}

function repeats(text: string, knownTexts: readonly (string | undefined)[]): boolean {
  return knownTexts.some((known) => known !== undefined && (sameWords(known, text) || text.startsWith(`${oneLine(known)} `)))
}

function sameWords(left: string, right: string): boolean {
  return oneLine(left).toLowerCase() === right.toLowerCase() || oneLine(left).startsWith(right)
}

/** `Vulnerability CVE-… Severity: HIGH …` and a lone link tell nobody what to do. */
function isNoAdvice(text: string): boolean {
  return /\bSeverity: ?\w|^\* Package Manager: /.test(text) || /^https?:\/\/\S+$/.test(text) || /^(?:\S+ )?scanner checks? for /i.test(text)
}
