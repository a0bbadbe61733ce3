import { LONGEST_TEXT } from '../../../longest-text.js'
import { asArray, isObject, type JsonObject, ofBearableLength, ownValue } from '../../vocabulary/json.js'
import { plainLinks } from '../../vocabulary/plain-links.js'
import type { Component } from '../rules/components.js'

/**
 * The text of a message (§3.11): its own, else the string that `id` names in the rule and then in the component, with placeholders filled
 * and embedded links reduced to their text. Markdown only where there is no plain text, and as it is written: a consumer that does not
 * sanitise it must not show it (§3.11.4.2), so it is for callers to make plain. Undefined when the message leads to no text.
 */
export function messageText(message: unknown, descriptor: JsonObject | undefined, components: readonly Component[]): string | undefined {
  if (!isObject(message)) return undefined
  const named = typeof message['id'] === 'string' ? namedString(message['id'], descriptor, components) : undefined
  const values = asArray(message['arguments'])
  const own = ownText(message['text']) ?? (named?.text === undefined ? ownText(message['markdown']) : undefined)
  if (own !== undefined) return plainLinks(values.length === 0 ? ofBearableLength(own) : fillIn(own, values))
  const template = named?.text ?? named?.markdown
  return template === undefined ? undefined : plainLinks(fillIn(template, values))
}

/** As it is written, blanks and all. */
function ownText(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text : undefined
}

/**
 * Fills `{0}` … and reduces `{{` and `}}` (§3.11.5) in one pass, so that an inserted argument is never read again.
 * Real messages without arguments hold text such as `${{ github.event }}`; callers leave those alone, as other consumers do.
 */
export function fillIn(template: string, values: readonly unknown[]): string {
  let filled = 0
  const text = ofBearableLength(template).replace(/\{\{|\}\}|\{(\d+)\}/g, (match, digits: string | undefined) => {
    if (match === '{{') return '{'
    if (match === '}}') return '}'
    const value = values[Number(digits)]
    if (typeof value !== 'string' || filled > LONGEST_TEXT) return match
    const argument = ofBearableLength(value)
    filled += argument.length
    return argument
  })
  return ofBearableLength(text)
}

interface NamedString {
  readonly text: string | undefined
  readonly markdown: string | undefined
}

/** The first string of that name that has a plain text, else the first that has Markdown. */
function namedString(id: string, descriptor: JsonObject | undefined, components: readonly Component[]): NamedString | undefined {
  const tables = [descriptor?.['messageStrings'], ...components.map(({ data }) => data['globalMessageStrings'])]
  const found = tables
    .map((table) => ownValue(table, id))
    .filter(isObject)
    .map(({ text, markdown }) => ({ text: typeof text === 'string' ? text : undefined, markdown: ownText(markdown) }))
  return found.find(({ text }) => text !== undefined) ?? found.find(({ markdown }) => markdown !== undefined)
}
