/** Whether two ids look like two spellings of one rule's id. */

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

/** Ids by their spellings. */
export interface RelatedIds {
  /** Ids of which one is the other, or the other in a namespace; without `id` itself. */
  of(id: string): readonly string[]
}

export function relatedIds(ids: Iterable<string>): RelatedIds {
  const byWhole = new Map<string, string[]>()
  const byPart = new Map<string, string[]>()
  for (const id of ids) {
    const [whole, ...parts] = spellingsOf(id)
    if (whole !== undefined) add(byWhole, whole, id)
    for (const part of parts) add(byPart, part, id)
  }
  return {
    of(id) {
      const spellings = spellingsOf(id)
      const whole = spellings[0]
      if (whole === undefined) return []
      const all = [...spellings.flatMap((spelling) => byWhole.get(spelling) ?? []), ...(byPart.get(whole) ?? [])]
      return [...new Set(all)].filter((one) => one !== id)
    },
  }
}

function add(map: Map<string, string[]>, key: string, id: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [id])
  else known.push(id)
}
