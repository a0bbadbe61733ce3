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
    const examples = [...readme.matchAll(/uses: [\w./-]*publish-to-security-hub@[^\n]*\n(\s*)with:\n((?:\1 +[^\n]*\n)*)/g)]
    expect(examples.length).toBeGreaterThan(0)
    const inputs = parse(actionYaml) as { inputs: Record<string, unknown> }
    for (const [, indent = '', block = ''] of examples) {
      const names = block.split('\n').flatMap((line) => new RegExp(`^${indent}  ([a-z-]+):`).exec(line)?.[1] ?? [])
      expect(names.length).toBeGreaterThan(0)
      for (const name of names) expect(Object.keys(inputs.inputs)).toContain(name)
    }
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
