import { LONGEST_TEXT } from '../../longest-text.js'
import { asArray, isObject, type JsonObject, ofBearableLength, ownValue } from '../vocabulary/json.js'
import { plainLinks } from '../vocabulary/plain-links.js'
import type { Component } from './components.js'

/**
 * The text of a message (§3.11): its own, else the string that `id` names in the rule and then in the component, with placeholders filled
 * and embedded links reduced to their text. Markdown is never taken: a consumer that does not sanitise it must not (§3.11.4.2).
 * Undefined when the message leads to no text.
 */
export function messageText(message: unknown, descriptor: JsonObject | undefined, components: readonly Component[]): string | undefined {
  if (!isObject(message)) return undefined
  const { text, id } = message
  const values = asArray(message['arguments'])
  if (typeof text === 'string' && text.trim() !== '') return plainLinks(values.length === 0 ? ofBearableLength(text) : fillIn(text, values))
  if (typeof id !== 'string') return undefined
  const template = namedString(id, descriptor, components)
  return template === undefined ? undefined : plainLinks(fillIn(template, values))
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

function namedString(id: string, descriptor: JsonObject | undefined, components: readonly Component[]): string | undefined {
  const tables = [descriptor?.['messageStrings'], ...components.map(({ data }) => data['globalMessageStrings'])]
  for (const table of tables) {
    const entry = ownValue(table, id)
    if (isObject(entry) && typeof entry['text'] === 'string') return entry['text']
  }
  return undefined
}
