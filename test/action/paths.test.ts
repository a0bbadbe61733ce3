/** Scans in a container, in a folder, in a checkout beside others: what Security Hub is told of their paths. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../support/run-action.js'
import { aReport, aResult, aRun } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const SOURCE = `${Array.from({ length: 12 }, (_, index) => `line ${index}`).join('\n')}\n`

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(() => shop.close())

const resultAt = (uri: string, line = 2) => aResult({ uri, line })
const placesOf = (findings = shop.active()) =>
  findings.map(({ Resources, SourceUrl }) => {
    const { Path, StartLine } = Resources?.[0]?.Details?.Other ?? {}
    return `${Path}:${StartLine} ${SourceUrl?.replace(/^.*\/blob\/[0-9a-f]+\//, '')}`
  })

describe('a scan in a container', () => {
  test('keeps files of one name apart, and archives the one that is fixed', async () => {
    shop.files({ 'a/util.py': SOURCE, 'b/util.py': SOURCE.replaceAll('line', 'row') })
    shop.files({ 'report.sarif': aReport([resultAt('file:///io/a/util.py', 5), resultAt('file:///io/b/util.py', 9)]) })
    const first = await shop.run()
    expect(first.outputs).toMatchObject({ 'findings-count': '2', 'duplicate-count': '0' })
    expect(placesOf().sort()).toEqual(['a/util.py:5 a/util.py#L5', 'b/util.py:9 b/util.py#L9'])
    const kept = shop.active().find(({ SourceUrl }) => SourceUrl?.includes('b/util.py'))?.Id
    shop.files({ 'report.sarif': aReport([resultAt('file:///io/b/util.py', 9)]) })
    expect((await shop.run()).outputs).toMatchObject({ 'unchanged-count': '1', 'fixed-count': '1', 'new-count': '0' })
    expect(shop.active().map(({ Id }) => Id)).toEqual([kept])
    expect(placesOf(shop.archived())).toEqual(['a/util.py:5 a/util.py#L5'])
  })

  test('loses no result where the files are not there', async () => {
    shop.files({ 'report.sarif': aReport(['/opt/x/a/util.py', '/opt/x/b/util.py', '/opt/x/b/util.py'].map((uri) => resultAt(uri))) })
    expect((await shop.run()).outputs).toMatchObject({ 'results-count': '3', 'findings-count': '2', 'duplicate-count': '1' })
    expect(placesOf()).toEqual(['undefined:2 undefined', 'undefined:2 undefined'])
  })
})

describe('source-root', () => {
  const inputs = { 'source-root': 'services/shop' }

  test('is where relative paths start from', async () => {
    shop.files({ 'services/shop/src/app.py': SOURCE, 'src/app.py': SOURCE, 'report.sarif': aReport([resultAt('src/app.py')]) })
    await shop.run({ inputs })
    expect(placesOf()).toEqual(['services/shop/src/app.py:2 services/shop/src/app.py#L2'])
  })

  test('must lie in the checkout', async () => {
    shop.files({ 'report.sarif': aReport([]) })
    const run = await shop.run({ inputs: { 'source-root': '../elsewhere' } })
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('source-root is "../elsewhere", expected a folder of the checkout')
  })
})

test("paths count from the report's own folder when they are files there and not here", async () => {
  shop.files({ 'shops/a/src/app.py': SOURCE, 'shops/b/src/app.py': SOURCE })
  shop.files({ 'shops/a/r.sarif': aReport([resultAt('src/app.py')]), 'shops/b/r.sarif': aReport([resultAt('src/app.py')]) })
  const run = await shop.run({ inputs: { reports: 'shops/*/r.sarif' } })
  expect(run.outputs).toMatchObject({ 'findings-count': '2', 'duplicate-count': '0' })
  expect(placesOf().sort()).toEqual(['shops/a/src/app.py:2 shops/a/src/app.py#L2', 'shops/b/src/app.py:2 shops/b/src/app.py#L2'])
})

describe('a checkout in a folder of the workspace', () => {
  const config = (name: string) => `[remote "origin"]\n\turl = https://github.com/acme/${name}\n`

  test.each([
    ['the workspace', 'code/src/app.py'],
    ['the checkout', 'src/app.py'],
    ['the machine', 'WORKSPACE/code/src/app.py'],
    ['a container of the job', '/github/workspace/code/src/app.py'],
  ])('is where paths of the repository start, of a scan that has them from %s', async (_, uri) => {
    shop.files({ 'code/.git/config': config('shop'), 'tools/.git/config': config('tools'), 'code/src/app.py': SOURCE, 'src/app.py': 'x\n' })
    shop.files({ 'report.sarif': aReport([resultAt(uri.replace('WORKSPACE', shop.workspace))]) })
    const run = await shop.run({ inputs: { reports: '*.sarif' } })
    expect(placesOf()).toEqual(['src/app.py:2 src/app.py#L2'])
    expect(run.log).toContain('file=src/app.py')
  })

  test('leaves out what lies beside it', async () => {
    shop.files({ 'code/.git/config': config('shop'), 'code/a.py': SOURCE, 'tools/x.py': SOURCE })
    shop.files({ 'report.sarif': aReport([resultAt('code/a.py'), resultAt(`${shop.workspace}/tools/x.py`)]) })
    await shop.run()
    expect(placesOf().sort()).toEqual(['a.py:2 a.py#L2', 'undefined:2 undefined'])
  })
})

test('no path of a machine leaves in any form', async () => {
  const uris = [
    '<project /home/jane/w>',
    '../home/jane/a.kt',
    'builds/jane/shop/a.kt',
    '/Users/jane/b.kt',
    'C:\\Users\\jane\\c.cs',
    '//host/jane/d.c',
  ]
  const run = aRun(
    uris.map((uri) => resultAt(uri)),
    { more: { originalUriBaseIds: { '%SRCROOT%': { uri: 'file:///home/jane/' } } } },
  )
  shop.files({ 'report.sarif': JSON.stringify({ version: '2.1.0', runs: [run] }) })
  const ran = await shop.run({ inputs: { annotations: 'all' } })
  expect(ran.outputs).toMatchObject({ 'findings-count': String(uris.length) })
  expect(JSON.stringify(shop.hub.findings()) + everythingOf(ran)).not.toContain('jane')
})

function everythingOf({ log, summary, outputs }: ActionRun): string {
  const files = [outputs['findings-file'], outputs['report-file']].map((path) => readFileSync(path ?? '', 'utf8'))
  return [log, summary, ...files].join('\n')
}
