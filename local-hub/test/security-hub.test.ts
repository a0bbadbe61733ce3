/** The local Security Hub as its users start it. Its parts are tested beside them. */
import { BatchImportFindingsCommand, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, expect, test } from '@jest/globals'
import { startLocalSecurityHub } from '../index.js'
import { aFinding } from './clients.js'

const before = { ...process.env }
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name]
  Object.assign(process.env, before)
})

test('its variables point the SDK at it', async () => {
  const hub = await startLocalSecurityHub({ region: 'eu-central-1', accountId: '000000000012' })
  Object.assign(process.env, hub.env)
  expect(await new STSClient().send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '000000000012' })
  const client = new SecurityHubClient()
  expect(await client.send(new BatchImportFindingsCommand({ Findings: [aFinding(hub)] }))).toMatchObject({ SuccessCount: 1 })
  const { Findings } = await client.send(new GetFindingsCommand({}))
  expect(Findings).toEqual(hub.findings())
  expect(hub.requests().map(({ operation }) => operation)).toEqual(['GetCallerIdentity', 'BatchImportFindings', 'GetFindings'])
  expect(hub.violations()).toEqual([])
  await hub.close()
})

test('two of them share nothing', async () => {
  const [one, other] = await Promise.all([startLocalSecurityHub(), startLocalSecurityHub()])
  one.seed([aFinding(one)])
  expect(other.findings()).toEqual([])
  await Promise.all([one.close(), other.close()])
})

test('a port that is taken is an error', async () => {
  const hub = await startLocalSecurityHub()
  await expect(startLocalSecurityHub({ port: Number(new URL(hub.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await hub.close()
})
