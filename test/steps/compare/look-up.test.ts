import { describe, expect, test } from '@jest/globals'
import { createLookupPace } from '../../../src/securityhub/lookup.js'
import type { AwsSecurityFinding, AwsSecurityFindingFilters } from '../../../src/securityhub/port.js'
import { lookAgain, lookUpAnalyses } from '../../../src/steps/compare/look-up.js'
import { sampleFinding, scriptedHub, skippingClock, TARGET } from '../../securityhub/sample.js'

/** A Security Hub that answers with these pages, one after the other, and keeps what it was asked. */
function answering(...pages: readonly (readonly AwsSecurityFinding[])[]) {
  const asked: AwsSecurityFindingFilters[] = []
  const hub = scriptedHub({
    getFindings: async (filters, token) => {
      asked.push(filters)
      const page = Number(token ?? 0)
      return { findings: pages[page] ?? [], ...(page + 1 < pages.length && { nextToken: String(page + 1) }) }
    },
  })
  return { asked, options: { hub, target: TARGET, pace: createLookupPace(skippingClock()), onProgress: () => {} } }
}

const at = (id: string, UpdatedAt: string, more: Partial<AwsSecurityFinding> = {}) => sampleFinding(id, { UpdatedAt, ...more })
const OTHERS: readonly [string, Partial<AwsSecurityFinding>][] = [
  ['product', { ProductArn: 'arn:aws:securityhub:eu-west-1::product/acme/watch' }],
  ['account', { AwsAccountId: '999999999999' }],
  ['Region', { Region: 'us-east-1' }],
]

describe('what Security Hub holds', () => {
  test('is the last answer about a finding that comes on two pages, once', async () => {
    const { options } = answering([at('p/a', '2026-01-01T00:00:00Z')], [at('p/a', '2026-02-01T00:00:00Z')])
    const knowledge = (await lookUpAnalyses([{ prefix: 'p/', searches: ['p/'] }], options)).knowledge.get('p/')
    expect(knowledge).toMatchObject({ known: true, stored: [{ id: 'p/a', updatedAt: '2026-02-01T00:00:00Z' }] })
  })

  test.each(OTHERS)('is nothing of another %s, and that is counted', async (_what, more) => {
    const { options } = answering([at('p/a', '2026-01-01T00:00:00Z', more), at('p/b', '2026-01-01T00:00:00Z', { Region: TARGET.region })])
    const { knowledge, foreign } = await lookUpAnalyses([{ prefix: 'p/', searches: ['p/'] }], options)
    expect(knowledge.get('p/')).toMatchObject({ known: true, stored: [{ id: 'p/b' }] })
    expect(foreign).toBe(1)
  })

  test.each(OTHERS)('is nothing of another %s the second time either', async (_what, more) => {
    const { options } = answering([at('p/a', '2026-01-01T00:00:00Z', more), at('p/b', '2026-01-01T00:00:00Z')])
    const held = await lookAgain(['p/a', 'p/b'], { prefixes: ['p/'], findings: 2 }, options)
    expect(held.map(({ id }) => id)).toEqual(['p/b'])
  })

  test.each([
    ['their Ids', 20, 100, 20],
    ['all there is, where that takes fewer requests,', 21, 100, 1],
    ['their Ids again, where there is more,', 21, 106, 20],
  ])('is asked for a second time by %s for %d of %d findings', async (_how, ids, findings, values) => {
    const { asked, options } = answering([])
    await lookAgain(
      Array.from({ length: ids }, (_, index) => `p/${String(index).padStart(3, '0')}`),
      { prefixes: ['p/'], findings },
      options,
    )
    expect(asked[0]?.Id).toHaveLength(values)
  })

  test.each([
    ['AccessDeniedException', 'lookup-not-allowed'],
    ['InternalException', 'lookup-failed'],
  ])('is not known after %s', async (name, kept) => {
    const { options } = answering()
    const hub = scriptedHub({ getFindings: async () => Promise.reject(Object.assign(new Error('no'), { name })) })
    expect((await lookUpAnalyses([{ prefix: 'p/', searches: ['p/'] }], { ...options, hub })).knowledge.get('p/')).toMatchObject({
      known: false,
      kept,
    })
  })
})
