/** Whether two ids look like two spellings of one rule's id. */

import { groupBy, groupByEach } from '../groups.js'

const NAMESPACES = /[/.:]/

/** Namespaces of an id that count: Java packages and folders of rules have a dozen. */
const MAX_SEGMENTS = 16

/**
 * What an id is known by: itself, then what is left of it without one namespace after the other, each without regard to case, punctuation and
 * leading zeros. `tmp.rules.no-eval`: also `rules.no-eval` and `no-eval`. `AVD-DS-0002`: also `ds-2`, by the number at its end.
 */
export function spellingsOf(id: string): readonly string[] {
  const segments = id
    .split(/[/.:]/)
    .map(wordsOf)
    .filter(({ length }) => length > 0)
    .slice(-MAX_SEGMENTS)
  const named = segments.map((_, from) =>
    segments
      .slice(from)
      .map((words) => words.join('-'))
      .join('/'),
  )
  const all = [...named, ...numbered(segments.at(-1) ?? [])]
  return [...new Set(all)].filter((spelling) => /\p{L}/u.test(spelling))
}

/** Letters and numbers, each by itself: `DS002` and `ds-2` are one. */
function wordsOf(segment: string): readonly string[] {
  return (segment.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []).map((word) => word.replace(/^0+(?=\d)/, ''))
}

/** Of ids that are letters and one number at their end, which have prefixes rather than namespaces. */
function numbered(words: readonly string[]): readonly string[] {
  const [letters, number] = [words.slice(0, -1), words.at(-1) ?? '']
  if (!/^\d+$/.test(number) || letters.some((word) => /^\d+$/.test(word))) return []
  return letters.map((_, from) => [...letters.slice(from), number].join('-'))
}

/** What an id is called without any namespace, if that says what it is about: one word, or a number, is found in many. */
function nameOf(id: string): string | undefined {
  const words = wordsOf(id.split(NAMESPACES).findLast((segment) => wordsOf(segment).length > 0) ?? '')
  return words.length > 1 && words.every((word) => /^\p{L}+$/u.test(word)) ? words.join('-') : undefined
}

export interface RelatedIds {
  /** Ids that are the same with another spelling, in a namespace or without; else in another one. Without `id` itself. */
  of(id: string): readonly string[]
}

export function relatedIds(ids: Iterable<string>): RelatedIds {
  const all = [...ids].map((id) => ({ id, spellings: spellingsOf(id) }))
  const byWhole = groupByEach(all, ({ spellings }) => spellings.slice(0, 1))
  const byPart = groupByEach(all, ({ spellings }) => spellings.slice(1))
  const byName = groupBy(all, ({ id }) => nameOf(id))
  return {
    of(id) {
      const spellings = spellingsOf(id)
      const inside = spellings.flatMap((spelling) => byWhole.get(spelling) ?? [])
      const around = byPart.get(spellings[0] ?? '') ?? []
      const close = [...inside, ...around]
      const found = close.length > 0 ? close : (byName.get(nameOf(id) ?? '') ?? [])
      return [...new Set(found.map((one) => one.id))].filter((one) => one !== id)
    },
  }
}
