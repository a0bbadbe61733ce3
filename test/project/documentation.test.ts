import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { withTables } from '../../scripts/readme-tables.js'
import { ERROR_CODES } from '../../src/errors.js'
import { OUTPUT_NAMES } from '../../src/output/outputs.js'

const readme = readFileSync('README.md', 'utf8')
const actionYaml = readFileSync('action.yml', 'utf8')
const action = parse(actionYaml) as { outputs: Record<string, unknown>; runs: { using: string; main: string } }

test('the description of action.yml is short enough for the Marketplace', () => {
  const { description } = parse(actionYaml) as { description: string }
  expect(description.length).toBeLessThan(125)
})

describe('the README', () => {
  test('has the inputs and outputs of action.yml: run npm run docs', () => {
    expect(withTables(readme, actionYaml)).toBe(readme)
  })

  test('has troubleshooting for every error code and for none that does not exist', () => {
    const documented = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
    expect(documented.toSorted()).toEqual([...ERROR_CODES].toSorted())
  })

  test('names only inputs that exist in its workflow examples', () => {
    const inputs = Object.keys((parse(actionYaml) as { inputs: object }).inputs)
    const uses = workflowSteps(readme).filter((step) => step.uses?.includes('publish-to-security-hub@'))
    expect(uses.length).toBeGreaterThan(0)
    for (const step of uses) expect(inputs).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
  })
})

interface Step {
  readonly uses?: string
  readonly with?: object
}

/** Steps of the complete workflows in the text. */
function workflowSteps(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, block = '']) => parse(block) as { jobs?: Record<string, { steps: Step[] }> },
  )
  return blocks.flatMap(({ jobs }) => Object.values(jobs ?? {}).flatMap(({ steps }) => steps))
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync('docs').map((name) => join('docs', name))]

describe.each(PAGES.filter((page) => page.endsWith('.md')))('%s', (page) => {
  const text = readFileSync(page, 'utf8')

  test('links to files that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => join(dirname(page), target))
    expect(targets.filter((target) => !existsSync(target))).toEqual([])
  })

  test('names folders and files of the source that are there', () => {
    const paths = [...text.matchAll(/`((?:src|test|docs|scripts|bench|demo)\/[\w./-]+(?:\/|\.(?:ts|mjs|md)))`/g)].map(
      ([, path = '']) => path,
    )
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  test('names commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }
    const commands = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)|`(bench:\w+)`/g)].map(([, run, named]) => run ?? named ?? '')
    expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([])
  })
})

describe('action.yml', () => {
  test('has the outputs that the code sets', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  test('runs the committed bundle on Node.js 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})
