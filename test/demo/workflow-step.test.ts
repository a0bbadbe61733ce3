import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { workflowStep } from '../../demo/workflow-step.js'
import { workflowFaults } from '../support/workflow.js'

const reportsOf = (yaml: string) => (parse(yaml) as { with: { reports: string } }[])[0]?.with.reports

describe('the step that the demo prints', () => {
  test.each([
    'report.sarif',
    'reports/*.sarif\n!reports/old.sarif',
    '  blank at the start.sarif\nother.sarif',
    '# a comment\na: b.sarif',
    "*.sarif\n'quoted'.json",
    'käse 100%.json \nC:\\reports\\a.sarif',
    '- x\n{a: b}\n"',
    'true',
    '2024',
  ])('says %j as it is', (reports) => {
    const step = workflowStep(reports, 'us-east-1')
    expect(workflowFaults(step)).toEqual([])
    expect(reportsOf(step)).toBe(reports)
  })
})

describe('the demo', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'demo-own-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** What stands under a heading of the demo. */
  const part = (output: string, heading: string) => {
    const lines = output.split('\n')
    const start = lines.findIndex((line) => line.startsWith(`── ${heading} `)) + 1
    const length = lines.slice(start).findIndex((line) => line.startsWith('── '))
    return lines.slice(start, start + length).join('\n')
  }

  test('prints a step that a workflow can have, whatever the reports are called', () => {
    const names = ['a: b # c.sarif', "it's.sarif"]
    for (const name of names) copyFileSync(join('test', 'fixtures', 'bandit', 'one.sarif'), join(folder, name))
    const environment = { PATH: process.env['PATH'] ?? '', INIT_CWD: folder }
    const output = execFileSync(process.execPath, [resolve('lib/demo/demo.js'), ...names], { env: environment, encoding: 'utf8' })
    const step = part(output, 'The step in a workflow')
    expect(workflowFaults(step)).toEqual([])
    expect(reportsOf(step)).toBe(names.join('\n'))
    expect(output).toContain('Exit code 0.')
  })
})
