/** What the machine and the checkout put in the way of the files that the action writes. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'report.sarif': aReport([aResult({ message: 'One' }), aResult({ message: 'Two', line: 2 })]) })
})
afterEach(() => shop.close())

const warningsIn = (log: string) =>
  readByRunner(log)
    .annotations.filter(({ level }) => level === 'warning')
    .map(({ message }) => message)

test('without a folder for temporary files everything is imported, and the outputs that name a file are empty', async () => {
  const run = await shop.run({ environment: { RUNNER_TEMP: join(shop.workspace, 'report.sarif') } })
  expect(run.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(2)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'imported-count': '2', 'findings-file': '', 'report-file': '' })
  expect(warningsIn(run.log)).toContainEqual(expect.stringMatching(/No folder for output files could be made in RUNNER_TEMP/))
  expect(run.log).not.toContain('INTERNAL')
})

test('a file that cannot be written is named, and stops nothing', async () => {
  mkdirSync(join(shop.workspace, 'out', 'findings.json', 'full'), { recursive: true })
  const run = await shop.run({ inputs: { 'output-directory': 'out' } })
  expect(run.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(2)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'findings-file': '' })
  expect(existsSync(run.outputs['report-file'] ?? '')).toBe(true)
  expect(warningsIn(run.log)).toContainEqual(expect.stringMatching(/out.findings\.json could not be written: E/))
})

test('outputs and a summary that cannot be written are told, and stop nothing', async () => {
  const nowhere = join(shop.workspace, 'nowhere')
  const run = await shop.run({ environment: { GITHUB_OUTPUT: nowhere, GITHUB_STEP_SUMMARY: nowhere } })
  expect(run.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(2)
  expect(warningsIn(run.log)).toEqual([expect.stringContaining('GITHUB_STEP_SUMMARY'), expect.stringContaining('GITHUB_OUTPUT')])
})

describe.each([['/dev/full']])('a full disk (%s)', (full) => {
  const onLinux = existsSync(full) ? test : test.skip
  onLinux('below the outputs and the summary stops nothing', async () => {
    const run = await shop.run({ environment: { GITHUB_OUTPUT: full, GITHUB_STEP_SUMMARY: full } })
    expect(run.exitCode).toBe(0)
    expect(shop.active()).toHaveLength(2)
    expect(warningsIn(run.log)).toEqual([expect.stringMatching(/ENOSPC/), expect.stringMatching(/ENOSPC/)])
  })
})

describe('a link in the checkout', () => {
  const precious = () => join(shop.workspace, '..', 'precious')

  beforeEach(() => {
    mkdirSync(precious())
    writeFileSync(join(precious(), 'findings.json'), 'precious')
  })
  afterEach(() => expect(readFileSync(join(precious(), 'findings.json'), 'utf8')).toBe('precious'))

  test('in place of the output folder is not followed', async () => {
    symlinkSync(precious(), join(shop.workspace, 'out'))
    const run = await shop.run({ inputs: { 'output-directory': 'out' } })
    expect(run.exitCode).toBe(0)
    expect(shop.active()).toHaveLength(2)
    expect(existsSync(join(precious(), 'report.json'))).toBe(false)
    expect(warningsIn(run.log)).toContainEqual(expect.stringMatching(/output-directory: .*out is a link/))
    expect(run.json('findings-file')).toHaveLength(2)
  })

  test('in place of a file is replaced', async () => {
    mkdirSync(join(shop.workspace, 'out'))
    symlinkSync(join(precious(), 'findings.json'), join(shop.workspace, 'out', 'findings.json'))
    symlinkSync(join(precious(), 'new.json'), join(shop.workspace, 'out', 'report.json'))
    const run = await shop.run({ inputs: { 'output-directory': 'out' } })
    expect(run.exitCode).toBe(0)
    expect(existsSync(join(precious(), 'new.json'))).toBe(false)
    expect(run.outputs['findings-file']).toBe(join(shop.workspace, 'out', 'findings.json'))
    expect(run.json('findings-file')).toHaveLength(2)
  })
})
