/** Whoever copies a workflow of `examples/` gets one that works. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { dryRun } from '../../scripts/corpus/dry-run.js'
import { withExampleTable } from '../../scripts/docs/example-table.js'
import { type Example, OWN_ACTION, PLACEHOLDER, readExamples, type Step, stepsOf } from '../../scripts/examples/read-examples.js'
import { readInputs } from '../../src/inputs.js'
import { OUTPUT_NAMES } from '../../src/output/outputs.js'
import { FORMAT_IDS } from '../../src/reports/recognise/formats.js'
import { requiredPermissions } from '../support/example-permissions.js'
import { callInputs, inputsOf, type OwnStep, ownSteps, REPORTS, reportPaths, TEMPORARY } from '../support/example-runs.js'
import { workflowFaults } from '../support/workflow.js'

const examples = readExamples()
const output = mkdtempSync(join(tmpdir(), 'examples-'))
afterAll(() => rmSync(output, { recursive: true }))

const stepsOfAll = examples.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap(stepsOf))
const pathsOf = (step: OwnStep, { workflow }: Example) => step.legs.flatMap((leg) => reportPaths(step, { workflow, leg }))

describe.each(examples.map((example) => [example.file, example] as const))('%s', (_file, example) => {
  const { text, about, workflow } = example
  const own = ownSteps(workflow)

  test('is a workflow that GitHub takes and that says what it shows', () => {
    expect(workflowFaults(text)).toEqual([])
    expect(about).not.toBe('')
  })

  test('gives this action inputs that it takes, in every leg of the matrix', () => {
    for (const step of own) for (const leg of step.legs) expect(() => accepted(inputsOf(step, { workflow, leg }))).not.toThrow()
  })

  test('uses outputs that there are, of steps before', () => {
    const ids = new Map(Object.values(workflow.jobs).flatMap((job) => stepsOf(job).map(({ id, uses }) => [id, uses] as const)))
    for (const [, id = '', name = ''] of text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect([ids.get(id), OUTPUT_NAMES.includes(name as (typeof OUTPUT_NAMES)[number]), name]).toEqual([OWN_ACTION, true, name])
    }
  })

  test('has the permissions that it needs and no others, each with its reason', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toEqual(requiredPermissions(job, examples))
    const granted = [...text.matchAll(/^ +[\w-]+: (?:read|write)\b(.*)$/gm)].map(([, reason = '']) => reason)
    expect(granted.filter((reason) => !/^ # \w/.test(reason))).toEqual([])
  })

  test('pins everything that is not the reader’s own: actions by commit, images by digest, packages by version', () => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, reference = '']) => reference)
    expect(uses.filter((reference) => !reference.startsWith(PLACEHOLDER) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference))).toEqual([])
    const images = [...text.matchAll(/[\w./-]+\/[\w-]+:v?\d+\.\d+[^ \n]*/g)].map(([image]) => image)
    expect(images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([])
    const packages = [...text.matchAll(/\b(?:pipx run|go run|npx) (\S+)/g)].map(([, name = '']) => name)
    expect(packages.filter((name) => !/(?:==|@v)\d+\.\d+\.\d+$/.test(name))).toEqual([])
  })

  test('publishes reports that a step before it writes, or that another job hands on', () => {
    for (const step of own) for (const path of pathsOf(step, example)) expect([path, isWritten(path, step)]).toEqual([path, true])
  })

  test('publishes reports whose format is read', () => {
    const names = own.flatMap((step) => pathsOf(step, example)).map((path) => basename(path))
    for (const name of names) expect(FORMAT_IDS).toContain(REPORTS[name]?.format)
  })
})

/** As the runner passes them on: an input that does not exist is told too. */
function accepted(inputs: Readonly<Record<string, string>>) {
  const environment = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  return readInputs((name) => inputs[name] ?? '', environment)
}

/** By a scanner's command, by an input of its action, or it is downloaded as what another job uploaded. */
function isWritten(path: string, { before }: OwnStep): boolean {
  if (before.some((step) => writes(step, path))) return true
  const download = before.find(({ uses }) => uses?.startsWith('actions/download-artifact@'))
  const handedOn = stepsOfAll.filter(
    (step) => step.uses?.startsWith('actions/upload-artifact@') && step.with?.['name'] === download?.with?.['name'],
  )
  return handedOn.length > 0 && handedOn.every((step) => path === `${download?.with?.['path']}/${step.with?.['path']}`)
}

/** What Prowler adds to the name of the file that it is given: prowler/lib/outputs/ocsf/ocsf.py. */
const ADDED_BY_PROWLER = '.ocsf.json'

/** Names the file, and its folder, which a command may name apart. In a folder of the repository only what leads out of it is found. */
function writes({ run = '', with: inputs = {}, ...step }: Step & { readonly 'working-directory'?: string }, path: string): boolean {
  const words = `${run} ${inputs['output'] ?? ''}`.split(/[\s"=:]+/)
  if (path.startsWith(TEMPORARY)) return words.includes(path.replace(TEMPORARY, '$RUNNER_TEMP'))
  const parts = path.replace(ADDED_BY_PROWLER, '').split('/')
  const named = words.flatMap((word) => [word, word.replace('$PWD/', '')])
  return step['working-directory'] === undefined && parts.every((part) => named.includes(part))
}

describe('the reports of the examples', () => {
  test('are all known, and no others', () => {
    const named = examples.flatMap((example) => ownSteps(example.workflow).flatMap((step) => pathsOf(step, example)))
    expect([...new Set(named.map((path) => basename(path)))].toSorted()).toEqual(Object.keys(REPORTS).toSorted())
  })

  test.each(Object.entries(REPORTS))('%s is read as what it is', async (_name, { format, fixture }) => {
    const { reports, accounting } = await dryRun(resolve('test', 'fixtures', fixture), output)
    expect(new Set(reports.map((report) => report.format))).toEqual(new Set([format]))
    expect(accounting.findings).toBeGreaterThan(0)
  })
})

describe('together', () => {
  test('the page lists them: run npm run docs', () => {
    const page = readFileSync('examples/README.md', 'utf8')
    expect(withExampleTable(page, examples)).toBe(page)
  })

  test('one action or image has one version throughout', () => {
    const references = examples.flatMap(
      ({ text }) => text.match(/[\w./-]+@(?:[0-9a-f]{40} # \S+|v\d\S*)|[\w./-]+:v?\d\S+@sha256:\S+/g) ?? [],
    )
    const whole = new Set(references.map((reference) => reference.replace(/\/(?:init|analyze|restore|save)@/, '@')))
    const names = [...whole].map((reference) => reference.split(/[@:]/)[0] ?? '')
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('no schedule begins with the hour, and no two at one time', () => {
    const times = examples.flatMap(({ text }) => [...text.matchAll(/cron: '(\S+ \S+)/g)].map(([, time = '']) => time))
    expect(times.filter((time) => time.startsWith('0 '))).toEqual([])
    expect(new Set(times).size).toBe(times.length)
  })

  test('names and concurrency groups are their own: a workflow that shares a group with the one that it calls waits for itself', () => {
    const groups = examples.map(({ text }) => /^ {2}group: (.*)$/m.exec(text)?.[1])
    expect(new Set(groups).size).toBe(examples.length)
    expect(new Set(examples.map(({ workflow }) => workflow.name)).size).toBe(examples.length)
  })
})

test('who calls a workflow gives it the inputs that it has and those that it requires', () => {
  const callers = examples.flatMap(({ workflow }) => Object.values(workflow.jobs).filter(({ uses }) => uses !== undefined))
  expect(callers.length).toBeGreaterThan(0)
  for (const { uses = '', with: given = {} } of callers) {
    const called = examples.find(({ file }) => uses.includes(`/${file}@`))
    const inputs = Object.entries(called === undefined ? {} : callInputs(called.workflow.on))
    expect(inputs.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(given)))
    expect(Object.keys(given)).toEqual(expect.arrayContaining(inputs.flatMap(([name, { required }]) => (required === true ? [name] : []))))
  }
})

describe('what runs after another workflow', () => {
  const after = examples.filter(({ workflow }) => 'workflow_run' in workflow.on)

  test('follows one that is there and that has no credentials', () => {
    const followed = after.flatMap(({ workflow }) => (workflow.on['workflow_run'] as { workflows: string[] }).workflows)
    expect(followed.length).toBeGreaterThan(0)
    for (const name of followed) {
      const { workflow, text } = examples.find((example) => example.workflow.name === name) ?? { workflow: undefined, text: '' }
      expect(Object.values(workflow?.jobs ?? {}).map((job) => job.permissions)).toEqual([{ contents: 'read' }])
      expect(text).not.toMatch(/secrets\.|role-to-assume/)
    }
  })

  test('runs and checks out nothing of it', () => {
    const steps = after.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap(stepsOf))
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual(['actions/download-artifact', OWN_ACTION.split('@')[0]])
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([])
  })
})
