/** Whose a finding is, by CODEOWNERS. */
import { afterEach, beforeEach, expect, test } from '@jest/globals'
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
