/** What the NextTokens of GetFindings stand for. */
import { randomUUID } from 'node:crypto'
import type { FindingKey } from './store.js'

export interface PageBook {
  /** An opaque token for the rest of a listing. */
  keep(query: string, rest: readonly FindingKey[]): string
  /** The rest, when the token was given for that query. */
  resume(query: string, token: string): readonly FindingKey[] | undefined
}

export function createPageBook(): PageBook {
  const pages = new Map<string, { query: string; rest: readonly FindingKey[] }>()
  return {
    keep(query, rest) {
      const token = Buffer.from(`${randomUUID()}${randomUUID()}`).toString('base64')
      pages.set(token, { query, rest })
      return token
    },
    resume(query, token) {
      const page = pages.get(token)
      return page?.query === query ? page.rest : undefined
    },
  }
}
