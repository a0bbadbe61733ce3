import { describe, expect, test } from '@jest/globals'
import { createLookupPace, lookUp } from '../../src/securityhub/lookup.js'
import type { Clock } from '../../src/securityhub/pace.js'
import type { AwsSecurityFinding, SecurityHub } from '../../src/securityhub/port.js'
import { connect, impatientClock, localHubs, realClock, seen } from './local.js'
import { idsOf, sampleFinding, sampleFindings, scriptedHub, skippingClock, TARGET } from './sample.js'

const startHub = localHubs()

async function found(
  hub: SecurityHub,
  idPrefixes: readonly string[],
  clock: Clock = impatientClock,
): Promise<readonly AwsSecurityFinding[]> {
  const findings: AwsSecurityFinding[] = []
  for await (const finding of lookUp(hub, { target: TARGET, idPrefixes, pace: createLookupPace(clock) })) findings.push(finding)
  return findings
}

describe('lookUp', () => {
  test('finds what begins with the prefix, active and archived, over all pages', async () => {
    const hub = await startHub({ pageSize: 7 })
    hub.seed([...sampleFindings(30, 'a/'), sampleFinding('a/archived', { RecordState: 'ARCHIVED' }), ...sampleFindings(5, 'b/')])
    const ids = idsOf(await found(connect(), ['a/'])).toSorted()
    expect(ids).toEqual([...idsOf(sampleFindings(30, 'a/')), 'a/archived'].toSorted())
    expect(seen(hub, 'GetFindings')).toHaveLength(5)
  })

  test('sees no finding of another product, account or region', async () => {
    const hub = await startHub()
    hub.seed([
      sampleFinding('a/mine'),
      sampleFinding('a/product', { ProductArn: TARGET.productArn.replace('/default', '/other') }),
      sampleFinding('a/account', { AwsAccountId: '999999999999' }),
      sampleFinding('a/region', { Region: 'us-west-2' }),
    ])
    expect(idsOf(await found(connect(), ['a/']))).toEqual(['a/mine'])
  })

  test('asks several times when there are more prefixes than a filter takes', async () => {
    const hub = await startHub()
    const prefixes = Array.from({ length: 45 }, (_, index) => `tool-${index}/`)
    hub.seed(prefixes.map((prefix) => sampleFinding(`${prefix}x`)))
    expect(await found(connect(), prefixes)).toHaveLength(45)
    expect(seen(hub, 'GetFindings')).toHaveLength(3)
  })

  test('asks for whole tools, then for whole streams, when there are more analyses than a burst of requests can ask for', async () => {
    const hub = await startHub()
    const of = (count: number, name: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => `h/99/default/${name(index)}/`)
    const categories = of(300, (index) => `codeql/project-${index}`)
    const tools = of(300, (index) => `tool-${index}/all`)
    hub.seed([...categories, ...tools].map((prefix) => sampleFinding(`${prefix}x`)))
    hub.seed([
      sampleFinding('h/99/default/codeql/other/x'),
      sampleFinding('h/99/branch:x/codeql/project-1/x'),
      sampleFinding('h/98/default/a/b/x'),
    ])
    const sorted = (findings: readonly AwsSecurityFinding[]) => idsOf(findings).toSorted()
    expect(sorted(await found(connect(), categories))).toEqual(categories.map((prefix) => `${prefix}x`).toSorted())
    expect(seen(hub, 'GetFindings')).toHaveLength(4)
    expect(sorted(await found(connect(), [...categories, ...tools]))).toEqual(
      [...categories, ...tools].map((prefix) => `${prefix}x`).toSorted(),
    )
    expect(seen(hub, 'GetFindings')).toHaveLength(11)
  })

  test('finds nothing twice when prefixes cover one another', async () => {
    const hub = await startHub()
    hub.seed(sampleFindings(3, 'a/b/'))
    const others = Array.from({ length: 30 }, (_, index) => `a/b/c${index}/`)
    expect(await found(connect(), ['a/b/', ...others, 'a/', 'a/'])).toHaveLength(3)
    expect(seen(hub, 'GetFindings')).toHaveLength(1)
  })

  test('asks nothing when there is no prefix, and refuses one that matches everything', async () => {
    const hub = await startHub()
    expect(await found(connect(), [])).toEqual([])
    await expect(found(connect(), ['a/', ''])).rejects.toThrow(TypeError)
    expect(hub.requests()).toEqual([])
  })

  test('turns the page after one that is empty', async () => {
    const pages = new Map<string | undefined, { findings: readonly AwsSecurityFinding[]; nextToken?: string }>([
      [undefined, { findings: [], nextToken: '2' }],
      ['2', { findings: sampleFindings(2) }],
    ])
    const hub = scriptedHub({ getFindings: async (_filters, token) => pages.get(token) ?? { findings: [] } })
    expect(await found(hub, ['sample/'])).toHaveLength(2)
  })

  test('does not turn the same page for ever', async () => {
    const hub = scriptedHub({ getFindings: async () => ({ findings: sampleFindings(1), nextToken: 'same' }) })
    await expect(found(hub, ['sample/'])).rejects.toMatchObject({ code: 'SERVICE_ERROR' })
  })

  test('says which permission is missing', async () => {
    const hub = await startHub()
    hub.deny('securityhub:GetFindings')
    await expect(found(connect(), ['a/'])).rejects.toMatchObject({
      code: 'LOOKUP_NOT_ALLOWED',
      hint: expect.stringContaining('securityhub:GetFindings'),
    })
  })

  test('says that Security Hub is not enabled', async () => {
    await startHub({ enabled: false })
    await expect(found(connect(), ['a/'])).rejects.toMatchObject({ code: 'SECURITY_HUB_NOT_ENABLED' })
  })

  test('ends with an error when a later page cannot be had', async () => {
    const hub = await startHub({ pageSize: 1 })
    hub.seed(sampleFindings(3))
    hub.fault({ kind: 'access-denied', operation: 'GetFindings', afterRequests: 1 })
    const seenBefore: string[] = []
    const reading = (async () => {
      for await (const { Id } of lookUp(connect(), { target: TARGET, idPrefixes: ['sample/'], pace: createLookupPace(impatientClock) })) {
        seenBefore.push(Id ?? '')
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'LOOKUP_NOT_ALLOWED' })
    expect(seenBefore).toHaveLength(1)
  })

  test('asks no more than three times a second after the first five', async () => {
    const clock = skippingClock()
    const hub = scriptedHub({
      getFindings: async (_filters, token) => {
        const page = Number(token ?? 0) + 1
        return page < 20 ? { findings: [], nextToken: String(page) } : { findings: [] }
      },
    })
    await found(hub, ['a/'], clock)
    expect(clock.now()).toBeCloseTo(15 * (1_000 / 3), 3)
  })

  test('is never throttled by the quota of the service', async () => {
    const hub = await startHub({ quotas: true, pageSize: 1 })
    hub.seed(sampleFindings(12))
    const client = connect()
    expect(await found(client, ['sample/'], realClock)).toHaveLength(12)
    expect(client.wire().getFindings.throttled).toBe(0)
  })
})
