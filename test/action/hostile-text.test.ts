import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { elementsOf, render } from '../support/github-markdown.js'
import { HOSTILE } from '../support/hostile.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRun, ActionRunOptions } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aLog, aReport, aResult, type ResultOptions } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const deleted = (ref: string) => ({ ref, ref_type: 'branch', repository: { default_branch: 'main', full_name: 'acme/shop' } })
const READ_BOTH: ActionRunOptions = { inputs: { reports: 'good.sarif\nbad.sarif' } }

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'db.run()\ndb.run()\n', 'good.sarif': aReport([aResult({ message: 'The good one' })], { tool: 'Good' }) })
})
afterEach(() => shop.close())

function runWith(content: string): Promise<ActionRun> {
  shop.files({ 'bad.sarif': content })
  return shop.run(READ_BOTH)
}

const one = () => aReport([aResult()])

describe('text that wants to be more than text', () => {
  const fields: [string, (text: string, index: number) => ResultOptions][] = [
    ['messages', (text) => ({ message: text })],
    ['rule ids', (text) => ({ ruleId: text })],
    ['paths', (text) => ({ uri: text })],
    ['paths of the checkout', (text) => ({ uri: `src/${text}` })],
    [
      'logical locations',
      (text, index) => ({ more: { locations: [{ logicalLocations: [{ fullyQualifiedName: text, name: String(index) }] }] } }),
    ],
    ['fixes', (text) => ({ more: { fixes: [{ description: { text } }] } })],
    ['severities', (text) => ({ more: { properties: { 'security-severity': '8.1', severity: text } } })],
  ]

  test.each(fields)('in %s stays text', async (_field, options) => {
    const results = HOSTILE.map((text, index) => aResult({ message: `Number ${index}`, line: index + 1, ...options(text, index) }))
    const run = await runWith(aReport(results))
    expectHarmless(run)
    expect(shop.active().filter(({ ProductName }) => ProductName === 'Good')).toHaveLength(1)
  })

  test('in rules stays text', async () => {
    const rules = HOSTILE.map((text, index) => ({
      id: `rule-${index}`,
      name: text,
      shortDescription: { text },
      fullDescription: { text, markdown: text },
      help: { text, markdown: text },
      helpUri: text,
      messageStrings: { default: { text } },
      properties: { tags: [text], cwe: text, precision: text },
    }))
    const results = rules.map(({ id }, index) => aResult({ ruleId: id, line: index + 1, more: { message: { id: 'default' } } }))
    expectHarmless(await runWith(aReport(results, { rules })))
  })

  test('in tool names, versions, categories and notifications stays text', async () => {
    const runs = HOSTILE.map((text, index) => ({
      tool: { driver: { name: `${text} ${index}`, version: text, semanticVersion: text, organization: text, informationUri: text } },
      automationDetails: { id: `${text}/` },
      invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text } }] }],
      results: [aResult({ line: index + 1 })],
    }))
    expectHarmless(await runWith(aLog(...runs)))
  })

  test('in the name of a branch, a workflow, a job and an actor stays text', async () => {
    // The environment holds no NUL; several texts at once are several lines.
    const texts = HOSTILE.filter((text) => !text.includes('\u0000'))
    const some = Array.from({ length: 6 }, (_, start) => texts.filter((_text, index) => index % 6 === start).join('\n'))
    for (const text of some) {
      const environment = { GITHUB_REF: `refs/heads/${text}`, GITHUB_WORKFLOW: text, GITHUB_JOB: text, GITHUB_ACTOR: text }
      shop.files({ 'bad.sarif': one() })
      const run = await shop.run({ inputs: { ...READ_BOTH.inputs, branches: '**' }, environment })
      expect(run.outputs['outcome']).not.toBe('compared')
      expectHarmless(run)
      expectHarmless(await shop.run({ ...READ_BOTH, environment: { ...environment, GITHUB_EVENT_NAME: 'delete' }, event: deleted(text) }))
    }
  })

  test('in inputs stays text', async () => {
    const text = 'a\n::error::forged\r##[error]x <img src=x> @octocat `|`'
    const inputs = { reports: `good.sarif\n${text}`, category: text, 'product-name': text, 'company-name': text }
    const run = await shop.run({ inputs })
    expectHarmless(run)
    const wrong = await shop.run({ inputs: { import: text, 'fail-on': text, 'aws-account-id': text, 'role-to-assume': text } })
    expect(stepErrors(wrong)).toMatch(/^INVALID_INPUT: /)
    expectHarmless(wrong)
  })

  /** The runner and GitHub are asked for nothing by the text, and Security Hub finds nothing wrong. */
  function expectHarmless(run: ActionRun): void {
    expectSound(run)
    expect(shop.hub.violations()).toEqual([])
    const { commands, cut, annotations } = readByRunner(run.log)
    expect(cut).toBe(false)
    const masked = commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
    expect(masked.filter((value) => !Object.values(shop.hub.env).includes(value))).toEqual([])
    const names = commands.map(({ name }) => name)
    expect(names.filter((name) => name === 'group').length).toBe(names.filter((name) => name === 'endgroup').length)
    expect(annotations.flatMap(({ file }) => file ?? []).filter((file) => file !== 'src/app.py')).toEqual([])
    expectHarmlessMarkdown(run.summary)
  }

  function expectHarmlessMarkdown(summary: string): void {
    const rendered = render(summary)
    expect(rendered.comments).toBe(0)
    expect(rendered.linked).toEqual([])
    for (const tag of ['script', 'img', 'svg', 'input', 'style', 'iframe']) expect(elementsOf(rendered, tag)).toEqual([])
    const foreign = elementsOf(rendered, 'a').filter(
      (link) => !/href="https:\/\/(github\.com\/acme\/shop|us-east-1\.console\.aws)/.test(link),
    )
    // Only what the rules themselves name as their help pages.
    expect(foreign.filter((link) => !/^a href="https?:\/\/evil\.example\/(path\?a=b&c=d)?"$/.test(link))).toEqual([])
  }
})
