import { type JsonEvents, MAX_DEPTH } from './json-scan.js'

/** An array or object of a JSON text that is too large to be parsed at once. All numbers are byte offsets. */
export interface Container {
  readonly isArray: boolean
  /** In the order of the text, which together are all of it. */
  readonly parts: readonly Part[]
}

/** A stretch of whole elements or members with the commas between them, or one of them that is a large container itself. */
export type Part =
  | { readonly from: number; readonly to: number }
  /** `from` … `to`: the key with its colon, or white space in an array. */
  | { readonly from: number; readonly to: number; readonly container: Container }

/** A container that is not yet closed. */
interface Open {
  readonly isArray: boolean
  readonly at: number
  readonly parts: Part[]
  /** Where the stretch starts that has not become a part; -1 behind a container that has. */
  stretchFrom: number
  /** Where the element or member starts in which the text is. */
  itemFrom: number
}

/**
 * Listens to a scan and notes where the parts of large containers are. Parts are of about the size of a block, so many small elements cost no
 * more memory than few large ones.
 * @returns the events, and the root when it is large
 */
export function createContainers(blockBytes: number): { readonly events: JsonEvents; root(): Container | undefined } {
  const stack: Open[] = []
  let root: Container | undefined
  const open = (at: number, depth: number, isArray: boolean) => {
    stack[depth] = { isArray, at, parts: [], stretchFrom: at + 1, itemFrom: at + 1 }
  }
  const comma = (at: number, depth: number) => {
    const container = stack[depth]
    if (container === undefined) return
    if (container.stretchFrom >= 0 && at - container.stretchFrom >= blockBytes) endStretch(container, at)
    if (container.stretchFrom < 0) container.stretchFrom = at + 1
    container.itemFrom = at + 1
  }
  const close = (at: number, depth: number) => {
    const container = stack[depth]
    if (container === undefined || at - container.at <= blockBytes) return
    if (container.stretchFrom >= 0) endStretch(container, at)
    const outer = stack[depth - 1]
    if (outer === undefined) root = container
    else addContainer(outer, container)
  }
  return { events: { maxDepth: MAX_DEPTH, open, comma, close }, root: () => root }
}

function endStretch(container: Open, to: number): void {
  container.parts.push({ from: container.stretchFrom, to })
  container.stretchFrom = -1
}

function addContainer(outer: Open, container: Open): void {
  // The comma before the container belongs to no part.
  if (outer.stretchFrom >= 0 && outer.stretchFrom < outer.itemFrom) endStretch(outer, outer.itemFrom - 1)
  outer.parts.push({ from: outer.itemFrom, to: container.at, container: { isArray: container.isArray, parts: container.parts } })
  outer.stretchFrom = -1
}
