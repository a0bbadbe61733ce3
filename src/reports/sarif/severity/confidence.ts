import { confidenceOfWord } from '../../vocabulary/confidence-words.js'
import { asText, type JsonObject, ownValue, textsOf } from '../../vocabulary/json.js'

const KEYS = ['zizmor/confidence', 'issue_confidence', 'DevSkimConfidence', 'Confidence', 'confidence'] as const

/** How sure the tool is of this result, 0..100. */
export function confidenceInBag(bag: JsonObject, tool: string | undefined): number | undefined {
  for (const key of KEYS) {
    const confidence = toPercent(ownValue(bag, key), tool)
    if (confidence !== undefined) return confidence
  }
  return undefined
}

/** How precise a rule is, 0..100: the tool's own word, a tag such as `HIGH CONFIDENCE`, `precision`. */
export function ruleConfidence(bag: JsonObject, tool: string | undefined): number | undefined {
  const tag = textsOf(bag['tags']).find((text) => / CONFIDENCE$/.test(text))
  const tagged = tag === undefined ? undefined : confidenceOfWord(tag.slice(0, -' CONFIDENCE'.length))
  return confidenceInBag(bag, tool) ?? tagged ?? confidenceOfWord(bag['precision'])
}

/** Fortify counts to 5; elsewhere numbers up to 1 are parts of one. */
function toPercent(value: unknown, tool: string | undefined): number | undefined {
  const text = typeof value === 'number' ? String(value) : asText(value)
  if (text === undefined) return undefined
  if (!/^\d{1,3}(?:\.\d{1,15})?$/.test(text)) return confidenceOfWord(text)
  const number = Number(text)
  const percent = tool === 'fortify' ? number * 20 : number <= 1 ? number * 100 : number
  return percent <= 100 ? Math.round(percent) : undefined
}
