/** The table of words for severities, made from the reader's own. */
import { SEVERITIES, type Severity } from '../../src/finding.js'
import { SEVERITY_KEYS, TOOL_WORDS } from '../../src/reports/sarif/severity/severity-words.js'
import { WORDS } from '../../src/reports/vocabulary/severity-words.js'

export function wordsTable(): string {
  const tools = [...TOOL_WORDS].map(([tool, words]) => ({ tool, words }))
  const head = ['Severity', 'Words', ...tools.map(({ tool }) => `Only ${tool}`)]
  const rows = SEVERITIES.map((label) => [label, wordsFor(WORDS, label), ...tools.map(({ words }) => wordsFor(words, label))])
  const keys = SEVERITY_KEYS.map((key) => `\`${key}\``).join(', ')
  return `${table(head, rows)}\n\nLooked for in the properties ${keys}, of the result before the rule.`
}

function wordsFor(words: ReadonlyMap<string, Severity>, label: Severity): string {
  return [...words].flatMap(([word, meaning]) => (meaning === label ? [`\`${word}\``] : [])).join(' ')
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
