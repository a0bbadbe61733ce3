/** The steps of the examples, run: each with its inputs and a report of the scanner that it names, where it says that Security Hub is. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type Example, readExamples } from '../../scripts/examples/read-examples.js'
import { inputsOf, type OwnStep, ownSteps, REPORTS, reportPaths } from '../support/example-runs.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'
import { NO_CREDENTIALS, pullRequest } from './lifecycle-row.js'

/** Of the roles in the examples; a self-hosted runner has credentials of some account. */
const ACCOUNT = '111122223333'
const REPOSITORY = { default_branch: 'main', full_name: 'acme/shop' }

let shop: Scenario
const folders: string[] = []
afterEach(async () => {
  await shop.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** One leg of a step that uses this action. */
interface Leg {
  readonly example: Example
  readonly step: OwnStep
  readonly leg: Readonly<Record<string, string>>
  readonly temporary: string
}

const legs = readExamples().flatMap((example) =>
  ownSteps(example.workflow).flatMap((step) => step.legs.map((leg) => ({ example, step, leg }))),
)

async function start(of: Omit<Leg, 'temporary'>): Promise<Leg> {
  const temporary = mkdtempSync(join(tmpdir(), 'example-'))
  folders.push(temporary)
  const inputs = inputsOf(of.step, { workflow: of.example.workflow, leg: of.leg, temporary })
  const accountId = /::(\d{12}):/.exec(inputs['role-to-assume'] ?? '')?.[1] ?? ACCOUNT
  shop = await startScenario({ accountId, ...(inputs['aws-region'] !== undefined && { region: inputs['aws-region'] }) })
  return { ...of, temporary }
}

/** Puts the reports where the scanners would have written them. */
function scan({ example: { workflow }, step, leg, temporary }: Leg): void {
  for (const path of reportPaths(step, { workflow, leg, temporary })) {
    const { fixture = '' } = REPORTS[basename(path)] ?? {}
    const place = resolve(shop.workspace, path === 'codeql' ? 'codeql/python.sarif' : path)
    mkdirSync(dirname(place), { recursive: true })
    copyFileSync(resolve('test', 'fixtures', fixture), place)
  }
}

/** Credentials as the job gets them: with `id-token: write` an ID token and nothing else. */
function runLeg({ example: { workflow }, step, leg, temporary }: Leg, more: Parameters<Scenario['run']>[0] = {}) {
  const event = more.environment?.['GITHUB_EVENT_NAME'] ?? 'push'
  const inputs = inputsOf(step, { workflow, leg, temporary, event })
  const signed = workflow.jobs[step.job]?.permissions?.['id-token'] === 'write'
  return shop.run({
    ...more,
    inputs,
    environment: { ...(signed && { ...NO_CREDENTIALS, ...shop.hub.oidcEnv }), AWS_REGION: '', ...credentialsOf(step), ...more.environment },
  })
}

/** Where no Region is named, that of the runner. */
function credentialsOf({ step }: OwnStep): Readonly<Record<string, string>> {
  return step.with?.['aws-region'] === undefined ? { AWS_REGION: shop.hub.region } : {}
}

/** What GitHub tells of the event that a workflow of the default branch runs on. */
function eventOf({ workflow: { on } }: Example): Parameters<Scenario['run']>[0] {
  if ('delete' in on) {
    return { environment: { GITHUB_EVENT_NAME: 'delete' }, event: { ref: 'old', ref_type: 'branch', repository: REPOSITORY } }
  }
  if (!('workflow_run' in on)) return {}
  const run = {
    event: 'push',
    head_sha: 'b'.repeat(40),
    head_branch: 'main',
    head_repository: { full_name: 'acme/shop' },
    pull_requests: [],
  }
  return { environment: { GITHUB_EVENT_NAME: 'workflow_run' }, event: { workflow_run: run, repository: REPOSITORY } }
}

test.each(legs.map((of) => [`${of.example.file} ${Object.values(of.leg).join(' ')}`.trim(), of] as const))('%s', async (_name, of) => {
  const leg = await start(of)
  scan(leg)
  const run = await runLeg(leg, eventOf(leg.example))
  expect([run.exitCode, run.log]).toEqual([0, expect.any(String)])
  const isDry = leg.step.step.with?.['import'] === 'never'
  expect(run.outputs['outcome']).toBe(isDry ? 'dry-run' : 'imported')
  const scanned = Number(run.outputs['findings-count'])
  expect(scanned > 0).toBe(!('delete' in leg.example.workflow.on))
  expect(shop.active().length).toBe(isDry ? 0 : scanned)
})

describe('the gate for pull requests', () => {
  const sarif = (...lines: number[]) => aReport(lines.map((line) => aResult({ line, message: `Query ${'x'.repeat(line)}` })))
  const gate = legs.filter(({ example: { file } }) => file === 'pull-request-gate.yml')

  test.each(['acme/shop', 'mallory/shop'])('%s: what is new fails, what was there does not, without credentials', async (repository) => {
    const [of] = gate
    if (of === undefined) throw new Error('there is no gate')
    const leg = await start(of)
    const write = (...lines: number[]) => shop.files({ 'src/app.py': 'run()\n'.repeat(60), 'trivy.json': sarif(...lines) })
    write(5, 25)
    const push = await runLeg(leg)
    expect(push.outputs['baseline-file']).toBe(join(leg.temporary, 'security-hub', 'baseline.json'))

    const onPullRequest = () => {
      const { environment, event } = pullRequest(repository)
      const without = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }
      return runLeg(leg, { environment: { ...environment, ...without }, event })
    }
    const nothingNew = await onPullRequest()
    expect([nothingNew.exitCode, nothingNew.outputs['compared'], nothingNew.outputs['new-count']]).toEqual([0, 'true', '0'])
    write(5, 25, 45)
    const oneNew = await onPullRequest()
    expect([oneNew.exitCode, oneNew.outputs['new-count'], oneNew.outputs['gate-count']]).toEqual([1, '1', '1'])
    expect(oneNew.outputs['baseline-file'] ?? '').toBe('')
  })
})

test('a report of a fork is compared after its scan, and never imported', async () => {
  const [of] = legs.filter(({ example: { file } }) => file === 'forks-publish.yml')
  if (of === undefined) throw new Error('nothing publishes for forks')
  const leg = await start(of)
  scan(leg)
  const run = { event: 'pull_request', head_sha: 'c'.repeat(40), head_branch: 'main', head_repository: { full_name: 'mallory/shop' } }
  const environment = { GITHUB_EVENT_NAME: 'workflow_run' }
  const published = await runLeg(leg, { environment, event: { workflow_run: { ...run, pull_requests: [] }, repository: REPOSITORY } })
  expect([published.exitCode, published.outputs['outcome']]).toEqual([0, 'compared'])
  expect(shop.hub.findings()).toEqual([])
})
