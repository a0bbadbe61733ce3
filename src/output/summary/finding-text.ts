/** What the summary says of one finding, in pieces of Markdown. */
import type { FindingView } from '../../run-result.js'
import { cutEnd, cutStart } from '../cut-text.js'
import { reportersInWords } from '../in-words.js'
import { code, link, plain, prose } from '../markdown.js'
import { oneLine } from '../safe-text.js'

const TITLE_CHARS = 160
const MESSAGE_CHARS = 280
const REMEDIATION_CHARS = 200
const PLACE_CHARS = 80
const RULE_CHARS = 80
const TOOLS_CHARS = 160
const OWNERS_CHARS = 80
const NOTE_CHARS = 280

/** The title, and what the message adds to it. */
export interface Words {
  readonly title: string
  readonly message: string
}

/**
 * A title is often the first sentence of its message, which is not said twice. One that ends in the middle of a sentence is none: then the message
 * stands for it.
 */
export function wordsOf(view: Pick<FindingView, 'title' | 'ruleId' | 'message'>): Words {
  const title = oneLine(view.title) || oneLine(view.ruleId)
  const message = oneLine(view.message)
  if (!message.startsWith(title)) return { title: prose(title, TITLE_CHARS), message: prose(message, MESSAGE_CHARS) }
  const rest = message.slice(title.length)
  const isSentence = rest === '' || /[.!?:]$/.test(title) || /^[.!?:;]/.test(rest)
  if (isSentence) return { title: prose(title, TITLE_CHARS), message: prose(rest.replace(/^[\s.:;,!?]+/, ''), MESSAGE_CHARS) }
  return { title: prose(cutEnd(message, MESSAGE_CHARS), MESSAGE_CHARS), message: '' }
}

/** File and line, or whatever the place is; linked. Empty where there is none. */
export function placeOf(view: Pick<FindingView, 'path' | 'startLine' | 'place' | 'sourceUrl'>): string {
  const place = oneLine(view.path ?? view.place ?? '')
  if (place === '') return ''
  const line = view.startLine === undefined ? '' : `:${view.startLine}`
  return link(code(`${cutStart(place, PLACE_CHARS)}${line}`), view.sourceUrl)
}

/** The line alone, under a head that has the file. */
export function lineOf({ startLine, sourceUrl }: Pick<FindingView, 'startLine' | 'sourceUrl'>): string {
  return startLine === undefined ? '' : link(`line ${startLine}`, sourceUrl)
}

export function fileOf(view: Pick<FindingView, 'path' | 'place'>): string {
  const place = oneLine(view.path ?? view.place ?? '')
  return place === '' ? 'Without a place' : code(cutStart(place, PLACE_CHARS))
}

export function ownersOf({ owners = '' }: Pick<FindingView, 'owners'>): string {
  return plain(owners, OWNERS_CHARS)
}

export function ruleOf({ ruleId, helpUrl }: Pick<FindingView, 'ruleId' | 'helpUrl'>): string {
  return link(code(cutStart(oneLine(ruleId), RULE_CHARS)), helpUrl)
}

export function toolsOf(view: Pick<FindingView, 'tool' | 'reporters'>): string {
  return plain(reportersInWords(view), TOOLS_CHARS)
}

/** Empty where there is nothing to advise. With the page that tells more, where the rule's own page, which is linked anyway, is another one. */
export function adviceOf({ remediation = '', remediationUrl }: Pick<FindingView, 'remediation' | 'remediationUrl'>): string {
  const advice = prose(remediation, REMEDIATION_CHARS)
  const how = link('How', remediationUrl)
  return advice === '' || how === 'How' ? advice : `${advice} ${how}`
}

/** What an analyst wrote. */
export function noteOf({ note }: Pick<FindingView, 'note'>): string {
  if (note === undefined) return ''
  return [plain(note.text, NOTE_CHARS), ...(note.by === '' ? [] : [`by ${plain(note.by, OWNERS_CHARS)}`])]
    .filter((part) => part !== '')
    .join(' · ')
}

/** What there is, with dots between. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}
