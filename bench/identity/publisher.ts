/** The action in this process against a local Security Hub: as index.ts puts it together, without a runner around it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readInputs } from '../../src/inputs.js'
import { run } from '../../src/main.js'
import { readRunContext } from '../../src/read-run-context.js'
import type { RunResult } from '../../src/run-result.js'
import { createSecurityHub } from '../../src/securityhub/client.js'
import { resolveTarget } from '../../src/securityhub/target.js'
import { outputFolder } from '../../src/steps/output-folder.js'
import { rootsOf } from '../../src/steps/roots.js'
import { inputVariables } from '../../test/support/run-action.js'
import { startLocalSecurityHub } from '../../test/support/security-hub/index.js'
import type { Held } from './judge.js'

export interface Publisher {
  /** One run of the action on the default branch. Numbers count up from 1. */
  publish(report: string, workspace: string, commit: string): Promise<RunResult>
  /** What Security Hub holds as open: what the last run wrote, and how many others it left open. */
  open(): { readonly reported: Held[]; readonly left: number }
  close(): Promise<void>
}

/** Run ids are numbers of their own, far from the run numbers. */
const FIRST_RUN_ID = 1000

export async function startPublisher(): Promise<Publisher> {
  const hub = await startLocalSecurityHub({ quotas: false })
  const { region, accountId } = hub
  const filesFolder = mkdtempSync(join(tmpdir(), 'identity-output-'))
  Object.assign(process.env, hub.env)
  const connection = { hub: createSecurityHub({ region }), target: resolveTarget({ region, accountId, productArn: undefined }) }
  const never = new AbortController().signal
  let number = 0
  return {
    async publish(report, workspace, commit) {
      number += 1
      const variables = inputVariables({ reports: report, 'aws-region': region, annotations: 'none' })
      const inputs = readInputs((name) => variables[`INPUT_${name.toUpperCase()}`] ?? '', {})
      const context = await contextOf(number, workspace, commit)
      return run({
        inputs,
        context,
        roots: rootsOf(context),
        home: workspace,
        outputFolder: outputFolder(filesFolder, workspace, filesFolder),
        placeholder: connection.target,
        connect: () => Promise.resolve(connection),
        now: () => new Date(),
        ticks: () => performance.now(),
        // The local service has no quota here: what the action would wait for is not waited for.
        sleep: () => sleep(0),
        signal: never,
        cutOff: never,
      })
    },
    open() {
      const open = hub.findings().filter(({ RecordState }) => RecordState === 'ACTIVE')
      const reported = open.filter((finding) => field(finding, 'run-id') === String(FIRST_RUN_ID + number))
      return { reported: reported.map(heldOf), left: open.length - reported.length }
    },
    async close() {
      await hub.close()
      rmSync(filesFolder, { recursive: true, force: true })
    },
  }
}

function contextOf(number: number, workspace: string, commit: string) {
  return readRunContext({
    environment: {
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: '99',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: commit,
      GITHUB_RUN_ID: String(FIRST_RUN_ID + number),
      GITHUB_RUN_NUMBER: String(number),
      GITHUB_WORKFLOW: 'Security',
      GITHUB_JOB: 'scan',
      GITHUB_WORKSPACE: workspace,
    },
    event: { repository: { default_branch: 'main', full_name: 'acme/shop' } },
    lookUpDefaultBranch: () => Promise.resolve('main'),
    currentDirectory: workspace,
    temporaryDirectory: tmpdir(),
  })
}

type Finding = ReturnType<Awaited<ReturnType<typeof startLocalSecurityHub>>['findings']>[number]

function heldOf(finding: Finding): Held {
  const line = Number(field(finding, 'line') || 0)
  return { id: finding.Id ?? '', rule: field(finding, 'rule'), path: field(finding, 'path'), line, message: finding.Description ?? '' }
}

function field({ ProductFields }: Finding, name: string): string {
  return ProductFields?.[`publish-to-security-hub/${name}`] ?? ''
}
