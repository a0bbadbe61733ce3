/** A promise that the test resolves. `Promise.withResolvers` needs Node.js 22. */
export function aGate(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((open) => {
    resolve = open
  })
  return { promise, resolve: () => resolve() }
}
