import { turn } from '../../turn.js'
import type { Container, Part } from './json-containers.js'

/** What an assembly asks of the world around it. */
export interface Assembly {
  /** The bytes from one offset of the text to another. */
  read(from: number, to: number): Buffer
  readonly signal: AbortSignal | undefined
}

/**
 * Parses a JSON text piece by piece, so that beside the value itself only a piece of the text is in memory, and with a turn of the event loop
 * for each piece.
 * @returns what `JSON.parse` returns for the whole text; throws what it throws
 */
export function assemble(container: Container, assembly: Assembly): Promise<unknown> {
  return container.isArray ? assembleArray(container.parts, assembly) : assembleObject(container.parts, assembly)
}

async function assembleArray(parts: readonly Part[], assembly: Assembly): Promise<unknown[]> {
  const array: unknown[] = []
  for (const part of parts) {
    await turn(assembly.signal)
    if ('container' in part) array.push(await assemble(part.container, assembly))
    else for (const element of JSON.parse(`[${text(part, assembly)}]`) as unknown[]) array.push(element)
  }
  return array
}

async function assembleObject(parts: readonly Part[], assembly: Assembly): Promise<object> {
  const object = {}
  for (const part of parts) {
    await turn(assembly.signal)
    if ('container' in part) {
      const [key = ''] = Object.keys(JSON.parse(`{${text(part, assembly)}null}`))
      define(object, key, await assemble(part.container, assembly))
    } else for (const [key, value] of Object.entries(JSON.parse(`{${text(part, assembly)}}`))) define(object, key, value)
  }
  return object
}

function text({ from, to }: Part, assembly: Assembly): string {
  return assembly.read(from, to).toString('utf8')
}

/** As `JSON.parse` does it: `__proto__` is a member like any other, and the last one of equal keys counts. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}
