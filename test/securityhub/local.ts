import { afterEach } from '@jest/globals'
import { type LocalSecurityHub, type LocalSecurityHubOptions, startLocalSecurityHub } from '../../local-hub/index.js'
import { createSecurityHub, type Waiting } from '../../src/securityhub/client.js'
import { createImporter, type ImportOptions, type ImportReport } from '../../src/securityhub/import.js'
import type { AwsSecurityFinding, SecurityHub } from '../../src/securityhub/port.js'
import { ACCOUNT, REGION } from './sample.js'

/** Variables that decide where the SDK finds credentials and endpoints. */
const OWNED = ['AWS_', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']

/**
 * A local Security Hub for each test of the calling file. The environment is the test's own: nothing of the machine's AWS settings is in it,
 * and it is put back afterwards.
 */
export function localHubs() {
  const before = { ...process.env }
  const open: LocalSecurityHub[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((hub) => hub.close()))
    clearEnvironment()
    Object.assign(process.env, before)
  })
  return async (options: LocalSecurityHubOptions = {}): Promise<LocalSecurityHub> => {
    const hub = await startLocalSecurityHub({ region: REGION, accountId: ACCOUNT, quotas: false, ...options })
    open.push(hub)
    clearEnvironment()
    Object.assign(process.env, hub.env, { AWS_EC2_METADATA_DISABLED: 'true' })
    return hub
  }
}

function clearEnvironment(): void {
  for (const name of Object.keys(process.env)) if (OWNED.some((prefix) => name.startsWith(prefix))) delete process.env[name]
}

export const realClock = {
  now: () => performance.now(),
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
}

/** For tests that are not about the pace. */
export const impatientClock = { now: () => performance.now(), sleep: async () => {} }

export async function importAll(
  hub: SecurityHub,
  findings: readonly AwsSecurityFinding[],
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const importer = createImporter(hub, { ...impatientClock, ...options })
  for (const finding of findings) await importer.add(finding)
  return importer.finish()
}

export function connect(maxAttempts?: number, waiting: Waiting = realClock): SecurityHub {
  return createSecurityHub({ region: REGION, maxAttempts }, waiting)
}

/** How many requests of an operation the hub has seen. */
export function seen(hub: LocalSecurityHub, operation: string) {
  return hub.requests().filter((request) => request.operation === operation)
}

/** What reaches the console, or the streams under it, while `action` runs, whatever it ends with. */
export async function writtenDuring(action: () => Promise<unknown>): Promise<readonly string[]> {
  const written: string[] = []
  const restore = captureConsole(written)
  try {
    await action().catch(() => undefined)
  } finally {
    restore()
  }
  return written
}

function captureConsole(written: string[]): () => void {
  const streams = [process.stdout, process.stderr]
  const originals = streams.map((stream) => stream.write)
  const consoles = { log: console.log, info: console.info, warn: console.warn, error: console.error, debug: console.debug }
  const note = (...parts: unknown[]) => {
    written.push(parts.map(String).join(' '))
  }
  Object.assign(console, { log: note, info: note, warn: note, error: note, debug: note })
  for (const stream of streams) {
    stream.write = (chunk: unknown) => {
      note(chunk)
      return true
    }
  }
  return () => {
    Object.assign(console, consoles)
    for (const [index, stream] of streams.entries()) stream.write = originals[index] ?? stream.write
  }
}
