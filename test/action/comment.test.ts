/** One comment on a pull request, over its life. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalGitHubApi, type LocalGitHubApiOptions, startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { elementsOf, render } from '../support/github-markdown.js'
import { HOSTILE } from '../support/hostile.js'
import { expectSound } from '../support/outcomes.js'
import type { ActionRun, ActionRunOptions } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const SHOP = 'acme/shop'
const NUMBER = 5
const BOT = 'github-actions[bot]'

const started: LocalGitHubApi[] = []
let api: LocalGitHubApi
let shop: Scenario
let token: string

beforeEach(async () => {
  shop = await startScenario()
  api = await startApi()
  token = api.createToken({ repositories: [SHOP], pullRequests: 'write' })
  shop.files({ 'src/app.py': 'db.run()\n'.repeat(9), CODEOWNERS: '* @acme/security\n' })
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.close()
  await shop.close()
})

async function startApi(options: LocalGitHubApiOptions = {}): Promise<LocalGitHubApi> {
  const one = await startLocalGitHubApi(options)
  started.push(one)
  one.addRepository(SHOP, shop.workspace)
  one.pullRequest(SHOP, NUMBER)
  return one
}

const repository = { default_branch: 'main', full_name: SHOP, id: 99 }
const pullRequest = (headRepository = SHOP) => ({
  repository,
  pull_request: { number: NUMBER, head: { sha: 'a'.repeat(40), ref: 'topic', repo: { full_name: headRepository } }, base: { ref: 'main' } },
})
const PULL_REQUEST = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: `refs/pull/${NUMBER}/merge`, GITHUB_REF_NAME: `${NUMBER}/merge` }

const report = (...lines: readonly number[]) =>
  aReport(lines.map((line) => aResult({ line, ruleId: `rule-${line}`, message: `Problem ${line}` })))

/** What the default branch has open. */
function pushToMain(...lines: readonly number[]): Promise<ActionRun> {
  shop.files({ 'report.sarif': report(...lines) })
  return shop.run()
}

function runWith(content: string, { inputs, environment, event = pullRequest() }: ActionRunOptions = {}): Promise<ActionRun> {
  shop.files({ 'report.sarif': content })
  return shop.run({
    inputs: { token, comment: 'on-change', ...inputs },
    environment: { ...api.env, ...PULL_REQUEST, ...environment },
    event,
  })
}

const push = (...lines: readonly number[]) => runWith(report(...lines))
const comments = (of = api) => of.comments(SHOP, NUMBER)
const writes = (of = api) => of.requests().filter(({ operation }) => operation.endsWith('-comment'))
const said = (run: ActionRun) => [
  ...new Set(run.log.match(/(?:The comment on the pull request|The pull request has|No comment|Waiting)[^\n]*/g) ?? []),
]

/** What people see of a comment. */
function textOf(body: string): string {
  return render(body.slice(body.indexOf('\n')).replaceAll('<br>', '<br> '))
    .text.replace(/\s+/g, ' ')
    .trim()
}

describe('the life of the comment', () => {
  test('nothing, new findings, more, fixed, all well: one comment, in place', async () => {
    await pushToMain(1)
    await push(1)
    expect(comments()).toEqual([])
    await push(1, 2)
    const [first] = comments()
    expect(first?.login).toBe(BOT)
    expect(textOf(first?.body ?? '')).toMatch(
      /^✅ Security Hub: 1 new finding in this change \+1 new · 1 unchanged — branch topic against the default branch/,
    )
    expect(first?.body).toContain('https://github.com/acme/shop/actions/runs/1003')
    await push(1, 2, 3)
    expect(comments()).toHaveLength(1)
    expect(textOf(comments()[0]?.body ?? '')).toContain('2 new findings in this change')
    await push(2)
    expect(textOf(comments()[0]?.body ?? '')).toContain('1 new finding and 1 fixed in this change')
    await push(1)
    expect(comments().map(({ id }) => id)).toEqual([first?.id])
    expect(textOf(comments()[0]?.body ?? '')).toBe(
      '✅ Security Hub: no new findings in this change any more. Security · summary of the run',
    )
    expect(writes().map(({ operation, status }) => [operation, status])).toEqual([
      ['create-comment', 201],
      ['update-comment', 200],
      ['update-comment', 200],
      ['update-comment', 200],
    ])
  })

  test('always: from the first run on, short where all is well', async () => {
    await pushToMain(1)
    await runWith(report(1), { inputs: { comment: 'always' } })
    expect(textOf(comments()[0]?.body ?? '')).toBe('✅ Security Hub: no new findings in this change. Security · summary of the run')
  })

  test('never is the default: not one request', async () => {
    await pushToMain(1)
    await runWith(report(1, 2), { inputs: { comment: 'never' } })
    expect(api.requests()).toEqual([])
  })

  test('says what trips the gate, and the step fails by the gate alone', async () => {
    await pushToMain(1)
    const run = await runWith(report(1, 2), { inputs: { 'fail-on-new': 'any' } })
    expect(run.exitCode).toBe(1)
    const text = textOf(comments()[0]?.body ?? '')
    expect(text).toMatch(/^❌ Security Hub: 1 new finding in this change, 1 trips fail-on-new: any/)
    expect(text).toContain('What trips the gate')
  })

  test('an existing comment does not go on saying what no longer holds when nothing could be compared', async () => {
    await pushToMain(1)
    await push(1, 2)
    await runWith(report(1, 2), { environment: { AWS_ENDPOINT_URL_SECURITYHUB: 'http://127.0.0.1:9' } })
    expect(comments()).toHaveLength(1)
    expect(textOf(comments()[0]?.body ?? '')).toContain('not compared')
  })

  test('one that somebody has deleted is written anew', async () => {
    await pushToMain(1)
    await push(1, 2)
    api.deleteComments(SHOP, NUMBER)
    await push(1, 2)
    expect(comments()).toHaveLength(1)
  })

  test('an older run, or its re-run, leaves what a newer one has written', async () => {
    await pushToMain(1)
    await push(1, 2)
    const [written] = comments()
    const run = await runWith(report(1, 2, 3), { environment: { GITHUB_RUN_NUMBER: '1', GITHUB_RUN_ID: '1001' } })
    expect(comments()).toEqual([written])
    expect(said(run)).toEqual(['The comment on the pull request is left to a newer run, which has already written it.'])
  })
})

describe('one comment for each workflow file and category', () => {
  test('two categories and two workflows side by side, each updates its own', async () => {
    await pushToMain(1)
    const other = { GITHUB_WORKFLOW: 'Nightly', GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/nightly.yml@refs/heads/main' }
    const each: readonly ActionRunOptions[] = [{ inputs: { category: 'api' } }, { inputs: { category: 'web' } }, { environment: other }]
    for (const options of each) await runWith(report(1, 2), { ...options, inputs: { comment: 'always', ...options.inputs } })
    const ids = comments().map(({ id }) => id)
    expect(ids).toHaveLength(3)
    for (const options of each) await runWith(report(1, 2, 3), { ...options, inputs: { comment: 'always', ...options.inputs } })
    expect(comments().map(({ id }) => id)).toEqual(ids)
    expect(comments().map(({ body }) => /Security · (?:api|web)|Nightly/.exec(textOf(body))?.[0])).toEqual([
      'Security · api',
      'Security · web',
      'Nightly',
    ])
  })

  test('a job that was renamed goes on with its comment; another job of the same run has its own', async () => {
    await pushToMain(1)
    await push(1, 2)
    await runWith(report(1, 2, 3), { environment: { GITHUB_JOB: 'renamed' } })
    expect(comments()).toHaveLength(1)
    const run = { GITHUB_RUN_ID: '2000', GITHUB_RUN_NUMBER: '20' }
    await runWith(report(1, 2), { environment: { ...run, GITHUB_JOB: 'renamed' } })
    await runWith(report(1, 2, 3), { environment: { ...run, GITHUB_JOB: 'second' } })
    expect(comments().map(({ body }) => /\d new findings?/.exec(textOf(body))?.[0])).toEqual(['1 new finding', '2 new findings'])
    await runWith(report(1), { environment: { GITHUB_RUN_NUMBER: '21', GITHUB_JOB: 'second' } })
    expect(comments().map(({ body }) => /\d new finding|any more/.exec(textOf(body))?.[0])).toEqual(['1 new finding', 'any more'])
  })

  test('an empty job that has nothing new never touches the comment of another', async () => {
    await pushToMain(1)
    await push(1, 2)
    const [written] = comments()
    await runWith(report(1), { environment: { GITHUB_JOB: 'second' } })
    expect(comments()).toEqual([written])
  })
})

describe('whose a comment is', () => {
  test('a marker that somebody else has planted is left alone, whatever name it stands under', async () => {
    await pushToMain(1)
    await push(1, 2)
    const body = comments()[0]?.body ?? ''
    api.deleteComments(SHOP, NUMBER)
    for (const login of ['mallory', 'other-app[bot]', 'github-actions']) api.comment(SHOP, NUMBER, { login, body })
    await push(1, 2)
    expect(comments().map(({ login }) => login)).toEqual(['mallory', 'other-app[bot]', 'github-actions', BOT])
    expect(
      comments()
        .slice(0, 3)
        .map((one) => one.body),
    ).toEqual([body, body, body])
  })

  test('one of our own author that repeats what somebody wrote is not ours: the marker has to be its first line', async () => {
    await pushToMain(1)
    await push(1, 2)
    const body = comments()[0]?.body ?? ''
    api.deleteComments(SHOP, NUMBER)
    api.comment(SHOP, NUMBER, { login: BOT, body: `Preview of: ${body}` })
    api.comment(SHOP, NUMBER, { login: BOT, body: `\n${body}` })
    await push(1, 2)
    expect(comments()).toHaveLength(3)
  })

  test('with the token of a person or another app it is theirs', async () => {
    await pushToMain(1)
    const own = api.createToken({ repositories: [SHOP], pullRequests: 'write', login: 'octocat' })
    for (const lines of [[1, 2], [1]]) await runWith(report(...lines), { inputs: { token: own } })
    expect(comments().map(({ login, body }) => [login, textOf(body).includes('any more')])).toEqual([['octocat', true]])
  })

  test('it is found behind hundreds of others; behind more than are looked through a new one is written, and that is told', async () => {
    await pushToMain(1)
    await push(1, 2)
    for (let index = 0; index < 250; index++) api.comment(SHOP, NUMBER, { login: 'octocat', body: `Comment ${index}` })
    await push(1, 2, 3)
    expect(writes().map(({ operation }) => operation)).toEqual(['create-comment', 'update-comment'])
    for (let index = 0; index < 1000; index++) api.comment(SHOP, NUMBER, { login: 'octocat', body: `Comment ${index}` })
    const run = await push(1, 2)
    expect(said(run)).toEqual([expect.stringContaining('more comments than the 1,000 newest')])
    expect(writes()).toHaveLength(3)
    await push(1, 2, 3)
    expect(writes().at(-1)?.operation).toBe('update-comment')
  })
})

describe('runs that have no say', () => {
  const readOnly = () => api.createToken({ repositories: [SHOP], pullRequests: 'read' })

  test.each([
    ['a fork', () => ({ event: pullRequest('mallory/shop') })],
    ['Dependabot', () => ({ environment: { GITHUB_ACTOR: 'dependabot[bot]' } })],
  ])('%s: no comment, no error, no notice', async (_whose, optionsOf) => {
    await pushToMain(1)
    const run = await runWith(report(1, 2), { ...optionsOf(), inputs: { token: readOnly() } })
    expect(run.exitCode).toBe(0)
    expect(comments()).toEqual([])
    expect(run.log).not.toMatch(/::(?:notice|warning|error)[^\n]*comment/i)
    expect(said(run)).toEqual([expect.stringMatching(/^No comment on the pull request: the token of a run for a fork/)])
  })

  test('a fork whose runs get a token that may write has its comment', async () => {
    await pushToMain(1)
    await runWith(report(1, 2), { event: pullRequest('mallory/shop') })
    expect(comments()).toHaveLength(1)
  })

  test.each([
    ['a push', { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/topic' }, { repository }],
    [
      'a run after a push',
      { GITHUB_EVENT_NAME: 'workflow_run' },
      { repository, workflow_run: { event: 'push', head_sha: 'a'.repeat(40), head_branch: 'topic', head_repository: repository } },
    ],
    [
      'a run after one of a fork, which GitHub names no pull request for',
      { GITHUB_EVENT_NAME: 'workflow_run' },
      {
        repository,
        workflow_run: {
          event: 'pull_request',
          head_sha: 'a'.repeat(40),
          head_branch: 'topic',
          head_repository: { full_name: 'mallory/shop' },
          pull_requests: [],
        },
      },
    ],
    [
      'a run whose branch has a pull request to another repository',
      { GITHUB_EVENT_NAME: 'workflow_run' },
      {
        repository,
        workflow_run: {
          event: 'pull_request',
          head_sha: 'a'.repeat(40),
          head_branch: 'topic',
          head_repository: repository,
          pull_requests: [{ number: NUMBER, base: { ref: 'main', repo: { id: 1 } } }],
        },
      },
    ],
  ])('%s: nothing', async (_what, environment, event) => {
    await pushToMain(1)
    const run = await runWith(report(1, 2), { environment, event, inputs: { comment: 'always' } })
    expect(run.exitCode).toBe(0)
    expect(api.requests()).toEqual([])
  })

  test.each([
    [
      'pull_request_target of a fork',
      { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' },
      pullRequest('mallory/shop'),
    ],
    [
      'a run after one of a pull request',
      { GITHUB_EVENT_NAME: 'workflow_run' },
      {
        repository,
        workflow_run: {
          event: 'pull_request',
          head_sha: 'a'.repeat(40),
          head_branch: 'topic',
          head_repository: repository,
          pull_requests: [
            { number: 3, base: { ref: 'main', repo: { id: 1 } } },
            { number: NUMBER, base: { ref: 'main', repo: { id: 99 } } },
          ],
        },
      },
    ],
    [
      'an answer to a comment on the pull request',
      { GITHUB_EVENT_NAME: 'issue_comment' },
      { repository, issue: { number: NUMBER, pull_request: {} } },
    ],
  ])('%s: commented', async (_what, environment, event) => {
    await pushToMain(1)
    await runWith(report(1, 2), { environment, event })
    expect(comments()).toHaveLength(1)
  })
})

/** Options without a change, once something was done. */
const once = (done: () => void): ActionRunOptions => {
  done()
  return {}
}

describe('trouble never fails the step, and is told', () => {
  const cases: readonly (readonly [string, string, () => ActionRunOptions])[] = [
    ['no token', 'the input token is empty', () => ({ inputs: { token: '' } })],
    ['a wrong token', 'GitHub does not accept the input token', () => ({ inputs: { token: 'made-up' } })],
    [
      'a job without the permission',
      'the job needs pull-requests: write',
      () => ({ inputs: { token: api.createToken({ repositories: [SHOP] }) } }),
    ],
    [
      'a job that may only read',
      'the job needs pull-requests: write',
      () => ({ inputs: { token: api.createToken({ repositories: [SHOP], pullRequests: 'read' }) } }),
    ],
    [
      'a fork under pull_request_target, which has a token that could',
      'the job needs pull-requests: write',
      () => ({
        inputs: { token: api.createToken({ repositories: [SHOP] }) },
        environment: { GITHUB_EVENT_NAME: 'pull_request_target' },
        event: pullRequest('mallory/shop'),
      }),
    ],
    [
      'a token of another repository',
      'GitHub does not show the pull request',
      () => ({ inputs: { token: api.createToken({ repositories: ['acme/other'], pullRequests: 'write' }) } }),
    ],
    ['a pull request that is gone', 'GitHub does not show the pull request', () => once(() => api.pullRequest(SHOP, NUMBER, 'gone'))],
    ['a conversation that is locked', 'its conversation is locked', () => once(() => api.pullRequest(SHOP, NUMBER, 'locked'))],
    [
      'no API',
      'GitHub was not reached',
      () => ({ environment: { GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql' } }),
    ],
    [
      'a secondary limit longer than anybody waits',
      'asks to wait longer',
      () => once(() => api.fault({ kind: 'secondary-limit', retryAfterSeconds: 3600, operation: 'create-comment', times: 9 })),
    ],
    ['a proxy that answers everything', 'GitHub failed to take it', () => once(() => api.fault({ kind: 'not-json', times: 99 }))],
    [
      'a text that GitHub does not take',
      'GitHub failed to take it',
      () => once(() => api.fault({ kind: 'status', status: 422, message: 'Validation Failed', operation: 'create-comment', times: 9 })),
    ],
  ]

  test.each(cases)('%s', async (_what, why, optionsOf) => {
    await pushToMain(1)
    const run = await runWith(report(1, 2), optionsOf())
    expect(run.exitCode).toBe(0)
    expect(run.outputs['outcome']).toBe('compared')
    expect(said(run).filter((line) => !line.startsWith('Waiting'))).toEqual([
      expect.stringMatching(new RegExp(`^The comment on the pull request was not written: .*${why}`)),
    ])
    expect(run.log).toMatch(/::notice[^\n]*The comment on the pull request was not written/)
    expect(comments()).toEqual([])
    expect(run.log).not.toContain(token)
    expect(api.requests().length).toBeLessThan(6)
  })

  test('a primary limit that is used up is not asked again', async () => {
    await pushToMain(1)
    const poor = await startApi({ requestsPerHour: 0 })
    const own = poor.createToken({ repositories: [SHOP], pullRequests: 'write' })
    const run = await runWith(report(1, 2), { inputs: { token: own }, environment: poor.env })
    expect(said(run)).toEqual([expect.stringContaining('the rate limit of the input token is used up')])
    expect(poor.requests()).toHaveLength(1)
  })

  test('a limit that is over soon is waited for, and that is told; a failing gateway too', async () => {
    await pushToMain(1)
    api.fault({ kind: 'bad-gateway', operation: 'graphql' })
    api.fault({ kind: 'secondary-limit', retryAfterSeconds: 2, operation: 'create-comment' })
    const run = await push(1, 2)
    expect(comments()).toHaveLength(1)
    expect(api.requests().map(({ status }) => status)).toEqual([502, 200, 403, 201])
    expect(said(run)).toEqual([
      'Waiting 1 s before GitHub is asked again for the comment.',
      'Waiting 2 s before GitHub is asked again for the comment.',
    ])
  })

  test.each(['lost-answer', 'reset', 'bad-gateway'] as const)('an answer that does not come (%s) makes no second comment', async (kind) => {
    await pushToMain(1)
    api.fault({ kind, operation: 'create-comment' })
    const run = await push(1, 2)
    expect(comments()).toHaveLength(1)
    expect(said(run)).toEqual([])
  })
})

describe('text that wants to be more than text', () => {
  test('calls nobody, links nothing, and hides no part of the comment', async () => {
    const owners = HOSTILE.map((_, index) => `/src/${index}.py @acme/team-${index} @octocat someone@acme.example`).join('\n')
    shop.files({ CODEOWNERS: owners, ...Object.fromEntries(HOSTILE.map((_, index) => [`src/${index}.py`, 'x\n'])) })
    await pushToMain()
    const rules = HOSTILE.map((text, index) => ({
      id: `${index} ${text}`,
      shortDescription: { text },
      help: { text },
      helpUri: ['https://github.com/acme/other/issues/7', 'https://GitHub.com/a/b/pull/1#x', 'https://www.github.com/a/b/discussions/1'][
        index % 3
      ],
    }))
    const results = HOSTILE.map((text, index) =>
      aResult({ ruleId: rules[index]?.id ?? '', message: text, uri: `src/${index}.py`, line: 1 }),
    )
    const run = await runWith(aReport(results, { rules, tool: 'Tool @octocat <!-- x' }), {
      inputs: { 'fail-on-new': 'any', category: '--> <b> @octocat #1', comment: 'always' },
      environment: { GITHUB_WORKFLOW: '--> @acme/all <img src=x>', GITHUB_JOB: '-->', GITHUB_WORKFLOW_REF: 'acme/shop/--> @x' },
    })
    expectSound(run)
    const [{ body } = { body: '' }] = comments()
    const rendered = render(body)
    expect(rendered.comments).toBe(1)
    expect(rendered.linked).toEqual([])
    for (const tag of ['script', 'img', 'svg', 'input', 'style', 'iframe', 'b']) expect(elementsOf(rendered, tag)).toEqual([])
    expect(rendered.text).toContain('What trips the gate')
    const links = elementsOf(rendered, 'a').filter((link) => /\/(?:issues|pull|discussions)\//.test(link))
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !link.startsWith('a href="https://redirect.github.com/'))).toEqual([])
    await runWith(aReport([], { tool: 'Tool @octocat <!-- x' }), {
      inputs: { category: '--> <b> @octocat #1', comment: 'always' },
      environment: { GITHUB_WORKFLOW: '--> @acme/all <img src=x>', GITHUB_JOB: '-->', GITHUB_WORKFLOW_REF: 'acme/shop/--> @x' },
    })
    expect(comments()).toHaveLength(1)
    expect(render(comments()[0]?.body ?? '').linked).toEqual([])
  })

  test('is cut where GitHub takes no more, and counted', async () => {
    const long = (index: number) => `${index} ${'&'.repeat(2000)}`
    const place = (index: number) => `src/${index}/${'|'.repeat(240)}.py`
    const results = Array.from({ length: 300 }, (_, index) =>
      aResult({
        message: long(index),
        ruleId: long(index),
        uri: place(index),
        more: { fixes: [{ description: { text: '|'.repeat(900) } }] },
      }),
    )
    await pushToMain()
    const run = await runWith(aReport(results), { inputs: { 'fail-on-new': 'any' } })
    expect(run.exitCode).toBe(1)
    const [{ body } = { body: '' }] = comments()
    expect([...body].length).toBeLessThanOrEqual(65_536)
    expect(textOf(body)).toMatch(/\d+ more: see the file that the output findings-file names/)
  })
})
