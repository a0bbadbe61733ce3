import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { withTables } from '../../scripts/readme-tables.js'
import { ERROR_CODES } from '../../src/errors.js'
import { OUTPUT_NAMES } from '../../src/output/outputs.js'

const readme = readFileSync('README.md', 'utf8')
const actionYaml = readFileSync('action.yml', 'utf8')
const action = parse(actionYaml) as { outputs: Record<string, unknown>; runs: { using: string; main: string } }

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

describe('action.yml', () => {
  test('has the outputs that the code sets', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  test('runs the committed bundle on Node.js 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})
