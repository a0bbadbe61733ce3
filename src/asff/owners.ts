import type { MappingContext } from './context.js'

/** `@acme/shop, @octo`; `undefined` for what nobody owns. */
export function ownersInWords(path: string | undefined, { ownersOf }: Pick<MappingContext, 'ownersOf'>): string | undefined {
  const owners = path === undefined ? [] : (ownersOf?.(path) ?? [])
  return owners.length === 0 ? undefined : owners.join(', ')
}
