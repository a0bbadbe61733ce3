/** What the job's user may not read or write. */
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRunOptions } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario
const at = (name: string) => join(shop.workspace, name)

beforeEach(async () => {
  shop = await startScenario()
  // Made by the test's user; everybody may go through them.
  chmodSync(join(shop.workspace, '..', '..'), 0o755)
  shop.files({ 'good.sarif': aReport([aResult()]), 'closed/other.sarif': aReport([aResult()]), 'bad.sarif': aReport([aResult()]) })
})
afterEach(() => {
  for (const name of readdirSync(shop.workspace)) chmodSync(at(name), 0o755)
  return shop.close()
})

/** Windows knows neither these users nor these modes. */
const onUnix = process.platform === 'win32' ? test.skip : test

function run(options: ActionRunOptions) {
  return shop.run({ ...options, ordinaryUser: true })
}

const warningsIn = (log: string) =>
  readByRunner(log)
    .annotations.filter(({ level }) => level === 'warning')
    .map(({ message }) => message)

onUnix('a report that may not be read is told, and the other one is imported', async () => {
  chmodSync(at('bad.sarif'), 0)
  const done = await run({ inputs: { reports: 'bad.sarif\ngood.sarif' } })
  expect(stepErrors(done)).toMatch(/^REPORT_UNREADABLE: bad\.sarif: permission denied \(EACCES\)[\s\S]*What to do: Make the files readable/)
  expect(shop.active()).toHaveLength(1)
  expect(expectSound(done).outcome).toBe('partial')
})

onUnix('a directory that may not be read is told, and what else matches is imported', async () => {
  chmodSync(at('bad.sarif'), 0o644)
  chmodSync(at('closed'), 0)
  const done = await run({ inputs: { reports: '**/*.sarif\n!bad.sarif' } })
  expect(stepErrors(done)).toMatch(/^REPORT_UNREADABLE: closed: permission denied \(EACCES\)/)
  expect(shop.active()).toHaveLength(1)
  expect(expectSound(done).outcome).toBe('partial')
})

onUnix('an output folder that may not be written to is told before anything is done', async () => {
  mkdirSync(at('out'))
  chmodSync(at('out'), 0o555)
  const done = await run({ inputs: { reports: 'good.sarif', 'output-directory': 'out' } })
  expect(stepErrors(done)).toMatch(/^INVALID_INPUT: [\s\S]*output-directory/)
  expect(shop.active()).toHaveLength(0)
  expectSound(done)
})

onUnix('an output folder in one that may not be entered is told, too', async () => {
  chmodSync(at('bad.sarif'), 0o644)
  chmodSync(at('closed'), 0)
  const done = await run({ inputs: { reports: 'good.sarif', 'output-directory': 'closed/out' } })
  expect(stepErrors(done)).toMatch(/^INVALID_INPUT: [\s\S]*output-directory/)
  expectSound(done)
})

onUnix('outputs and a summary that may not be written are told, and stop nothing', async () => {
  for (const name of ['summary', 'output']) {
    writeFileSync(at(name), '')
    chmodSync(at(name), 0o444)
    if (process.geteuid?.() === 0) chownSync(at(name), 0, 0)
  }
  const done = await run({
    inputs: { reports: 'good.sarif' },
    environment: { GITHUB_STEP_SUMMARY: at('summary'), GITHUB_OUTPUT: at('output') },
  })
  expect(done.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(1)
  expect(warningsIn(done.log)).toEqual([
    expect.stringMatching(/GITHUB_STEP_SUMMARY.*(EACCES|permissions)/),
    expect.stringMatching(/GITHUB_OUTPUT.*EACCES/),
  ])
})

onUnix('a packed report is unpacked elsewhere when RUNNER_TEMP may not be written to', async () => {
  shop.files({ 'packed.sarif.gz': gzipSync(aReport([aResult()])) })
  mkdirSync(at('temp'))
  chmodSync(at('temp'), 0o555)
  const done = await run({ inputs: { reports: 'packed.sarif.gz' }, environment: { RUNNER_TEMP: at('temp') } })
  expect(done.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(1)
  expect(warningsIn(done.log)).toContainEqual(expect.stringMatching(/No folder for output files could be made in RUNNER_TEMP/))
})
