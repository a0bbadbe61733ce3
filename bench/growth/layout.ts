/** What a layout is made of. */
export type Files = Readonly<Record<string, string | Uint8Array>>

export interface Layout {
  readonly name: string
  /** What is measured; then twice, then four times as many. */
  readonly size: number
  /** `report` is the report; the rest is the checkout. */
  files(size: number): Files
  /** What an earlier run has imported. Without it nothing is imported. */
  before?(size: number): Files
}

export function times<T>(size: number, make: (index: number) => T): T[] {
  return Array.from({ length: size }, (_, index) => make(index))
}

/** Lines that are all different. */
export function source(lines: number, file = 0): string {
  return times(lines, (line) => `  const value${line} = compute(${file}, ${line}) // text of a usual length`).join('\n')
}
