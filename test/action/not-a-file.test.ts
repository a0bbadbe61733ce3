/** What passes for a report and is none: something that never ends, that never begins, or that nobody may read. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { expectSound, stepErrors } from '../support/outcomes.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'good.sarif': aReport([aResult()]) })
})
afterEach(() => shop.close())

const at = (name: string) => join(shop.workspace, name)
/** A terabyte, of which the disk holds the first line. */
const HUGE = 2 ** 40

const NOT_A_FILE = 'it is no regular file'

interface Case {
  readonly name: string
  make(name: string): void
  readonly told: string
}

const cases: readonly Case[] = [
  { name: 'pipe.sarif', make: (name) => expect(spawnSync('mkfifo', [at(name)]).status).toBe(0), told: NOT_A_FILE },
  { name: 'zero.sarif', make: (name) => symlinkSync('/dev/zero', at(name)), told: NOT_A_FILE },
  { name: '/dev/zero', make() {}, told: NOT_A_FILE },
  { name: '/dev/stdin', make() {}, told: NOT_A_FILE },
  { name: '/proc/kmsg', make() {}, told: 'the file is empty' },
  { name: 'proc.sarif', make: (name) => symlinkSync('/proc/self/environ', at(name)), told: 'the file is empty' },
  {
    name: 'huge.sarif',
    make(name) {
      writeFileSync(at(name), '{"version":"2.1.0","runs":[')
      truncateSync(at(name), HUGE)
    },
    told: 'REPORT_NOT_JSON',
  },
]

/** Elsewhere there are other devices, and no /proc. */
const onLinux = process.platform === 'linux' ? test : test.skip

onLinux.each(cases)('$name is told, and the other report is imported', async ({ name, make, told }) => {
  make(name)
  const run = await shop.run({ inputs: { reports: `${name}\ngood.sarif` } })
  expect(shop.active()).toHaveLength(1)
  expect(stepErrors(run)).toContain(name)
  expect(stepErrors(run)).toContain(told)
  expect(run.exitCode).toBe(1)
  expect(expectSound(run).outcome).toBe('partial')
})

test('a socket is told, and the other report is imported', async () => {
  const server = createServer().listen(at('socket.sarif'))
  await once(server, 'listening')
  try {
    const run = await shop.run({ inputs: { reports: '*.sarif' } })
    expect(shop.active()).toHaveLength(1)
    expect(stepErrors(run)).toContain(`socket.sarif: ${NOT_A_FILE}`)
    expectSound(run)
  } finally {
    server.close()
  }
})

test('a directory that is called like a report means the reports in it', async () => {
  mkdirSync(at('all.sarif'))
  writeFileSync(join(at('all.sarif'), 'one.sarif'), aReport([aResult()]))
  const run = await shop.run({ inputs: { reports: 'all.sarif' } })
  expect(run.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(1)
})

test('a file that somebody writes to without end is told', async () => {
  shop.files({ 'growing.sarif': aReport([]).padEnd(80 * 2 ** 20) })
  const writer = spawn(process.execPath, [
    '-e',
    `setInterval(() => require('fs').appendFileSync(${JSON.stringify(at('growing.sarif'))}, ' '), 1)`,
  ])
  try {
    const run = await shop.run({ inputs: { reports: 'growing.sarif\ngood.sarif' } })
    expect(shop.active()).toHaveLength(1)
    expect(stepErrors(run)).toContain('growing.sarif: the file changed while it was read')
    expectSound(run)
  } finally {
    writer.kill()
    await once(writer, 'exit')
  }
})
