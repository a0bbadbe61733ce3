import { expect, test } from '@jest/globals'
import { blockFaults, yamlBlocks } from './blocks.js'
import { workflowFaults } from './workflow.js'

const job = (...lines: string[]) => ['on: push', 'jobs:', '  a:', ...lines.map((line) => `    ${line}`)].join('\n')

test.each([
  ['- uses: publish-to-security-hub', ['uses: publish-to-security-hub', 'with: reports is missing']],
  ['- uses: OWNER/publish-to-security-hub@v1\n  with:\n    report: a', ['with: report is not known', 'with: reports is missing']],
  ['- uses: OWNER/publish-to-security-hub@v1\n  with:\n    reports:\n      - a', ['with: reports is no scalar']],
  ['- uses: a/b@v1\n  run: c', ['a step has to have either uses or run']],
  ['- run: a\n  when: b', ['step: when is not known']],
  ['- a: b: c', [expect.stringMatching(/^no YAML: /)]],
  ['permissions: write', ['permissions is no mapping']],
  ['permissions:\n  id-token: true', ['permissions: id-token: true']],
  ['permissions:\n  id_token: write', ['permissions: id_token is not known']],
  [job('steps:', '  - run: a'), ['runs-on is missing']],
  [job('runs-on: x'), ['steps are missing']],
  [job('uses: a/b@v1'), ['uses: a/b@v1']],
  [job('uses: a/b/.github/workflows/c.yml@v1', 'runs-on: x'), ['job: runs-on is not known']],
  [job('runs-on: x', 'steps:', '  - run: a').replace('on: push', 'name: x'), ['on is missing']],
])('%j is not what GitHub takes', (yaml, faults) => expect(workflowFaults(yaml)).toEqual(faults))

test.each([
  '- uses: OWNER/publish-to-security-hub@v1\n  with:\n    reports: a',
  '- uses: ./\n  with:\n    a: 1',
  'permissions:\n  contents: read\n  id-token: write',
  job('uses: a/b/.github/workflows/c.yml@v1', 'with:', '  d: e'),
  job('uses: ./.github/workflows/c.yml'),
  job('runs-on: x', 'steps:', '  - run: a', '    if: ${{ !cancelled() }}'),
])('%j is', (yaml) => expect(workflowFaults(yaml)).toEqual([]))

test('blocks end where sentences begin', () => {
  const lines = [
    'Add to the job:',
    'permissions:',
    '  id-token: write',
    'or:',
    '- uses: a/b@v1',
    '  with:',
    '    c: d',
    'Note: it is done.',
    '- a;',
  ]
  expect(yamlBlocks(lines)).toEqual(['permissions:\n  id-token: write', '- uses: a/b@v1\n  with:\n    c: d'])
  expect(blockFaults('Do:\n{"a":1}\n{"a":}\nDo:\n  it: 1')).toEqual([expect.stringMatching(/^no JSON: /), 'not known: Do'])
})
