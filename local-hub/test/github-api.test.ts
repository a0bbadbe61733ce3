/** The local GitHub API refuses what GitHub refuses. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createGitRepository, type GitRepository } from '../../test/support/git-repository.js'
import { type LocalGitHubApi, type LocalGitHubApiOptions, startLocalGitHubApi } from '../github-api/index.js'

let repository: GitRepository
let commit: string
let api: LocalGitHubApi
let token: string

async function start(options: LocalGitHubApiOptions = {}): Promise<void> {
  await api?.close()
  api = await startLocalGitHubApi(options)
  api.addRepository('acme/shop', repository.folder)
  api.addRepository('acme/open', repository.folder, { private: false })
  token = api.createToken({ repositories: ['acme/shop'] })
}

beforeEach(async () => {
  repository = createGitRepository()
  commit = repository.commit({
    'a.txt': 'one\n',
    'b/c.txt': 'two\n',
    'd.bin': Buffer.from([0, 255]),
    'e.txt': Buffer.from('caf\xe9', 'latin1'),
  })
  await start()
})
afterEach(async () => {
  await api.close()
  repository.remove()
})

interface Asking {
  readonly method?: string
  readonly as?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

async function ask(path: string, { method = 'POST', as = token, headers = {}, body }: Asking = {}) {
  const authorization = as === null ? {} : { authorization: `token ${as}` }
  const post = body === undefined ? {} : { method, body: JSON.stringify(body) }
  const response = await fetch(`${api.url}${path}`, { ...post, headers: { 'user-agent': 'a test', ...authorization, ...headers } })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, headers: response.headers, json }
}

const query = (text: string, variables: Readonly<Record<string, unknown>> = {}, as: string | null = token) =>
  ask('/graphql', { body: { query: text, variables }, as })
function askRevoked() {
  api.revoke(token)
  return ask(TREE())
}
const TREE = () => `/repos/acme/shop/git/trees/${commit}?recursive=1`
const OBJECT =
  'query($e: String!) { repository(owner: "acme", name: "shop") { object(expression: $e) { oid ... on Blob { byteSize isBinary isTruncated text } } } }'

describe('REST', () => {
  test('lists the tree of a commit, and gives its blobs', async () => {
    const { json } = await ask(TREE())
    const tree = json['tree'] as { path: string; type: string; sha: string; size?: number }[]
    expect(tree.map(({ path, type, size }) => [path, type, size])).toEqual([
      ['a.txt', 'blob', 4],
      ['b', 'tree', undefined],
      ['b/c.txt', 'blob', 4],
      ['d.bin', 'blob', 2],
      ['e.txt', 'blob', 4],
    ])
    const blob = await ask(`/repos/acme/shop/git/blobs/${tree[0]?.sha}`)
    expect(blob.json).toMatchObject({ encoding: 'base64', content: Buffer.from('one\n').toString('base64'), size: 4 })
  })

  test('cuts a long listing off', async () => {
    await start({ treeEntries: 2 })
    expect((await ask(TREE())).json).toMatchObject({ truncated: true, tree: [{ path: 'a.txt' }, { path: 'b' }] })
  })

  test.each<[string, number, () => Promise<{ status: number }>]>([
    ['a token that is not known', 401, () => ask(TREE(), { as: 'nobody' })],
    ['a token that was revoked', 401, () => askRevoked()],
    ['no permission', 403, () => ask(TREE(), { as: api.createToken({ repositories: ['acme/shop'], contents: 'none' }) })],
    ['another repository, which it does not admit', 404, () => ask(TREE(), { as: api.createToken({ repositories: ['acme/else'] }) })],
    ['nobody', 404, () => ask(TREE(), { as: null })],
    ['a commit that is not there', 404, () => ask(`/repos/acme/shop/git/trees/${'f'.repeat(40)}`)],
    ['a name that is no object id', 404, () => ask('/repos/acme/shop/git/trees/--help')],
    ['a blob that is no id', 422, () => ask('/repos/acme/shop/git/blobs/HEAD')],
    ['another method', 404, () => ask(TREE(), { body: {} })],
    ['no user agent', 403, () => ask(TREE(), { headers: { 'user-agent': '' } })],
    ['no such route', 404, () => ask('/repos/acme/shop/git/tags/x')],
  ])('refuses %s with %d', async (_what, status, asking) => {
    expect((await asking()).status).toBe(status)
  })

  test('shows a public repository to everybody', async () => {
    expect((await ask(TREE().replace('shop', 'open'), { as: null })).status).toBe(200)
  })
})

describe('GraphQL', () => {
  test('gives text, tells binary, re-codes what is not UTF-8, and knows no file that is not there', async () => {
    const objectAt = async (path: string) => (await query(OBJECT, { e: `${commit}:${path}` })).json['data']
    expect(await objectAt('b/c.txt')).toMatchObject({
      repository: { object: { byteSize: 4, isBinary: false, isTruncated: false, text: 'two\n' } },
    })
    expect(await objectAt('d.bin')).toMatchObject({ repository: { object: { isBinary: true, text: null } } })
    expect(await objectAt('e.txt')).toMatchObject({ repository: { object: { text: 'café' } } })
    expect(await objectAt('none')).toEqual({ repository: { object: null } })
    expect(await objectAt('../a.txt')).toEqual({ repository: { object: null } })
  })

  test('cuts long text', async () => {
    await start({ textBytes: 2 })
    expect((await query(OBJECT, { e: `${commit}:a.txt` })).json).toMatchObject({
      data: { repository: { object: { isTruncated: true, text: 'on' } } },
    })
  })

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['an unknown field', '{ repository(owner: "acme", name: "shop") { secrets } }', {}],
    ['what cannot be parsed', '{ repository(', {}],
    ['a missing variable', OBJECT, {}],
    [
      'an object id that is none',
      'query($o: GitObjectID!) { repository(owner: "acme", name: "shop") { object(oid: $o) { oid } } }',
      { o: 'HEAD' },
    ],
  ])('refuses %s with HTTP 200 and errors', async (_what, text, variables) => {
    const { status, json } = await query(text, variables)
    expect([status, (json['errors'] as unknown[]).length > 0, json['data'] ?? null]).toEqual([200, true, null])
  })

  test('refuses who may not: nobody, no permission, another repository', async () => {
    expect((await query(OBJECT, { e: commit }, null)).status).toBe(401)
    expect((await query(OBJECT, { e: commit }, 'nobody')).status).toBe(401)
    const without = api.createToken({ repositories: ['acme/shop'], contents: 'none' })
    expect((await query(OBJECT, { e: commit }, without)).json).toMatchObject({
      data: { repository: { object: null } },
      errors: [{ type: 'FORBIDDEN' }],
    })
    const other = api.createToken({ repositories: [] })
    expect((await query(OBJECT, { e: commit }, other)).json).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
  })

  test('refuses too many objects, and gives up on too much text', async () => {
    const two = `query($e: String!) { repository(owner: "acme", name: "shop") { a: object(expression: $e) { ... on Blob { text } } b: object(expression: $e) { ... on Blob { text } } } }`
    await start({ objectsPerQuery: 1 })
    expect((await query(two, { e: `${commit}:a.txt` })).json).toMatchObject({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED' }] })
    await start({ bytesPerQuery: 7 })
    expect((await query(two, { e: `${commit}:a.txt` })).status).toBe(502)
  })
})

describe('limits', () => {
  test('the primary limit is counted by token and resource, told in headers, and ends with the hour', async () => {
    let now = Date.UTC(2026, 0, 1)
    await start({ requestsPerHour: 1, clock: () => now })
    const first = await ask(TREE())
    expect([first.status, first.headers.get('x-ratelimit-remaining'), first.headers.get('x-ratelimit-resource')]).toEqual([
      200,
      '0',
      'core',
    ])
    expect((await ask(TREE())).status).toBe(403)
    expect((await query(OBJECT, { e: commit })).status).toBe(200)
    expect((await query(OBJECT, { e: commit })).json).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] })
    now += 3_600_000
    expect((await ask(TREE())).status).toBe(200)
  })

  test('a secondary limit says when to come back', async () => {
    api.fault({ kind: 'secondary-limit', retryAfterSeconds: 30 })
    const { status, headers } = await ask(TREE())
    expect([status, headers.get('retry-after')]).toEqual([403, '30'])
    expect((await ask(TREE())).status).toBe(200)
  })
})

describe('comments on pull requests', () => {
  const ON = '/repos/acme/shop/issues/5/comments'
  const PAGE = `query($before: String) { repository(owner: "acme", name: "shop") { pullRequest(number: 5) {
    locked comments(last: 2, before: $before) { nodes { fullDatabaseId viewerDidAuthor body } pageInfo { hasPreviousPage startCursor } }
  } } }`
  let writer: string

  beforeEach(() => {
    api.pullRequest('acme/shop', 5)
    writer = api.createToken({ repositories: ['acme/shop'], pullRequests: 'write' })
  })

  test('are written, changed and listed in pages, by REST and by GraphQL', async () => {
    api.comment('acme/shop', 5, { login: 'octocat', body: 'first' })
    const { status, json } = await ask(ON, { as: writer, body: { body: 'second' } })
    expect([status, json]).toEqual([201, expect.objectContaining({ body: 'second', user: { login: 'github-actions[bot]', type: 'Bot' } })])
    const changed = await ask(`/repos/acme/shop/issues/comments/${json['id']}`, { method: 'PATCH', as: writer, body: { body: 'changed' } })
    expect([changed.status, api.comments('acme/shop', 5).map(({ body }) => body)]).toEqual([200, ['first', 'changed']])
    const list = await ask(`${ON}?per_page=1`, { as: writer })
    expect([list.json, list.headers.get('link')]).toEqual([
      [expect.objectContaining({ body: 'first' })],
      expect.stringMatching(/page=2>; rel="next", .*page=2>; rel="last"/),
    ])
    expect((await ask(`${ON}?per_page=1&page=2`, { as: writer })).headers.get('link')).toBeNull()
    api.comment('acme/shop', 5, { login: 'octocat', body: 'third' })
    const page = (before: string | null) => query(PAGE, { before }, writer).then((answer) => answer.json)
    const newest = {
      nodes: [
        { viewerDidAuthor: true, body: 'changed', fullDatabaseId: String(json['id']) },
        { viewerDidAuthor: false, body: 'third' },
      ],
    }
    expect(await page(null)).toMatchObject({ data: { repository: { pullRequest: { locked: false, comments: newest } } } })
    expect(await page('1')).toMatchObject({
      data: { repository: { pullRequest: { comments: { nodes: [{ body: 'first' }], pageInfo: { hasPreviousPage: false } } } } },
    })
  })

  test.each<[string, number, string, () => Parameters<typeof ask>]>([
    ['who may only read', 403, 'Resource not accessible by integration', () => [ON, { body: { body: 'x' } }]],
    ['another repository', 404, 'Not Found', () => [ON, { as: api.createToken({ repositories: [] }), body: { body: 'x' } }]],
    ['no such pull request', 404, 'Not Found', () => ['/repos/acme/shop/issues/6/comments', { as: writer, body: { body: 'x' } }]],
    [
      'no such comment',
      404,
      'Not Found',
      () => ['/repos/acme/shop/issues/comments/6', { method: 'PATCH', as: writer, body: { body: 'x' } }],
    ],
    ['a text that is too long', 422, 'Validation Failed', () => [ON, { as: writer, body: { body: 'é'.repeat(65_537) } }]],
    ['no text', 422, 'Validation Failed', () => [ON, { as: writer, body: { body: ' ' } }]],
    ['reading without the permission', 403, 'Resource not accessible by integration', () => [ON]],
  ])('refuses %s', async (_what, status, message, asking) => {
    const answer = await ask(...asking())
    expect([answer.status, answer.json['message']]).toEqual([status, message])
    expect(api.comments('acme/shop', 5)).toEqual([])
  })

  test('takes as much as fits', async () => {
    expect((await ask(ON, { as: writer, body: { body: 'é'.repeat(65_536) } })).status).toBe(201)
  })

  test('refuses one that is locked or gone', async () => {
    api.pullRequest('acme/shop', 5, 'locked')
    expect((await ask(ON, { as: writer, body: { body: 'x' } })).json['message']).toContain('locked')
    api.pullRequest('acme/shop', 5, 'gone')
    expect((await ask(ON, { as: writer, body: { body: 'x' } })).status).toBe(410)
    expect((await query(PAGE, {}, writer)).json).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
  })

  test('a public repository is read by everybody, and written by those who may', async () => {
    api.pullRequest('acme/open', 5)
    const path = '/repos/acme/open/issues/5/comments'
    expect((await ask(path, { as: null })).status).toBe(200)
    expect((await ask(path, { as: writer, body: { body: 'x' } })).status).toBe(403)
  })

  test('an answer that is lost has been given', async () => {
    api.fault({ kind: 'lost-answer', operation: 'create-comment' })
    await expect(ask(ON, { as: writer, body: { body: 'x' } })).rejects.toThrow()
    expect(api.comments('acme/shop', 5)).toHaveLength(1)
  })
})

test('every request is recorded', async () => {
  await query(OBJECT, { e: commit })
  await ask('/nowhere')
  expect(api.requests().map(({ operation, status }) => [operation, status])).toEqual([
    ['graphql', 200],
    ['unknown', 404],
  ])
  expect(api.requests()[0]).toMatchObject({ query: OBJECT, variables: { e: commit } })
})
