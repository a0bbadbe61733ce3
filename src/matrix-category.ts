/**
 * The category of a matrix leg: `a:1/b:x` with the keys in order, so that the order in the workflow file does not matter.
 * @param json the matrix values, `null` outside a matrix
 */
export function matrixCategory(json: string): string | undefined | 'invalid' {
  if (json === '' || json === 'null') return undefined
  const values = parsedObject(json)
  if (values === undefined) return 'invalid'
  const parts = Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return parts.length === 0 ? undefined : parts.join('/')
}

function parsedObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
