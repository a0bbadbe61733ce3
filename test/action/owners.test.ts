/** Whose a finding is, by CODEOWNERS. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Fault, type LocalGitHubApi, type LocalGitHubApiOptions, startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { createGitRepository, type GitRepository } from '../support/git-repository.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({
    'src/app.py': 'import db\ndb.run(input())\n',
    'web/app.js': 'eval(x)\n',
    'report.sarif': aReport([aResult(), aResult({ uri: 'web/app.js', line: 1, message: 'Code from outside' })]),
  })
})
afterEach(() => shop.close())

const ownersIn = () =>
  shop
    .active()
    .map((finding) => [
      finding.ProductFields?.['publish-to-security-hub/path'],
      finding.ProductFields?.['publish-to-security-hub/owners'],
      finding.Resources?.[0]?.Details?.Other?.['Owners'],
    ])

test('stands in the finding, its annotation and the summary', async () => {
  shop.files({ '.github/CODEOWNERS': '/src/ @acme/backend @octo\n' })
  const run = await shop.run()
  expect(ownersIn()).toEqual([
    ['src/app.py', '@acme/backend, @octo', '@acme/backend, @octo'],
    ['web/app.js', undefined, undefined],
  ])
  expect(run.log).toContain('Owner: @acme/backend, @octo')
  expect(run.summary).toMatch(/acme\S{0,10}backend/)
  expect(shop.hub.violations()).toEqual([])
})

test('is no difference while it stays so, and is sent when it changes', async () => {
  shop.files({ CODEOWNERS: '* @acme/all' })
  await shop.run()
  expect((await shop.run()).outputs['imported-count']).toBe('1')
  shop.files({ CODEOWNERS: '* @acme/all\n*.js @acme/web' })
  const run = await shop.run()
  expect(run.outputs).toMatchObject({ 'unchanged-count': '2', 'imported-count': '1' })
  expect(ownersIn()).toContainEqual(['web/app.js', '@acme/web', '@acme/web'])
})

test('is hostile text like any other', async () => {
  shop.files({ CODEOWNERS: `* "<img/src=x>::error::"@example.com %0A::error::x@example.com` })
  const run = await shop.run()
  expect(run.log).not.toMatch(/^::error::/m)
  expect(run.summary).not.toContain('<img')
  expect(shop.hub.violations()).toEqual([])
})

describe('where nothing is checked out', () => {
  const RULES = '/src/ @acme/backend\n'
  let api: LocalGitHubApi
  let repository: GitRepository

  beforeEach(async () => {
    shop.files({ 'src/app.py': undefined, 'web/app.js': undefined })
    repository = createGitRepository()
    await open()
  })
  afterEach(async () => {
    await api.close()
    repository.remove()
  })

  async function open(options: LocalGitHubApiOptions = {}) {
    await api?.close()
    api = await startLocalGitHubApi(options)
    api.addRepository('acme/shop', repository.folder)
  }

  const source = { 'src/app.py': 'import db\ndb.run(input())\n', 'web/app.js': 'eval(x)\n' }
  async function runAt(commit: string, permissions: Parameters<LocalGitHubApi['createToken']>[0] = { repositories: ['acme/shop'] }) {
    const run = await shop.run({ inputs: { token: api.createToken(permissions) }, environment: { ...api.env, GITHUB_SHA: commit } })
    return { run, told: [...new Set(run.log.match(/The source is not checked out[^\n]*/g) ?? [])] }
  }
  const OWNED = ['src/app.py', '@acme/backend', '@acme/backend']
  const UNOWNED = ['src/app.py', undefined, undefined]

  test.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'])('%s of the scanned commit is read from GitHub', async (place) => {
    const commit = repository.commit({ ...source, [place]: RULES })
    repository.commit({ [place]: '* @acme/later' })
    const { run, told } = await runAt(commit)
    expect(ownersIn()).toContainEqual(OWNED)
    expect(run.log).toContain('Owner: @acme/backend')
    expect(told).toEqual([expect.stringMatching(/2 of 2 files were read\.$/)])
  })

  test('the first of the three places counts, and a checkout later changes nothing', async () => {
    const commit = repository.commit({ ...source, CODEOWNERS: RULES, 'docs/CODEOWNERS': '* @acme/docs' })
    await runAt(commit)
    shop.files({ ...source, CODEOWNERS: RULES })
    const run = await shop.run({ environment: { GITHUB_SHA: commit } })
    expect(run.outputs).toMatchObject({ 'unchanged-count': '2', 'imported-count': '1' })
    expect(ownersIn()).toContainEqual(OWNED)
  })

  test('no such file is no owner, no request and no word', async () => {
    const commit = repository.commit(source)
    const { told } = await runAt(commit)
    expect(ownersIn()).toContainEqual(UNOWNED)
    expect(api.requests()).toHaveLength(2)
    expect(told).toEqual([expect.not.stringContaining('CODEOWNERS')])
  })

  test('of a commit whose listing is cut off it is asked for', async () => {
    await open({ treeEntries: 1 })
    const { told } = await runAt(repository.commit({ ...source, 'a.py': '', CODEOWNERS: RULES }))
    expect(ownersIn()).toContainEqual(OWNED)
    expect(told).toEqual([expect.stringMatching(/2 of 2 files were read\.$/)])
  })

  test('a link and a folder in its place are none', async () => {
    repository.commit({ ...source, '.github/x': '' })
    repository.link('.github/CODEOWNERS', '../CODEOWNERS/a.txt')
    const commit = repository.commit({ 'CODEOWNERS/a.txt': RULES, 'docs/CODEOWNERS': RULES })
    await runAt(commit)
    expect(ownersIn()).toContainEqual(OWNED)
  })

  test.each<[string, Parameters<LocalGitHubApi['createToken']>[0], Fault | undefined, string]>([
    ['without the permission', { repositories: ['acme/shop'], contents: 'none' }, undefined, 'needs contents: read'],
    ['of another repository', { repositories: ['acme/other'] }, undefined, 'does not show the analysed commit'],
    ['at its rate limit', { repositories: ['acme/shop'] }, { kind: 'secondary-limit', retryAfterSeconds: 3600, times: 100 }, 'rate limit'],
  ])('with a token %s nobody is an owner, which is told once and no error', async (_what, permissions, fault, why) => {
    const commit = repository.commit({ ...source, CODEOWNERS: RULES })
    if (fault !== undefined) api.fault(fault)
    const { run, told } = await runAt(commit, permissions)
    expect([run.exitCode, run.outputs['outcome']]).toEqual([0, 'imported'])
    expect(ownersIn()).toContainEqual(UNOWNED)
    expect(told).toEqual([expect.stringMatching(new RegExp(`${why}.*Nor is it known whose the files are\\.`))])
  })

  test.each<[string, Fault]>([
    ['fails', { kind: 'bad-gateway', times: 4, afterRequests: 1 }],
    ['is limited', { kind: 'secondary-limit', retryAfterSeconds: 3600, times: 100, afterRequests: 1 }],
  ])('what %s behind the listing is told in the same sentence', async (_what, fault) => {
    const commit = repository.commit({ ...source, CODEOWNERS: RULES })
    api.fault(fault)
    const { run, told } = await runAt(commit)
    expect([run.exitCode, run.outputs['outcome']]).toEqual([0, 'imported'])
    expect(ownersIn()).toContainEqual(UNOWNED)
    expect(told).toEqual([expect.stringMatching(/CODEOWNERS was not read, because .*: nobody is named as an owner\.$/)])
  })
})
