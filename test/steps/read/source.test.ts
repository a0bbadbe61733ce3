/** The limits of reading source from GitHub, made small. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalGitHubApi, startLocalGitHubApi } from '../../../local-hub/github-api/index.js'
import { type SourceLimits, sourceLimits } from '../../../src/github/limits.js'
import { createRedactor } from '../../../src/redact.js'
import { createSourceStore, type SourceStore } from '../../../src/remote-workspace.js'
import { SILENT } from '../../../src/steps/progress.js'
import { readReports } from '../../../src/steps/read/read-reports.js'
import { readWithSource } from '../../../src/steps/read/source.js'
import { openWorkspace, type Workspace } from '../../../src/workspace.js'
import { createGitRepository, type GitRepository } from '../../support/git-repository.js'
import { aReport, aResult } from '../../support/sarif.js'

let api: LocalGitHubApi
let repository: GitRepository
let token: string
let folder: string
let store: SourceStore

beforeEach(async () => {
  api = await startLocalGitHubApi({ treeEntries: 6 })
  repository = createGitRepository()
  api.addRepository('acme/shop', repository.folder)
  token = api.createToken({ repositories: ['acme/shop'] })
  folder = mkdtempSync(join(tmpdir(), 'source-'))
  mkdirSync(join(folder, 'work'))
  store = createSourceStore(join(folder, 'temp'))
})
afterEach(async () => {
  await api.close()
  repository.remove()
  rmSync(folder, { recursive: true, force: true })
})

const NAMES = ['a.py', 'b.py', 'c.py', 'd.py']
const textOf = (name: string) => `# ${name}\nrun(x)\n`

interface Options {
  readonly limits?: Partial<SourceLimits>
  readonly names?: readonly string[]
  readonly signal?: AbortSignal
  readonly slept?: number[]
}

/** Findings in these files, the first named most often. */
function readNamed(commit: string, { limits = {}, names = NAMES, signal = new AbortController().signal, slept = [] }: Options = {}) {
  const results = names.flatMap((uri, index) => Array.from({ length: names.length - index }, (_, line) => aResult({ uri, line: line + 1 })))
  const workspaceFolder = join(folder, 'work')
  writeFileSync(join(workspaceFolder, 'report.sarif'), aReport(results))
  const workspace = openWorkspace(workspaceFolder)
  const context = { ...commitContext(commit), workspace: workspaceFolder, tempDirectory: join(folder, 'temp') }
  const inputs = {
    reports: 'report.sarif',
    format: 'auto',
    ifNoReportsFound: 'error' as const,
    token,
    includeSuppressed: false,
    includeReview: false,
  }
  const over = (one: Workspace) =>
    readReports({
      inputs,
      context,
      workspace: one,
      redactor: createRedactor({ roots: [] }),
      roots: [workspaceFolder],
      home: folder,
      onProgress: () => {},
      voice: SILENT,
      signal,
    })
  return readWithSource({
    inputs,
    context,
    workspace,
    store,
    limits: { ...sourceLimits(1000), ...limits },
    read: over,
    signal,
    ticks: () => performance.now(),
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      await sleep(1)
    },
  })
}

function commitContext(sha: string) {
  const { GITHUB_API_URL: apiUrl = '', GITHUB_GRAPHQL_URL: graphqlUrl = '' } = api.env
  return { apiUrl, graphqlUrl, repository: 'acme/shop', eventName: 'push', sha, checkedOutSha: sha }
}

const commitAll = (names: readonly string[] = NAMES) => repository.commit(Object.fromEntries(names.map((name) => [name, textOf(name)])))

test('without limits that matter every file is read, and only through paths of the repository', async () => {
  const { workspace, notices } = await readNamed(commitAll())
  expect(NAMES.map(workspace.read)).toEqual(NAMES.map(textOf))
  expect(['./a.py', 'x/../a.py'].map(workspace.read)).toEqual([textOf('a.py'), textOf('a.py')])
  expect(['', '.', '..', '../a.py', '/a.py', 'a.py\0', 'A.py', '__proto__', 'a.py/b'].map(workspace.exists)).toEqual(Array(9).fill(false))
  expect(notices).toEqual([expect.stringMatching(/4 of 4 files were read\.$/)])
})

describe('beyond a limit files go unread, and that is told', () => {
  test('files: those with the most findings come first', async () => {
    const { workspace, notices } = await readNamed(commitAll(), { limits: { files: 2 } })
    expect(NAMES.filter((name) => workspace.read(name) !== undefined)).toHaveLength(2)
    expect(notices).toEqual([expect.stringContaining('2 of 4 files were read; 2 not, because it is more than is read for one run.')])
  })

  test('bytes', async () => {
    const { notices } = await readNamed(commitAll(), { limits: { bytes: 40 } })
    expect(notices).toEqual([expect.stringContaining('2 of 4 files were read; 2 not, because it is more')])
  })

  test('requests', async () => {
    const { read, notices } = await readNamed(commitAll(), { limits: { requests: 1 } })
    expect(api.requests()).toHaveLength(1)
    expect(notices).toEqual([expect.stringContaining('0 of 4 files were read; 4 not, because it is more')])
    expect([...(read.runs[0]?.readings() ?? [])]).toHaveLength(10)
  })

  test('time: a server that does not answer is not waited for', async () => {
    api.fault({ kind: 'slow', milliseconds: 3_600_000, operation: 'graphql', times: 100 })
    const { notices } = await readNamed(commitAll(), { limits: { milliseconds: 2000, requestMilliseconds: 50 } })
    expect(notices).toEqual([expect.stringContaining('0 of 4 files were read; 4 not, because GitHub took too long.')])
  })

  test('time: one that does not even list is asked twice', async () => {
    api.fault({ kind: 'slow', milliseconds: 3_600_000, times: 100 })
    const { notices } = await readNamed(commitAll(), { limits: { milliseconds: 20_000, requestMilliseconds: 50 } })
    expect(notices).toEqual([expect.stringContaining('it was not read from GitHub: GitHub took too long.')])
    expect(api.requests()).toHaveLength(2)
  })

  test('paths that a listing which is cut off does not tell', async () => {
    const names = ['a.py', ...Array.from({ length: 9 }, (_, index) => `z${index}.py`)]
    const { notices } = await readNamed(commitAll(names), { names, limits: { files: 2 } })
    expect(notices).toEqual([
      expect.stringMatching(/2 of 8 files were read; 6 not, .*of 2 paths it is not known whether it has them: its listing/),
    ])
  })
})

test('what is waited for is what GitHub says', async () => {
  api.fault({ kind: 'secondary-limit', retryAfterSeconds: 7, operation: 'get-tree' })
  api.fault({ kind: 'secondary-limit-unnamed', operation: 'graphql' })
  const slept: number[] = []
  const { notices } = await readNamed(commitAll(), { slept })
  expect(slept).toEqual([7000, 60_000])
  expect(notices).toEqual([expect.stringContaining('4 of 4 files')])
})

test('a cut connection is tried again', async () => {
  api.fault({ kind: 'reset', operation: 'graphql' })
  const { notices } = await readNamed(commitAll())
  expect(notices).toEqual([expect.stringContaining('4 of 4 files')])
})

test('a token that is taken away on the way leaves what was read', async () => {
  const names = ['a.py', ...Array.from({ length: 5 }, (_, index) => `${index}.py`)]
  const commit = repository.commit(Object.fromEntries(names.map((name) => [name, `${textOf(name)}${'#'.repeat(600_000)}`])))
  api.fault({ kind: 'status', status: 401, message: 'Bad credentials', operation: 'get-blob', afterRequests: 2, times: 100 })
  const { notices } = await readNamed(commit, { names, limits: { fileBytes: 2 ** 20 } })
  expect(notices).toEqual([expect.stringContaining('2 of 6 files were read; 4 not, because GitHub does not accept the input token.')])
  expect(api.requests().filter(({ operation }) => operation === 'get-blob')).toHaveLength(3)
})

test('links and folders are no files', async () => {
  repository.link('link.py', 'a.py')
  const commit = repository.commit({ 'a.py': textOf('a.py'), 'folder/b.py': '' })
  const { workspace } = await readNamed(commit, { names: ['a.py', 'link.py', 'folder'] })
  expect(['a.py', 'link.py', 'folder', 'folder/b.py'].map(workspace.exists)).toEqual([true, false, false, true])
})

test('a cancelled job asks nothing', async () => {
  const cancelled = AbortSignal.abort()
  await expect(readNamed(commitAll(), { signal: cancelled })).rejects.toThrow()
  expect(api.requests()).toEqual([])
})
