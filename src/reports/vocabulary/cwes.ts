import { asText } from './json.js'

/** CWE numbers in any of the spellings that scanners use: `external/cwe/cwe-079`, `CWE-79: …`, `CWE_022`, `CWE:614`. */
export function cwesIn(text: string): readonly string[] {
  if (!/cwe/i.test(text)) return []
  return Array.from(text.matchAll(/(?:^|[^A-Za-z0-9])CWE[-_: /]?0*([1-9]\d{0,4})(?!\d)/gi), ([, number]) => `CWE-${number}`)
}

/** Unique and in numeric order. */
export function sortedCwes(cwes: Iterable<string>): readonly string[] {
  return [...new Set(cwes)].sort((left, right) => Number(left.slice(4)) - Number(right.slice(4)))
}

/** CWEs in whatever a tool writes for them: a number, `"79"`, `"CWE-79: …"`, an array of those. */
export function cwesOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value]
  return sortedCwes(
    values.flatMap((one: unknown) => {
      const text = typeof one === 'number' ? String(one) : asText(one)
      if (text === undefined) return []
      return cwesIn(/^\d{1,5}$/.test(text) ? `CWE-${text}` : text)
    }),
  )
}
