import { beforeEach, describe, expect, test } from '@jest/globals'
import { type ContextSources, readRunContext } from '../src/read-run-context.js'

const read = (environment: Record<string, string>, event: unknown, over: Partial<ContextSources> = {}) =>
  readRunContext({
    environment: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_REPOSITORY_ID: '99', GITHUB_SHA: 'merge', ...environment },
    event,
    lookUpDefaultBranch: () => Promise.resolve(undefined),
    lookUpCustomProperties: () => Promise.resolve(undefined),
    currentDirectory: '/here',
    temporaryDirectory: '/tmp',
    ...over,
  })
const repository = { default_branch: 'trunk', full_name: 'acme/shop' }
const QUEUED = 'gh-readonly-queue/trunk/pr-1-5f2b6c3d'

describe('which stream of analyses an event belongs to', () => {
  test.each([
    ['a push to the default branch', 'push', 'refs/heads/trunk', { kind: 'default-branch' }],
    ['a push to another branch', 'push', 'refs/heads/feature/x', { kind: 'branch', name: 'feature/x' }],
    ['a pushed tag', 'push', 'refs/tags/v1.0', { kind: 'tag', name: 'v1.0' }],
    ['a deployment of a commit', 'deployment', '', { kind: 'tag', name: 'merge' }],
    ['a release', 'release', 'refs/tags/v2', { kind: 'tag', name: 'v2' }],
    ['a manual run on the default branch', 'workflow_dispatch', 'refs/heads/trunk', { kind: 'default-branch' }],
    ['a manual run on another branch', 'workflow_dispatch', 'refs/heads/x', { kind: 'branch', name: 'x' }],
  ])('%s', async (_name, GITHUB_EVENT_NAME, GITHUB_REF, scope) => {
    expect((await read({ GITHUB_EVENT_NAME, GITHUB_REF }, { repository })).scope).toEqual(scope)
  })

  test.each(['refs/heads/trunk', 'refs/heads/feature'])(
    'the deletion of a branch is about the default branch, with GITHUB_REF %s',
    async (GITHUB_REF) => {
      const event = { repository, ref: 'refs/heads/feature', deleted: true }
      expect(await read({ GITHUB_EVENT_NAME: 'push', GITHUB_REF }, event)).toMatchObject({
        branch: 'trunk',
        scope: { kind: 'default-branch' },
      })
    },
  )

  describe('a deleted branch', () => {
    const deletedBy = async (name: string, event: object, over: Partial<ContextSources> = {}) =>
      await read({ GITHUB_EVENT_NAME: name, GITHUB_REF: 'refs/heads/trunk' }, { repository, ...event }, over)

    test.each([
      ['delete', { ref: 'feature/x', ref_type: 'branch' }, { kind: 'branch', name: 'feature/x' }],
      ['delete', { ref: 'refs/heads/x', ref_type: 'branch' }, { kind: 'branch', name: 'refs/heads/x' }],
      ['delete', { ref: QUEUED, ref_type: 'branch' }, { kind: 'merge-group', name: QUEUED }],
      ['push', { ref: 'refs/heads/feature/x', deleted: true }, { kind: 'branch', name: 'feature/x' }],
    ])('is told by %s of %j, in a run on the default branch', async (name, event, deletedBranch) => {
      expect(await deletedBy(name, event)).toMatchObject({ deletedBranch, branch: 'trunk', scope: { kind: 'default-branch' } })
    })

    test.each([
      ['delete', { ref: 'v1', ref_type: 'tag' }],
      ['delete', { ref: 'trunk', ref_type: 'branch' }],
      ['delete', { ref: '', ref_type: 'branch' }],
      ['delete', { ref: 7, ref_type: 'branch' }],
      ['delete', { ref: 'feature' }],
      ['push', { ref: 'refs/tags/v1', deleted: true }],
      ['push', { ref: 'refs/heads/trunk', deleted: true }],
      ['push', { ref: 'refs/heads/feature', deleted: 'true' }],
      ['workflow_dispatch', { ref: 'refs/heads/feature', deleted: true }],
      ['create', { ref: 'feature', ref_type: 'branch' }],
    ])('is none by %s of %j', async (name, event) => {
      expect(await deletedBy(name, event)).not.toHaveProperty('deletedBranch')
    })

    test('is none while it is not known which the default branch is', async () => {
      const event = { ref: 'feature', ref_type: 'branch', repository: {} }
      expect(await deletedBy('delete', event)).not.toHaveProperty('deletedBranch')
      const asked = await deletedBy('delete', event, { lookUpDefaultBranch: () => Promise.resolve('trunk') })
      expect(asked.deletedBranch).toEqual({ kind: 'branch', name: 'feature' })
    })
  })

  test('a schedule is always the default branch, even when the payload names no repository', async () => {
    expect((await read({ GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/trunk' }, {})).scope).toEqual({ kind: 'default-branch' })
  })

  test('GitHub is asked only when the event does not tell the default branch', async () => {
    let asked = 0
    const lookUpDefaultBranch = () => {
      asked += 1
      return Promise.resolve('trunk')
    }
    const environment = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/trunk' }
    expect((await read(environment, { repository }, { lookUpDefaultBranch })).scope.kind).toBe('default-branch')
    expect(asked).toBe(0)
    expect((await read(environment, {}, { lookUpDefaultBranch })).scope.kind).toBe('default-branch')
    expect(asked).toBe(1)
  })

  test('a merge group is a stream of its own', async () => {
    const event = { repository, merge_group: { head_sha: 'group', head_ref: 'refs/heads/gh-readonly-queue/trunk/pr-1' } }
    expect(await read({ GITHUB_EVENT_NAME: 'merge_group' }, event)).toMatchObject({
      sha: 'group',
      scope: { kind: 'merge-group', name: 'gh-readonly-queue/trunk/pr-1' },
    })
  })

  test.each([
    ['a push of the queue', 'push', {}],
    [
      'a run after a run of the queue',
      'workflow_run',
      { workflow_run: { head_sha: 'group', head_branch: QUEUED, event: 'merge_group', head_repository: { full_name: 'acme/shop' } } },
    ],
  ])('%s belongs to the merge group, not to a branch that is gone a moment later', async (_name, GITHUB_EVENT_NAME, payload) => {
    const { scope } = await read({ GITHUB_EVENT_NAME, GITHUB_REF: `refs/heads/${QUEUED}` }, { repository, ...payload })
    expect(scope).toEqual({ kind: 'merge-group', name: QUEUED })
  })
})

describe('a pull request', () => {
  const pull_request = { number: 5, head: { sha: 'head', ref: 'fix', repo: { full_name: 'acme/shop' } }, base: { ref: 'trunk' } }

  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    '%s stands for its head, not for the checked out commit',
    async (GITHUB_EVENT_NAME) => {
      expect(await read({ GITHUB_EVENT_NAME, GITHUB_REF: 'refs/pull/5/merge' }, { repository, pull_request })).toMatchObject({
        sha: 'head',
        checkedOutSha: 'merge',
        branch: 'fix',
        scope: { kind: 'pull-request', number: 5 },
        pullRequest: { fromFork: false, baseRef: 'trunk' },
      })
    },
  )

  test('is told from that of a fork by the runner where the event names no repository', async () => {
    const fromFork = async (full_name: string) => {
      const event = { pull_request: { ...pull_request, head: { ...pull_request.head, repo: { full_name } } } }
      return (await read({ GITHUB_EVENT_NAME: 'pull_request' }, event)).pullRequest?.fromFork
    }
    expect(await fromFork('acme/shop')).toBe(false)
    expect(await fromFork('mallory/shop')).toBe(true)
  })

  test.each([
    ['another repository', { full_name: 'mallory/shop' }],
    ['a deleted fork', null],
  ])('of %s comes from a fork', async (_name, repo) => {
    const event = { repository, pull_request: { ...pull_request, head: { ...pull_request.head, repo } } }
    expect((await read({ GITHUB_EVENT_NAME: 'pull_request' }, event)).pullRequest?.fromFork).toBe(true)
  })

  test.each([
    ['refs/pull/5/merge', { kind: 'pull-request', number: 5 }],
    ['refs/heads/trunk', { kind: 'pull-request', number: 0, head: ':fix' }],
  ])('that no event tells of is never taken for a branch, with GITHUB_REF %s', async (GITHUB_REF, scope) => {
    const environment = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF, GITHUB_HEAD_REF: 'fix', GITHUB_BASE_REF: 'trunk' }
    expect(await read(environment, { repository })).toMatchObject({
      scope,
      branch: 'fix',
      pullRequest: { baseRef: 'trunk', fromFork: true },
    })
  })
})

describe('a run after another run', () => {
  const workflow_run = { head_sha: 'scanned', head_branch: 'trunk', event: 'push', head_repository: { full_name: 'acme/shop' } }
  const environment = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF: 'refs/heads/trunk' }

  test('stands for the commit of the other run', async () => {
    expect(await read(environment, { repository, workflow_run })).toMatchObject({ sha: 'scanned', scope: { kind: 'default-branch' } })
  })

  test('of a fork is a pull request, never a branch', async () => {
    const event = { repository, workflow_run: { ...workflow_run, event: 'pull_request', head_repository: { full_name: 'mallory/shop' } } }
    expect(await read(environment, event)).toMatchObject({ scope: { kind: 'pull-request' }, pullRequest: { fromFork: true } })
  })

  test('of a fork is a pull request whatever the other run ran on, also on a branch that is called like the default one', async () => {
    const event = { repository, workflow_run: { ...workflow_run, head_repository: { full_name: 'mallory/shop' } } }
    expect(await read(environment, event)).toMatchObject({
      scope: { kind: 'pull-request', number: 0, head: 'mallory/shop:trunk' },
      pullRequest: { number: 0, fromFork: true },
    })
  })

  test.each(['pull_request', 'pull_request_target'])(
    'of a %s of this repository is that pull request, never its branch',
    async (trigger) => {
      const pull_requests = [{ number: 5, base: { ref: 'trunk' } }]
      expect(await read(environment, { repository, workflow_run: { ...workflow_run, event: trigger, pull_requests } })).toMatchObject({
        scope: { kind: 'pull-request', number: 5 },
        pullRequest: { number: 5, headSha: 'scanned', headRef: 'trunk', baseRef: 'trunk', fromFork: false },
      })
    },
  )

  test('is of a pull request to this repository, not of one that its branch has in another', async () => {
    const elsewhere = { number: 3, base: { ref: 'main', repo: { id: 1 } } }
    const here = { number: 5, base: { ref: 'trunk', repo: { id: 99 } } }
    const numberOf = async (...pull_requests: readonly object[]) => {
      const event = { repository: { ...repository, id: 99 }, workflow_run: { ...workflow_run, event: 'pull_request', pull_requests } }
      return (await read(environment, event)).pullRequest?.number
    }
    expect([await numberOf(elsewhere, here), await numberOf(here), await numberOf(elsewhere)]).toEqual([5, 5, 0])
  })

  test.each([
    ['acme/shop', { kind: 'default-branch' }],
    ['mallory/shop', { kind: 'pull-request', number: 0, head: 'mallory/shop:trunk' }],
  ])('is told from that of a fork by the runner where the event names no repository: %s', async (full_name, scope) => {
    const event = { workflow_run: { ...workflow_run, head_repository: { full_name } } }
    expect((await read(environment, event, { lookUpDefaultBranch: () => Promise.resolve('trunk') })).scope).toEqual(scope)
  })

  test.each([
    ['branch', { ...workflow_run, head_branch: null }],
    ['commit', { ...workflow_run, head_sha: undefined }],
    ['anything', undefined],
  ])('whose event does not tell its %s is never taken for the default branch', async (_name, told) => {
    expect((await read(environment, { repository, workflow_run: told })).scope).toMatchObject({ kind: 'pull-request', number: 0 })
  })
})

test('a comment on a pull request is about that pull request, although the runner has the default branch', async () => {
  const event = { repository, issue: { number: 12, pull_request: {} } }
  expect((await read({ GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF: 'refs/heads/trunk' }, event)).scope).toEqual({
    kind: 'pull-request',
    number: 12,
  })
})

test('a comment on an issue is about the branch that the runner has', async () => {
  const event = { repository, issue: { number: 12 } }
  expect((await read({ GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF: 'refs/heads/trunk' }, event)).scope).toEqual({
    kind: 'default-branch',
  })
})

test('it is known when nobody tells the default branch', async () => {
  const environment = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/trunk' }
  expect(await read(environment, {})).toMatchObject({ defaultBranchKnown: false, scope: { kind: 'branch', name: 'trunk' } })
  expect((await read(environment, { repository })).defaultBranchKnown).toBe(true)
})

test('credentials in the names of branches and workflows are not kept, and the scope still tells branches apart', async () => {
  const token = `ghp_${'aB3dE5gH7j'.repeat(4)}`
  const pull_request = { number: 5, head: { sha: 'head', ref: `fix-${token}`, repo: null }, base: { ref: 'trunk' } }
  expect(await read({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_WORKFLOW: `scan ${token}` }, { repository, pull_request })).toMatchObject({
    branch: 'fix-[redacted]',
    pullRequest: { headRef: 'fix-[redacted]' },
    workflow: 'scan [redacted]',
  })
  expect((await read({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: `refs/heads/${token}` }, { repository })).scope).toEqual({
    kind: 'branch',
    name: token,
  })
})

test.each([
  ['acme/shop/.github/workflows/scan.yml@refs/heads/trunk', '.github/workflows/scan.yml'],
  ['Acme/Shop/.github/workflows/scan.yml@refs/tags/a@b', '.github/workflows/scan.yml'],
  ['acme/shared/.github/workflows/scan.yml@refs/heads/trunk', 'acme/shared/.github/workflows/scan.yml'],
  ['acme/shop2/.github/workflows/scan.yml@refs/heads/trunk', 'acme/shop2/.github/workflows/scan.yml'],
  ['', ''],
])('the workflow file of %j is %j', async (GITHUB_WORKFLOW_REF, file) => {
  expect((await read({ GITHUB_EVENT_NAME: 'push', GITHUB_WORKFLOW_REF }, { repository })).workflowFile).toBe(file)
})

test.each([
  [undefined, 'https://api.github.com/graphql'],
  ['https://ghe.example/api/v3', 'https://ghe.example/api/graphql'],
  ['https://ghe.example/api/v3/', 'https://ghe.example/api/graphql'],
])('GraphQL is beside the API: %j', async (url, expected) => {
  const environment: Record<string, string> = url === undefined ? {} : { GITHUB_API_URL: url }
  expect((await read({ GITHUB_EVENT_NAME: 'push', ...environment }, { repository })).graphqlUrl).toBe(expected)
})

test('the run link names the attempt of a re-run', async () => {
  const environment = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2', GITHUB_SERVER_URL: 'https://ghe.example/' }
  expect((await read(environment, { repository })).runUrl).toBe('https://ghe.example/acme/shop/actions/runs/7/attempts/2')
})

test.each([undefined, null, 7, 'x', [], { repository: null }, { pull_request: 'no' }])('an event of %j does not crash', async (event) => {
  await expect(read({ GITHUB_EVENT_NAME: 'pull_request' }, event)).resolves.toMatchObject({ repository: 'acme/shop' })
})

test('prototype keys in the event are not read', async () => {
  const event = JSON.parse('{"__proto__": {"repository": {"default_branch": "evil"}}}') as unknown
  const context = await read({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/evil' }, event)
  expect(context.scope).toEqual({ kind: 'branch', name: 'evil' })
})

describe('the custom properties of the repository', () => {
  const asked: string[] = []
  const lookUpCustomProperties = () => {
    asked.push('GitHub')
    return Promise.resolve({ team: 'asked' })
  }
  beforeEach(() => {
    asked.length = 0
  })

  test.each<[string, unknown, unknown, number]>([
    [
      'are those of the event',
      { repository: { ...repository, custom_properties: { team: 'shop', tier: null } } },
      { team: 'shop', tier: null },
      0,
    ],
    ['are none where the event tells the repository without any', { repository }, undefined, 0],
    ['are none where the event has something else there', { repository: { ...repository, custom_properties: 'x' } }, undefined, 0],
    ['are asked for where the event tells no repository', { schedule: '0 3 * * *' }, { team: 'asked' }, 1],
    ['are asked for without an event', {}, { team: 'asked' }, 1],
  ])('%s', async (_what, event, properties, requests) => {
    const context = await read({ GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/trunk' }, event, { lookUpCustomProperties })
    expect([context.customProperties, asked.length]).toEqual([properties, requests])
  })
})

test('the environment is that of a deployment', async () => {
  const deployment = { repository, deployment: { environment: 'production' } }
  expect((await read({ GITHUB_EVENT_NAME: 'deployment_status' }, deployment)).environment).toBe('production')
  expect((await read({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/trunk' }, { repository })).environment).toBeUndefined()
})
