/** By what findings find whoever works on them: criticality, tags, environment and event. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalGitHubApi, startLocalGitHubApi } from '../../local-hub/github-api/index.js'
import { createGitRepository } from '../support/git-repository.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({
    'src/app.py': 'import db\ndb.run(input())\n',
    'report.sarif': aReport([aResult(), aResult({ line: 1, message: 'Another' })]),
  })
})
afterEach(() => shop.close())

const eventWith = (custom_properties?: unknown) => ({ repository: { default_branch: 'main', full_name: 'acme/shop', custom_properties } })
const fieldOf = (name: string) => shop.active().map(({ ProductFields }) => ProductFields?.[`publish-to-security-hub/${name}`])
const tagsIn = () => shop.active().map(({ Resources }) => Resources?.[0]?.Tags)

describe('tags', () => {
  test('of the workflow and of the repository stand in the repository resource; without any there is none', async () => {
    await shop.run({ event: eventWith({}) })
    expect(shop.active().map(({ Resources }) => Object.hasOwn(Resources?.[0] ?? {}, 'Tags'))).toEqual([false, false])
    await shop.run({ inputs: { tags: 'team=payments' }, event: eventWith({ team: 'shop', tier: '1', data: ['pii', 'cards'] }) })
    const tags = { data: 'cards+pii', team: 'payments', tier: '1' }
    expect(tagsIn()).toEqual([tags, tags])
    expect(shop.hub.violations()).toEqual([])
  })

  test('that change are sent, as an update; that stay the same are not', async () => {
    const event = eventWith({ tier: '1', team: 'shop' })
    await shop.run({ inputs: { tags: 'a=1\nb=2' }, event })
    const quiet = await shop.run({ inputs: { tags: 'b=2\na=1' }, event: eventWith({ team: 'shop', tier: '1' }) })
    expect(quiet.outputs).toMatchObject({ 'imported-count': '1', 'unchanged-count': '2' })
    const loud = await shop.run({ inputs: { tags: 'a=1\nb=3' }, event })
    expect(loud.outputs).toMatchObject({ 'imported-count': '2', 'unchanged-count': '2', 'new-count': '0' })
    expect(fieldOf('change')).toEqual(['updated', 'updated'])
  })

  test('that were made to fit are told, credentials are in none of them', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const run = await shop.run({ event: eventWith({ owner: 'R&D', deploy: token }) })
    expect(tagsIn()[0]).toEqual({ owner: 'R_D' })
    expect(run.log).toContain(
      '1 was left out, because it looks like a credential ("deploy"); 1 was changed to what Security Hub takes in tags ("owner").',
    )
    expect(`${run.log}${run.summary}${JSON.stringify(shop.hub.requests())}`).not.toContain(token)
  })

  test('that cannot be asked for are told to be missing, once', async () => {
    const run = await shop.run({ environment: { GITHUB_EVENT_NAME: 'schedule' }, event: { schedule: '0 3 * * *' } })
    expect(run.outputs['outcome']).toBe('imported')
    expect(run.log.match(/^The event says nothing of the repository[^\n]*custom properties/gm)).toHaveLength(1)
  })

  test('that cannot be asked for are kept where a finding has them, so that nothing is sent again, nor by the next run', async () => {
    await shop.run({ event: eventWith({ team: 'shop' }) })
    const schedule = await shop.run({ environment: { GITHUB_EVENT_NAME: 'schedule' }, event: { schedule: '0 3 * * *' } })
    const push = await shop.run({ event: eventWith({ team: 'shop' }) })
    expect([schedule, push].map(({ outputs }) => [outputs['unchanged-count'], outputs['imported-count']])).toEqual([
      ['2', '1'],
      ['2', '1'],
    ])
    expect(tagsIn()).toEqual([{ team: 'shop' }, { team: 'shop' }])
  })

  test('are asked for where the event tells no repository, so that a schedule changes nothing', async () => {
    const repository = createGitRepository()
    const api: LocalGitHubApi = await startLocalGitHubApi()
    api.addRepository('acme/shop', repository.folder, { customProperties: { team: 'shop' } })
    const token = api.createToken({ repositories: ['acme/shop'], contents: 'none' })
    await shop.run({ inputs: { token }, environment: api.env, event: eventWith({ team: 'shop' }) })
    expect(api.requests()).toEqual([])
    const run = await shop.run({
      inputs: { token },
      environment: { ...api.env, GITHUB_EVENT_NAME: 'schedule' },
      event: { schedule: '0 3 * * *' },
    })
    expect(run.outputs).toMatchObject({ 'imported-count': '1', 'unchanged-count': '2' })
    expect(tagsIn()).toEqual([{ team: 'shop' }, { team: 'shop' }])
    expect(run.log).not.toContain('custom properties')
    await api.close()
    repository.remove()
  })
})

test('all that is wrong is told together', async () => {
  const run = await shop.run({ inputs: { tags: 'team\nowner=R&D', criticality: '101' } })
  expect(run.exitCode).toBe(1)
  for (const text of [
    '3 inputs are wrong',
    'tags line 1 is "team", expected key=value',
    'tags line 2 has "&" in "R&D", expected letters',
    'criticality is "101", expected a whole number, 0 to 100',
  ])
    expect(run.log).toContain(text)
  expect(shop.hub.requests()).toEqual([])
})

test('the criticality is one of the provider, and the customer may have another', async () => {
  await shop.run({ inputs: { criticality: '0' } })
  expect(shop.active().map(({ FindingProviderFields }) => FindingProviderFields?.Criticality)).toEqual([0, 0])
  const sent = shop.hub.requests().filter(({ operation }) => operation === 'BatchImportFindings')
  expect(sent.length).toBeGreaterThan(0)
  for (const { body } of sent)
    for (const finding of (body as { Findings: object[] }).Findings) expect(finding).not.toHaveProperty('Criticality')
  const run = await shop.run({ inputs: { criticality: '90' } })
  expect(run.outputs).toMatchObject({ 'imported-count': '2', 'unchanged-count': '2' })
  expect(shop.active().map(({ Criticality }) => Criticality)).toEqual([90, 90])
})

describe('the environment', () => {
  const role = 'arn:aws:iam::123456789012:role/publisher'

  test.each([
    ['is that of the job, when its ID token has signed in', { environment: 'production' }, 'production'],
    ['is none of a job without one', {}, undefined],
  ])('%s', async (_what, claims, environment) => {
    const hub = await startScenario({ idToken: { subject: 'repo:acme/shop:environment:production', lifetimeSeconds: 300, ...claims } })
    hub.files({ 'report.sarif': aReport([aResult()]) })
    await hub.run({ inputs: { 'role-to-assume': role }, environment: hub.hub.oidcEnv })
    expect(hub.active().map(({ ProductFields }) => ProductFields?.['publish-to-security-hub/environment'])).toEqual([environment])
    await hub.close()
  })

  test('is that of a deployment', async () => {
    const deployment = { ...eventWith(), deployment: { environment: 'staging' } }
    await shop.run({ event: deployment, inputs: { import: 'always' }, environment: { GITHUB_EVENT_NAME: 'deployment', GITHUB_REF: '' } })
    expect(fieldOf('environment')).toEqual(['staging', 'staging'])
    expect(shop.active()[0]?.Resources?.[0]?.Details?.Other).toMatchObject({ Environment: 'staging' })
  })
})

test('another event is no difference', async () => {
  await shop.run()
  const run = await shop.run({ environment: { GITHUB_EVENT_NAME: 'workflow_dispatch' } })
  expect(run.outputs).toMatchObject({ 'imported-count': '1', 'unchanged-count': '2' })
  expect(fieldOf('event').toSorted()).toEqual(['push', 'workflow_dispatch'])
})
