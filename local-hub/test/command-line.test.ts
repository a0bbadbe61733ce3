import { DescribeHubCommand } from '@aws-sdk/client-securityhub'
import { expect, test } from '@jest/globals'
import { runCommandLine } from '../command-line.js'
import { securityHubClient } from './clients.js'

function streams() {
  const written = { out: '', err: '' }
  return {
    written,
    out: (text: string) => {
      written.out += text
    },
    err: (text: string) => {
      written.err += text
    },
  }
}

test('it prints the variables, serves, and logs one line per request', async () => {
  const io = streams()
  const hub = await runCommandLine(['--port', '0', '--account', '000000000012', '--region', 'eu-west-3', '--shell', 'posix'], io)
  if (hub === undefined) throw new Error('no server')
  expect(io.written.out).toContain(`export AWS_ENDPOINT_URL_SECURITYHUB='${hub.url}'\n`)
  expect(io.written.out).toContain("export AWS_REGION='eu-west-3'\n")
  expect(io.written.out).toContain("export AWS_DEFAULT_REGION='eu-west-3'\n")
  expect(io.written.err).toContain('Security Hub of account 000000000012 in eu-west-3')
  await securityHubClient(hub).send(new DescribeHubCommand({}))
  hub.fault({ kind: 'reset' })
  await securityHubClient(hub)
    .send(new DescribeHubCommand({}))
    .catch(() => {})
  expect(io.written.err).toMatch(/Z GET DescribeHub 0 bytes: 200\n.*Z GET DescribeHub 0 bytes: no answer\n$/)
  await hub.close()
})

test('it speaks PowerShell', async () => {
  const io = streams()
  const hub = await runCommandLine(['--port', '0', '--shell', 'powershell'], io)
  expect(io.written.out).toContain("$env:AWS_REGION = 'us-east-1'\n")
  await hub?.close()
})

test('it may be not enabled', async () => {
  const hub = await runCommandLine(['--port', '0', '--disabled'], streams())
  if (hub === undefined) throw new Error('no server')
  await expect(securityHubClient(hub).send(new DescribeHubCommand({}))).rejects.toMatchObject({ name: 'InvalidAccessException' })
  await hub.close()
})

test('it explains itself and starts nothing', async () => {
  const io = streams()
  expect(await runCommandLine(['--help'], io)).toBeUndefined()
  expect(io.written.out).toContain('--no-quotas')
})

test.each([
  [['--port', 'x'], '--port'],
  [['--port', '65536'], '--port'],
  [['--account', '12'], '--account'],
  [['--region', 'nowhere'], '--region'],
  [['--shell', 'fish'], '--shell'],
  [['--unknown'], '--unknown'],
])('it does not understand %j', async (args, option) => {
  await expect(runCommandLine(args, streams())).rejects.toThrow(option)
})
