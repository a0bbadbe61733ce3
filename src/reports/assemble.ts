import type { Container, Part } from './containers.js'

/**
 * Parses a JSON text piece by piece, so that beside the value itself only a piece of the text is in memory.
 * @param read the bytes from one offset of the text to another
 * @returns what `JSON.parse` returns for the whole text; throws what it throws
 */
export function assemble(container: Container, read: (from: number, to: number) => Buffer): unknown {
  return container.isArray ? assembleArray(container.parts, read) : assembleObject(container.parts, read)
}

function assembleArray(parts: readonly Part[], read: (from: number, to: number) => Buffer): unknown[] {
  const array: unknown[] = []
  for (const part of parts) {
    if ('container' in part) array.push(assemble(part.container, read))
    else for (const element of JSON.parse(`[${text(part, read)}]`) as unknown[]) array.push(element)
  }
  return array
}

function assembleObject(parts: readonly Part[], read: (from: number, to: number) => Buffer): object {
  const object = {}
  for (const part of parts) {
    if ('container' in part) {
      const [key = ''] = Object.keys(JSON.parse(`{${text(part, read)}null}`))
      define(object, key, assemble(part.container, read))
    } else for (const [key, value] of Object.entries(JSON.parse(`{${text(part, read)}}`))) define(object, key, value)
  }
  return object
}

function text({ from, to }: Part, read: (from: number, to: number) => Buffer): string {
  return read(from, to).toString('utf8')
}

/** As `JSON.parse` does it: `__proto__` is a member like any other, and the last one of equal keys counts. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}
