const BACKSLASH = '\\'

/** `[text](target)` and `![text](target)` become the text (§3.11.6); `\[`, `\]` and `\\` in it lose their backslash. In linear time. */
export function plainLinks(text: string): string {
  if (!text.includes('](')) return text
  let result = ''
  let done = 0
  for (let open = text.indexOf('['); open !== -1; ) {
    const close = endOfLabel(text, open + 1)
    const end = text.startsWith('](', close) ? endOfTarget(text, close + 2) : undefined
    if (end !== undefined) {
      result += text.slice(done, open > done && text[open - 1] === '!' ? open - 1 : open) + withoutEscapes(text.slice(open + 1, close))
      done = end
    }
    // A bracket in between would be a label with the same end.
    open = text.indexOf('[', end ?? (text[close] === '[' ? close : close + 1))
  }
  return result + text.slice(done)
}

/** Where a label ends: at a bracket, at a backslash that escapes nothing, or with the text. */
function endOfLabel(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '[' || character === ']') return at
    if (character !== BACKSLASH) continue
    at++
    if (at === text.length || !isEscaped(text[at])) return at - 1
  }
  return text.length
}

/** @returns the index behind the parenthesis that closes the target; there may be one pair of parentheses in another, and no white space */
function endOfTarget(text: string, from: number): number | undefined {
  let inner = false
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === ')' && !inner) return at + 1
    if (character === '(' && inner) return undefined
    if (character === '(') inner = true
    else if (character === ')') inner = false
    else if (isWhiteSpace(character)) return undefined
  }
  return undefined
}

function isEscaped(character: string | undefined): boolean {
  return character === BACKSLASH || character === '[' || character === ']'
}

function isWhiteSpace(character: string): boolean {
  return character <= ' ' ? /\s/.test(character) : character > '~' && /\s/.test(character)
}

function withoutEscapes(label: string): string {
  return label.includes(BACKSLASH) ? label.replace(/\\([\\[\]])/g, '$1') : label
}
