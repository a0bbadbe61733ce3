import { asText } from './json.js'

/** Per cent. The words are SARIF `precision` (CodeQL's query metadata) and the tools' own. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['very-high', 95],
  ['very high', 95],
  ['certain', 95],
  ['high', 80],
  ['strong', 80],
  ['medium', 60],
  ['moderate', 60],
  ['low', 30],
  ['weak', 30],
])

/** How sure a tool is, 0..100, by its word for it. */
export function confidenceOfWord(word: unknown): number | undefined {
  return WORDS.get(asText(word)?.toLowerCase() ?? '')
}
