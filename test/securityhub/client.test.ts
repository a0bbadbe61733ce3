import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.js'
import { callerAccount, createSecurityHub } from '../../src/securityhub/client.js'
import { connect, localHubs, realClock, seen, writtenDuring } from './local.js'
import { ACCOUNT, idsOf, REGION, sampleFinding, sampleFindings, TARGET } from './sample.js'

const startHub = localHubs()

describe('createSecurityHub', () => {
  test('imports findings and hands back every refusal with its code and message', async () => {
    const hub = await startHub()
    const answer = await connect().importFindings([sampleFinding('good'), sampleFinding('bad', { Title: 'x'.repeat(257) })])
    expect(answer).toEqual({
      imported: 1,
      refused: [
        { id: 'bad', code: 'InvalidInput', message: expect.stringContaining('data.Title should NOT be longer than 256 characters') },
      ],
    })
    expect(hub.findings().map(({ Id }) => Id)).toEqual(['good'])
    expect(hub.violations()).toEqual([])
  })

  test('turns pages until there are no more', async () => {
    const hub = await startHub({ pageSize: 2 })
    hub.seed(sampleFindings(3))
    const client = connect()
    const filters = { ProductArn: [{ Value: TARGET.productArn, Comparison: 'EQUALS' as const }] }
    const first = await client.getFindings(filters)
    const second = await client.getFindings(filters, first.nextToken)
    expect(idsOf(first.findings)).toHaveLength(2)
    expect(new Set([...idsOf(first.findings), ...idsOf(second.findings)]).size).toBe(3)
    expect(second.nextToken).toBeUndefined()
  })

  test('says who it is in the user agent', async () => {
    const hub = await startHub()
    await createSecurityHub({ region: REGION, userAgent: 'publish-to-security-hub/1.2.3' }, realClock).importFindings([sampleFinding('a')])
    expect(hub.requests()[0]?.headers['user-agent']).toContain('publish-to-security-hub/1.2.3')
  })

  test.each(['throttle', 'throttling-exception', 'throttle-unnamed'] as const)(
    'repeats a request that met "%s", and counts it',
    async (kind) => {
      const hub = await startHub()
      hub.fault({ kind, operation: 'BatchImportFindings' })
      const client = connect()
      expect(await client.importFindings([sampleFinding('a')])).toEqual({ imported: 1, refused: [] })
      expect(client.wire()).toEqual({
        importFindings: { requests: 2, throttled: 1, retried: 1 },
        getFindings: { requests: 0, throttled: 0, retried: 0 },
      })
    },
  )

  test.each(['reset', 'reset-after', 'internal', 'unavailable'] as const)(
    'repeats a request that met "%s", and counts it',
    async (kind) => {
      const hub = await startHub()
      hub.fault({ kind, operation: 'BatchImportFindings', times: 2 })
      const client = connect()
      expect(await client.importFindings([sampleFinding('a')])).toEqual({ imported: 1, refused: [] })
      expect(client.wire().importFindings).toEqual({ requests: 3, throttled: 0, retried: 2 })
      expect(hub.findings()).toHaveLength(1)
    },
  )

  test('does not repeat a request that Security Hub refuses', async () => {
    const hub = await startHub()
    hub.deny('securityhub:BatchImportFindings')
    const client = connect()
    await expect(client.importFindings([sampleFinding('a')])).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(client.wire().importFindings).toEqual({ requests: 1, throttled: 0, retried: 0 })
  })

  test('counts look-ups apart from imports', async () => {
    await startHub()
    const client = connect()
    await client.importFindings([sampleFinding('a')])
    await client.getFindings({})
    await client.getFindings({})
    expect(client.wire()).toMatchObject({ importFindings: { requests: 1 }, getFindings: { requests: 2 } })
  })

  test('writes nothing to the console, where the runner looks for commands', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'not-json', operation: 'GetFindings', times: 99 })
    process.env['AWS_PROFILE'] = 'sample'
    const written = await writtenDuring(() => connect(1).getFindings({}))
    expect(written).toEqual([])
  })
})

describe('callerAccount', () => {
  test('keeps the leading zeros of the account id', async () => {
    await startHub()
    expect(await callerAccount({ region: REGION })).toBe(ACCOUNT)
    expect(ACCOUNT.startsWith('0')).toBe(true)
  })

  test('says that there are no credentials and how a job gets some', async () => {
    await startHub()
    delete process.env['AWS_ACCESS_KEY_ID']
    process.env['AWS_CONFIG_FILE'] = process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent'
    const error = await callerAccount({ region: REGION }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code: 'NO_CREDENTIALS', hint: expect.stringContaining('id-token: write') })
  })

  test('says that AWS does not know the key', async () => {
    await startHub()
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7UNKNOWN'
    await expect(callerAccount({ region: REGION })).rejects.toMatchObject({ code: 'CREDENTIALS_INVALID' })
  })

  test('says that STS cannot be reached', async () => {
    const hub = await startHub()
    await hub.close()
    await expect(callerAccount({ region: REGION, maxAttempts: 1 })).rejects.toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('asks for the account id when STS does not tell it', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'not-json', operation: 'GetCallerIdentity', times: 99 })
    await expect(callerAccount({ region: REGION, maxAttempts: 1 })).rejects.toMatchObject({ code: 'SERVICE_ERROR' })
    expect(seen(hub, 'GetCallerIdentity')).toHaveLength(1)
  })
})
