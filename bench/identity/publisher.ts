/** The action in this process against a local Security Hub and a local GitHub API: as index.ts puts it together, without a runner around it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { startLocalSecurityHub } from '../../local-hub/index.js'
import { readInputs } from '../../src/inputs.js'
import { run } from '../../src/main.js'
import { readRunContext } from '../../src/read-run-context.js'
import type { RunResult } from '../../src/run-result.js'
import { createSecurityHub } from '../../src/securityhub/client.js'
import { resolveTarget } from '../../src/securityhub/target.js'
import { outputFolder } from '../../src/steps/output-folder.js'
import { SILENT } from '../../src/steps/progress.js'
import { rootsOf } from '../../src/steps/read/roots.js'
import { inputVariables } from '../../test/support/run-action.js'
import type { Held } from './judge.js'

/**
 * Where the action has the source from: the checkout that was scanned, nowhere, or GitHub, as a job of its own that downloads the report.
 * Each is a repository of its own for Security Hub.
 */
export const SOURCES = ['checkout', 'none', 'api'] as const
export type Source = (typeof SOURCES)[number]

export interface Scanned {
  /** Absolute path. */
  readonly report: string
  /** Absolute path of what was scanned. */
  readonly checkout: string
  readonly commit: string
}

export interface Publisher {
  /** One run of the action on the default branch. Numbers count up from 1. */
  publish(scanned: Scanned, source: Source): Promise<RunResult>
  /** What Security Hub holds as open: what the last run reported, and how many others it left open. */
  open(source: Source): { readonly reported: Held[]; readonly left: number }
  close(): Promise<void>
}

/** Run ids are numbers of their own, far from the run numbers. */
const FIRST_RUN_ID = 1000

/** What a job may ask in an hour is no matter of identity. */
const UNLIMITED = 1_000_000

/** @param repository the git repository that the local GitHub API answers from */
export async function startPublisher(repository: string): Promise<Publisher> {
  const hub = await startLocalSecurityHub({ quotas: false })
  const api = await startLocalGitHubApi({ requestsPerHour: UNLIMITED })
  api.addRepository('acme/shop', repository)
  const tokens: Readonly<Record<Source, string>> = { checkout: '', none: '', api: api.createToken({ repositories: ['acme/shop'] }) }
  const { region, accountId } = hub
  const filesFolder = mkdtempSync(join(tmpdir(), 'identity-output-'))
  const nothing = join(filesFolder, 'nothing')
  mkdirSync(nothing)
  Object.assign(process.env, hub.env)
  const connection = {
    hub: createSecurityHub({ region }, { now: () => performance.now(), sleep: () => sleep(0) }),
    target: resolveTarget({ region, accountId, productArn: undefined }),
  }
  const never = new AbortController().signal
  let number = 0
  /** Ids that the last run of each has reported, whether or not it had to send them. */
  const reported = new Map<Source, ReadonlySet<string>>()
  return {
    async publish({ report, checkout, commit }, source) {
      number += 1
      const variables = inputVariables({ reports: report, 'aws-region': region, annotations: 'none', token: tokens[source] })
      const inputs = readInputs((name) => variables[`INPUT_${name.toUpperCase()}`] ?? '', {})
      const workspace = source === 'checkout' ? checkout : nothing
      const context = await contextOf({ number, workspace, commit, repositoryId: repositoryIdOf(source), api: api.env })
      const result = await run({
        inputs,
        context,
        // The report may say where it was scanned; a runner's checkout is always known.
        roots: [...rootsOf(context), checkout],
        home: workspace,
        outputFolder: outputFolder(filesFolder, workspace, filesFolder),
        placeholder: connection.target,
        connect: () => Promise.resolve(connection),
        now: () => new Date(),
        ticks: () => performance.now(),
        // The local service has no quota here: what the action would wait for is not waited for.
        sleep: () => sleep(0),
        signal: never,
        onProgress: () => undefined,
        voice: SILENT,
        cutOff: never,
      })
      reported.set(source, idsIn(result.files.findings))
      return result
    },
    open(source) {
      const prefix = `github.com/${repositoryIdOf(source)}/`
      const open = hub.findings().filter(({ RecordState, Id }) => RecordState === 'ACTIVE' && Id?.startsWith(prefix))
      const ids = reported.get(source)
      const here = open.filter(({ Id = '' }) => ids?.has(Id))
      return { reported: here.map(heldOf), left: open.length - here.length }
    },
    async close() {
      await hub.close()
      await api.close()
      rmSync(filesFolder, { recursive: true, force: true })
    },
  }
}

function idsIn(file: string | undefined): ReadonlySet<string> {
  if (file === undefined) return new Set()
  const findings: readonly { readonly Id: string }[] = JSON.parse(readFileSync(file, 'utf8'))
  return new Set(findings.map(({ Id }) => Id))
}

function repositoryIdOf(source: Source): string {
  return String(99 + SOURCES.indexOf(source))
}

interface ContextOptions {
  readonly number: number
  readonly workspace: string
  readonly commit: string
  readonly repositoryId: string
  /** What points the action to the local GitHub API. */
  readonly api: Readonly<Record<string, string>>
}

function contextOf({ number, workspace, commit, repositoryId, api }: ContextOptions) {
  return readRunContext({
    environment: {
      ...api,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: repositoryId,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: commit,
      GITHUB_RUN_ID: String(FIRST_RUN_ID + number),
      GITHUB_RUN_NUMBER: String(number),
      GITHUB_WORKFLOW: 'Security',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/security.yml@refs/heads/main',
      GITHUB_JOB: 'scan',
      GITHUB_WORKSPACE: workspace,
    },
    event: { repository: { default_branch: 'main', full_name: 'acme/shop' } },
    lookUpDefaultBranch: () => Promise.resolve('main'),
    lookUpCustomProperties: () => Promise.resolve(undefined),
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
