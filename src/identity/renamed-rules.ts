/** Finds findings again whose rule or advisory has got another name since. */
import { keysOf } from './evidence.js'
import type { Traits } from './traits.js'

/**
 * A finding whose own evidence is stored nowhere, and that of one of its rule's other ids is, is compared under that id: it goes on, with the
 * Id that it has. What is stored stays as it is, whichever version of the tool wrote it.
 */
export function underStoredRules<C extends Traits>(current: readonly C[], stored: readonly Traits[]): readonly C[] {
  if (!current.some(({ renamed }) => renamed !== undefined)) return current
  const known = new Set(stored.flatMap((one) => [...placesOf(one, one.place), ...placesOf(one, ANYWHERE)]))
  // What another finding of this run is by its own evidence is that one's.
  const own = new Set(current.flatMap(({ evidence }) => keysOf(evidence)))
  return current.map((finding) => {
    const ids = [finding, ...(finding.renamed ?? []).filter(({ evidence }) => !keysOf(evidence).some((key) => own.has(key)))]
    const at = (place: string) => ids.find((one) => placesOf(one, place).some((key) => known.has(key)))
    const found = at(finding.place) ?? at(ANYWHERE) ?? finding
    return found === finding ? finding : { ...finding, evidence: found.evidence, line: found.line }
  })
}

/** No hash of a place. */
const ANYWHERE = '*'

function placesOf({ evidence, line }: Pick<Traits, 'evidence' | 'line'>, place: string): readonly string[] {
  return [...keysOf(evidence), ...(line === undefined ? [] : [line])].map((key) => `${place}\n${key}`)
}
