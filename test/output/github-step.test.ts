import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createGitHubStep } from '../../src/output/github-step.js'
import { publish } from '../../src/output/publish.js'
import { captureOutput } from '../support/captured-output.js'
import { aResult } from '../support/run-results.js'
import { readByRunner } from '../support/runner-commands.js'

let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'github-step-'))
  process.env['GITHUB_OUTPUT'] = join(directory, 'output')
  delete process.env['GITHUB_STEP_SUMMARY']
  await writeFile(join(directory, 'output'), '')
})

afterAll(async () => {
  delete process.env['GITHUB_OUTPUT']
  delete process.env['GITHUB_STEP_SUMMARY']
  await rm(directory, { recursive: true })
})

/** The tests build on each other: the toolkit looks for the summary until it has found one. */
describe('a step', () => {
  test('without a place for the summary goes on, and says so', async () => {
    const { annotations } = readByRunner(await captureOutput(() => publish(aResult(), createGitHubStep(), { summary: 'x' })))
    expect(annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The job summary \(GITHUB_STEP_SUMMARY\) could not be written: Unable to find environment variable/),
    ])
    expect(await readFile(join(directory, 'output'), 'utf8')).toContain('imported')
  })

  test('does not write later what it could not write before', async () => {
    const summary = join(directory, 'summary.md')
    await writeFile(summary, 'before\n')
    process.env['GITHUB_STEP_SUMMARY'] = summary
    await createGitHubStep().writeSummary('after\n')
    expect(await readFile(summary, 'utf8')).toBe('before\nafter\n')
  })
})
