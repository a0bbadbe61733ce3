import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse, parseDocument } from 'yaml'
import { withTables } from '../../scripts/docs/readme-tables.js'
import { ERROR_CODES } from '../../src/errors.js'
import { OUTPUT_NAMES } from '../../src/output/outputs.js'
import * as help from '../../src/securityhub/error-help.js'
import { resolveTarget } from '../../src/securityhub/target.js'
import { blockFaults, jsonFaults, yamlBlocks } from '../support/blocks.js'
import { workflowFaults } from '../support/workflow.js'

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

  test('has a whole workflow with a step of this action', () => {
    const workflows = blocksOf(readme, 'yaml').filter((block) => /^jobs:/m.test(block) && block.includes('publish-to-security-hub@'))
    expect(workflows.length).toBeGreaterThan(0)
  })
})

/** What stands between fences of a language. */
function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, is, block = '']) => (is === language ? [block] : []))
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'local-hub/README.md',
  'SECURITY.md',
  'scripts/README.md',
  'examples/README.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
]

describe.each(PAGES.filter((page) => page.endsWith('.md')))('%s', (page) => {
  const text = readFileSync(page, 'utf8')

  test('links to files that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => join(dirname(page), target))
    expect(targets.filter((target) => !existsSync(target))).toEqual([])
  })

  test('links to headings that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)]
    const missing = links.filter(([, file = '', anchor = '']) => {
      const target = file === '' ? page : join(dirname(page), file)
      return !anchorsOf(existsSync(target) ? readFileSync(target, 'utf8') : '').includes(anchor)
    })
    expect(missing.map(([link]) => link)).toEqual([])
  })

  test('has workflows, steps and JSON that can be copied as they are', () => {
    expect(blocksOf(text, 'yaml').flatMap(workflowFaults)).toEqual([])
    expect(blocksOf(text, 'json').flatMap(jsonFaults)).toEqual([])
  })

  test('has YAML between backticks that is YAML', () => {
    const pieces = [...text.matchAll(/`([\w-]+: [^`\n]+)`/g)].map(([, piece = '']) => piece)
    expect(pieces.filter((piece) => parseDocument(piece).errors.length > 0)).toEqual([])
  })

  test('names folders and files of the source that are there', () => {
    const paths = [...text.matchAll(/`((?:src|test|docs|scripts|bench|demo|local-hub|setup)\/[\w./-]+(?:\/|\.(?:ts|mjs|md|json)))`/g)].map(
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

describe('what is said to do about an error', () => {
  const region = 'us-east-1'
  const target = resolveTarget({ region, accountId: '111122223333', productArn: undefined })
  const hints: Readonly<Record<keyof typeof help, string>> = {
    idTokenHelp: help.idTokenHelp(),
    signInHelp: help.signInHelp(region),
    expiredHelp: help.expiredHelp(),
    invalidCredentialsHelp: help.invalidCredentialsHelp(region),
    idTokenEndpointHelp: help.idTokenEndpointHelp(),
    foreignRoleHelp: help.foreignRoleHelp(),
    identityHelp: help.identityHelp(),
    importHelp: help.importHelp(target, { explicitly: true, who: 'the role ci' }),
    lookupHelp: help.lookupHelp(target, { explicitly: true, who: undefined }),
    accountHelp: help.accountHelp('111122223333', '444455556666'),
    enableHelp: help.enableHelp(region, target),
    throttledHelp: help.throttledHelp(),
    signInThrottledHelp: help.signInThrottledHelp(),
    unreachableHelp: help.unreachableHelp(undefined),
    foreignAnswerHelp: help.foreignAnswerHelp(),
  }

  test.each(Object.entries(hints))('%s has YAML and JSON that can be copied as they are', (_name, hint) => {
    expect(blockFaults(hint)).toEqual([])
  })

  test('has steps and permissions', () => {
    expect(yamlBlocks(hints.signInHelp.split('\n')).map((block) => block.split('\n')[0])).toEqual([
      '- uses: aws-actions/configure-aws-credentials@v6',
      'permissions:',
    ])
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
