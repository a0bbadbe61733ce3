/** Which branches are imported, what their findings say of it, and where the link leads. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'report.sarif': aReport([aResult({ line: 2 })]) })
})
afterEach(() => shop.close())

const on = (branch: string, inputs: Record<string, string> = {}, event?: unknown) =>
  shop.run({ environment: { GITHUB_REF: `refs/heads/${branch}`, GITHUB_REF_NAME: branch }, inputs, ...(event !== undefined && { event }) })

/** The filters of the console link, as the console reads them. */
function shown(url = ''): readonly string[] {
  const search = decodeURIComponent(url.slice(url.indexOf('?search=') + '?search='.length))
  return search.split('&').map((filter) => decodeURIComponent(filter).replaceAll('\\', ''))
}

describe('with `branches`, a push', () => {
  const branches = 'release/**\n!release/**-rc'

  test.each([
    ['main', 'imported', 'true', 'github.com/99/default/'],
    ['release/1', 'imported', 'false', 'github.com/99/branch:release%2F1/'],
  ])('to %s is %s, and each finding says whether it is of the default branch', async (branch, outcome, isDefault, prefix) => {
    const run = await on(branch, { branches })
    expect(run.outputs['outcome']).toBe(outcome)
    const [finding] = shop.active()
    expect(finding?.ProductFields).toMatchObject({
      'publish-to-security-hub/branch': branch,
      'publish-to-security-hub/default-branch': isDefault,
    })
    expect(finding?.Id?.startsWith(prefix)).toBe(true)
    expect(shown(run.outputs['security-hub-url'])).toEqual([
      'RecordState=operator:EQUALS:ACTIVE',
      'ResourceId=operator:EQUALS:https://github.com/acme/shop',
      `Id=operator:PREFIX:${prefix}`,
    ])
    expect(finding?.Resources?.[0]?.Id).toBe('https://github.com/acme/shop')
    expect(shop.hub.violations()).toEqual([])
  })

  test.each(['feature', 'release/1-rc', 'release'])(
    'to %s is compared with the default branch, and the link shows that one',
    async (branch) => {
      await on('main')
      const before = shop.hub.findings()
      const run = await on(branch, { branches })
      expect(run.outputs).toMatchObject({ outcome: 'compared', 'new-count': '0', 'unchanged-count': '1', compared: 'true' })
      expect(shown(run.outputs['security-hub-url']).at(-1)).toBe('Id=operator:PREFIX:github.com/99/default/')
      expect(shop.hub.findings()).toEqual(before)
    },
  )
})

test('of a branch that is not imported no finding is sent, with the gate and the annotations of a pull request', async () => {
  await on('main')
  shop.files({ 'report.sarif': aReport([aResult({ line: 2 }), aResult({ line: 9, ruleId: 'other', message: 'Brought by the branch' })]) })
  const run = await on('feature', { 'fail-on-new': 'any' })
  expect(run.exitCode).toBe(1)
  expect(run.outputs).toMatchObject({ outcome: 'compared', 'new-count': '1', 'gate-count': '1' })
  expect(run.log).toContain('Brought by the branch')
  expect(shop.active()).toHaveLength(1)
})

test('while nobody tells which the default branch is, nothing is sent for it, and that is told', async () => {
  const run = await on('main', {}, {})
  expect(run.outputs['outcome']).toBe('compared')
  expect(run.log).toContain('Neither the event nor GitHub tells which branch is the default branch')
  expect(shop.hub.findings()).toEqual([])
  await on('main', { branches: 'main' }, {})
  expect(shop.active().map(({ Id }) => Id?.split('/')[2])).toEqual(['branch:main'])
})

test('a wrong pattern fails the step before anything is sent', async () => {
  const run = await on('main', { branches: 'release/[' })
  expect(run.exitCode).toBe(1)
  expect(run.log).toContain('branches has the pattern "release/[", which has a [ without its ]')
  expect(shop.hub.requests()).toEqual([])
})

test('a push by Dependabot, which gets no credentials, is compared like its pull request and does not fail; one that has to import does', async () => {
  const environment = {
    GITHUB_REF: 'refs/heads/dependabot/npm/lodash',
    GITHUB_ACTOR: 'dependabot[bot]',
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const compared = await shop.run({ environment, inputs: { 'fail-on-new': 'any' } })
  expect(compared.exitCode).toBe(0)
  expect(compared.outputs).toMatchObject({ outcome: 'compared', compared: 'false' })
  const imported = await shop.run({ environment, inputs: { branches: 'dependabot/**' } })
  expect(imported.exitCode).toBe(1)
  expect(imported.outputs['outcome']).toBe('failed')
})
