/** Texts as numbers: a column of a million findings holds a few thousand different ones. */
export interface Numbered {
  /** Equal for equal texts, from 1; 0 for none. */
  numberOf(text: string | undefined): number
  textOf(number: number): string | undefined
}

export function createNumbered(): Numbered {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    numberOf(text) {
      if (text === undefined) return 0
      const known = numbers.get(text)
      if (known !== undefined) return known
      texts.push(text)
      numbers.set(text, texts.length)
      return texts.length
    },
    textOf: (number) => texts[number - 1],
  }
}
