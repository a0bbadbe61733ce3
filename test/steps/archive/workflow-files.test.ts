import { describe, expect, test } from '@jest/globals'
import { createGoneCheck } from '../../../src/steps/archive/workflow-files.js'
import type { Writer } from '../../../src/steps/compare/writers.js'

const FOLDER = '.github/workflows'
const RUN: Writer = {
  workflowFile: `${FOLDER}/scan.yml`,
  workflow: 'Scan',
  job: 'scan',
  step: '__acme_publish-to-security-hub',
  runId: '2',
}
const OWN = `
on: push
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo 1
      - uses: acme/publish-to-security-hub@v1
      - id: second
        uses: acme/publish-to-security-hub@v1
  build:
    runs-on: ubuntu-latest
    steps: [{ run: make }]
`
const check = async (writer: Partial<Writer>, files: Readonly<Record<string, string>> = {}, run = RUN) => {
  const all: Readonly<Record<string, string>> = { [`${FOLDER}/scan.yml`]: OWN, ...files }
  const own = (path: string) => (Object.hasOwn(all, path) ? all[path] : undefined)
  const isGone = await createGoneCheck({ read: own, exists: (path) => own(path) !== undefined }, run)
  return isGone({ ...RUN, runId: '1', ...writer })
}

describe('a workflow file', () => {
  test.each<[string, boolean, Partial<Writer>, Readonly<Record<string, string>>?, Writer?]>([
    ['that is not in the checkout is gone', true, { workflowFile: `${FOLDER}/old.yml` }],
    ['of another repository cannot be seen', false, { workflowFile: `acme/policies/${FOLDER}/old.yml` }],
    ['that nobody named cannot be seen', false, { workflowFile: '' }],
    [
      'is not gone where the run’s own is missing too',
      false,
      { workflowFile: `${FOLDER}/old.yml` },
      {},
      { ...RUN, workflowFile: `${FOLDER}/x.yml` },
    ],
    ['is not gone from a sparse checkout', false, { workflowFile: `${FOLDER}/old.yml` }, { '.git/info/sparse-checkout': '/*' }],
    ['above the folder cannot be seen', false, { workflowFile: '../old.yml' }],
  ])('%s', async (...[, gone, writer, files, run]) => {
    expect(await check(writer, files, run)).toBe(gone)
  })
})

describe('a job', () => {
  const other = (text: string) => ({ [`${FOLDER}/other.yml`]: text })
  const of = (job: string): Partial<Writer> => ({ workflowFile: `${FOLDER}/other.yml`, job, step: '' })
  test.each<[string, boolean, Partial<Writer>, Readonly<Record<string, string>>?]>([
    ['that is not in its file is gone', true, { job: 'analyse' }],
    ['that is in its file is there', false, { job: 'build', step: '' }],
    ['named like a prototype key is gone', true, { job: 'constructor' }],
    ['that nobody named is there', false, { job: '' }],
    [
      'may be in a workflow of another repository',
      false,
      of('analyse'),
      other('jobs: { a: { uses: acme/shared/.github/workflows/x.yml@v1 } }'),
    ],
    [
      'can be in a called workflow of the repository',
      false,
      of('analyse'),
      { ...other(`jobs: { a: { uses: ./${FOLDER}/called.yml } }`), [`${FOLDER}/called.yml`]: 'jobs: { analyse: { steps: [] } }' },
    ],
    [
      'that is in no called workflow of the repository is gone',
      true,
      of('analyse'),
      { ...other(`jobs: { a: { uses: ./${FOLDER}/called.yml } }`), [`${FOLDER}/called.yml`]: 'jobs: { other: { steps: [] } }' },
    ],
    ['may be in a called workflow that cannot be read', false, of('analyse'), other(`jobs: { a: { uses: ./${FOLDER}/missing.yml } }`)],
    ['may be in workflows that call each other for ever', false, of('analyse'), other(`jobs: { a: { uses: ./${FOLDER}/other.yml } }`)],
    ['may be in a file that is no YAML', false, of('analyse'), other('jobs: [')],
    ['may be in a file without jobs', false, of('analyse'), other('on: push')],
    ['may be in a file full of aliases', false, of('analyse'), other(`a: &a [1]\n${'b: &b [*a,*a]\n'.repeat(200)}jobs: {}`)],
  ])('%s', async (...[, gone, writer, files]) => {
    expect(await check(writer, files)).toBe(gone)
  })
})

describe('a step', () => {
  test.each<[string, boolean, Partial<Writer>, Writer?]>([
    ['that is not in its job is gone', true, { step: 'upload' }],
    ['with an id that is there is there', false, { step: 'second' }],
    ['that the runner named is there', false, { step: '__acme_publish-to-security-hub' }],
    ['that the runner named and numbered is gone when there are fewer', true, { step: '__acme_publish-to-security-hub_2' }],
    ['that runs a script is there', false, { step: '__run' }],
    ['that nobody named is there', false, { step: '' }],
    ['cannot be judged where the run’s own is not found', false, { step: 'upload' }, { ...RUN, step: '__wrapper.__inner' }],
    ['of a job without steps of its own cannot be judged', false, { job: 'build', step: 'upload' }, { ...RUN, step: '' }],
  ])('%s', async (...[, gone, writer, run]) => {
    expect(await check(writer, {}, run)).toBe(gone)
  })
})
