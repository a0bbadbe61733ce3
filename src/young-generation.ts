import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's space for new objects at its first size. It would grow to twice 64 MB while a large report streams through, although nothing
 * of it has to stay: a third of all the memory that the action takes. Costs a little time, in more and smaller collections.
 * The flag is only looked at when the space is about to grow, so that setting it after the start is safe: v8, src/heap/heap.cc.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
