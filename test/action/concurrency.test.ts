import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const SOURCE = 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n'
const A = aResult({ line: 2 })
const B = aResult({ line: 4, message: 'Another one' })

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': SOURCE, 'a.sarif': aReport([A]), 'b.sarif': aReport([B]), 'report.sarif': aReport([A, B]) })
})
afterEach(() => shop.close())

const leg = (report: string, environment: Record<string, string> = {}, inputs: Record<string, string> = {}) =>
  shop.run({ inputs: { reports: report, ...inputs }, environment })
const idsOf = (findings: readonly { readonly Id?: string | undefined }[]) => findings.map(({ Id }) => Id).sort()
const only = <T>(items: readonly T[]): T => {
  const [item] = items
  if (item === undefined || items.length !== 1) throw new Error(`${items.length} items instead of one`)
  return item
}

describe('jobs side by side', () => {
  test('as matrix legs keep to findings of their own, run after run', async () => {
    const legs = (run: string) =>
      Promise.all([
        leg('a.sarif', { GITHUB_RUN_ID: run, GITHUB_RUN_NUMBER: run }, { matrix: '{"os":"linux"}' }),
        leg('b.sarif', { GITHUB_RUN_ID: run, GITHUB_RUN_NUMBER: run }, { matrix: '{"os":"windows"}' }),
      ])
    await legs('1')
    const before = idsOf(shop.active())
    for (const run of await legs('2')) expect(run.outputs).toMatchObject({ 'unchanged-count': '1', 'fixed-count': '0', 'new-count': '0' })
    expect(idsOf(shop.active())).toEqual(before)
    expect(shop.archived()).toEqual([])
  })

  test('that nothing tells apart never archive what a sibling of the same run wrote', async () => {
    const run = { GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '1' }
    await Promise.all([leg('a.sarif', run), leg('b.sarif', run)])
    await Promise.all([leg('a.sarif', run), leg('b.sarif', run)])
    expect(shop.active()).toHaveLength(2)
    expect(shop.archived()).toEqual([])
  })

  test('with names of their own never archive what a sibling wrote in the run before', async () => {
    for (const number of ['1', '2', '3']) {
      const run = { GITHUB_RUN_ID: number, GITHUB_RUN_NUMBER: number }
      await Promise.all([leg('a.sarif', { ...run, GITHUB_JOB: 'one' }), leg('b.sarif', { ...run, GITHUB_JOB: 'two' })])
    }
    expect(shop.active()).toHaveLength(2)
    expect(shop.archived()).toEqual([])
  })

  test('and steps of one job that share an analysis never archive what the other step wrote', async () => {
    const steps = async (run: string) => [
      await leg('a.sarif', { GITHUB_RUN_ID: run, GITHUB_RUN_NUMBER: run, GITHUB_ACTION: '__self' }),
      await leg('b.sarif', { GITHUB_RUN_ID: run, GITHUB_RUN_NUMBER: run, GITHUB_ACTION: '__self_2' }),
    ]
    await steps('1')
    for (const run of await steps('2'))
      expect(run.outputs).toMatchObject({ 'unchanged-count': '1', 'fixed-count': '0', 'reopened-count': '0' })
    expect(shop.archived()).toEqual([])
  })

  test('fix nothing of one another in a pull request either', async () => {
    await leg('a.sarif', { GITHUB_JOB: 'a' })
    await leg('b.sarif', { GITHUB_JOB: 'b' })
    const run = await shop.run({
      inputs: { reports: 'a.sarif' },
      environment: { GITHUB_JOB: 'a', GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
    })
    expect(run.outputs).toMatchObject({ outcome: 'compared', 'unchanged-count': '1', 'fixed-count': '0' })
    expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'another-job', count: 1 }])
  })

  test('of two tools, on two repositories, all at once, touch nothing of one another', async () => {
    shop.files({
      'a.sarif': aReport([A], { tool: 'One' }),
      'b.sarif': aReport([B], { tool: 'Two' }),
      'both.sarif': aLog(aRun([A], { tool: 'One' }), aRun([B], { tool: 'Two' })),
    })
    const all = () =>
      Promise.all([
        leg('a.sarif', { GITHUB_REPOSITORY_ID: '1' }),
        leg('b.sarif', { GITHUB_REPOSITORY_ID: '1' }),
        leg('both.sarif', { GITHUB_REPOSITORY_ID: '2' }),
      ])
    await all()
    const before = idsOf(shop.active())
    expect(before).toHaveLength(4)
    for (const run of await all()) expect(run.outputs).toMatchObject({ 'new-count': '0', 'fixed-count': '0' })
    expect(idsOf(shop.active())).toEqual(before)
  })

  test('that write while this one is at work are seen before anything is archived', async () => {
    await shop.run()
    shop.files({ 'slow.sarif': aReport([A]) })
    // The import of the first is slow; meanwhile a sibling reports B again.
    shop.hub.fault({ kind: 'slow', operation: 'BatchImportFindings', times: 1, milliseconds: 4000 })
    const first = leg('slow.sarif', { GITHUB_RUN_ID: '7', GITHUB_RUN_NUMBER: '7' })
    await new Promise((resolve) => setTimeout(resolve, 2000))
    await leg('b.sarif', { GITHUB_RUN_ID: '7', GITHUB_RUN_NUMBER: '7' }, { 'archive-fixed': 'false' })
    expect(reportOf(await first).lifecycle.kept).toEqual([{ reason: 'same-run', count: 1 }])
    expect(shop.active()).toHaveLength(2)
  })
})

describe('runs out of order', () => {
  test('the older one that finishes last changes nothing', async () => {
    await leg('a.sarif', { GITHUB_RUN_NUMBER: '2' })
    const before = shop.hub.findings()
    const older = await leg('report.sarif', { GITHUB_RUN_NUMBER: '1' })
    expect(older.outputs).toMatchObject({ outcome: 'superseded', 'imported-count': '0', 'fixed-count': '0' })
    expect(shop.hub.findings()).toEqual(before)
  })

  test('a clean newer run counts as well: what it archived stays archived', async () => {
    await leg('report.sarif', { GITHUB_RUN_NUMBER: '1' })
    shop.files({ 'none.sarif': aReport([]) })
    await leg('none.sarif', { GITHUB_RUN_NUMBER: '3' })
    expect((await leg('report.sarif', { GITHUB_RUN_NUMBER: '2' })).outputs['outcome']).toBe('superseded')
    expect(shop.active()).toEqual([])
  })

  test('an old run that is run again keeps its number and is superseded', async () => {
    await leg('report.sarif', { GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '1' })
    await leg('a.sarif', { GITHUB_RUN_ID: '2', GITHUB_RUN_NUMBER: '2' })
    const again = await leg('report.sarif', { GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '1', GITHUB_RUN_ATTEMPT: '2' })
    expect(again.outputs['outcome']).toBe('superseded')
    expect([shop.active().length, shop.archived().length]).toEqual([1, 1])
  })

  test('the newest run that is run again imports as before', async () => {
    await leg('report.sarif', { GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '1' })
    const again = await leg('report.sarif', { GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '1', GITHUB_RUN_ATTEMPT: '2' })
    expect(again.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '2' })
  })
})

describe('a Security Hub that answers late', () => {
  test('with nothing of what was just imported: the same Ids, and nothing archived', async () => {
    await shop.run()
    const before = shop.active()
    shop.hub.setVisibilityDelay(3_600_000)
    shop.files({ 'src/new.py': SOURCE, 'report.sarif': aReport([A, B, aResult({ line: 2, uri: 'src/new.py' })]) })
    await shop.run()
    const run = await shop.run()
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'findings-count': '3', 'fixed-count': '0' })
    expect(shop.archived()).toEqual([])
    expect(idsOf(shop.active())).toEqual(expect.arrayContaining(idsOf(before)))
    expect(shop.active()).toHaveLength(3)
  })

  test('with an old version of a finding: it is neither archived nor reopened wrongly', async () => {
    await shop.run()
    shop.files({ 'report.sarif': aReport([A]) })
    await shop.run()
    // B is archived; the stale answer still has it as open.
    shop.hub.setStaleReads(true)
    await shop.run()
    expect([shop.active().length, shop.archived().length]).toEqual([1, 1])
    // B is back; the stale answer has it as open or archived, whichever was before.
    shop.files({ 'report.sarif': aReport([A, B]) })
    await shop.run()
    expect([shop.active().length, shop.archived().length]).toEqual([2, 0])
    await shop.run()
    expect(shop.archived()).toEqual([])
  })
})

describe('clocks that disagree', () => {
  test('a stored UpdatedAt in the future does not stop a finding from being updated, archived and reopened', async () => {
    await shop.run()
    const ahead = new Date(Date.now() + 86_400_000).toISOString()
    shop.hub.seed(shop.active().map((finding) => ({ ...finding, UpdatedAt: ahead })))
    shop.files({ 'report.sarif': aReport([A]) })
    await shop.run()
    expect([shop.active().length, shop.archived().length]).toEqual([1, 1])
    for (const finding of shop.hub.findings()) expect(Date.parse(finding.UpdatedAt ?? '')).toBeGreaterThan(Date.parse(ahead))
    shop.files({ 'report.sarif': aReport([A, B]) })
    expect((await shop.run()).outputs).toMatchObject({ 'reopened-count': '1', 'unchanged-count': '1' })
    expect(shop.hub.violations()).toEqual([])
  })
})

describe('findings of somebody else', () => {
  test('another product with the same Id, and what another Region replicates here, stay untouched', async () => {
    await shop.run({ inputs: { reports: 'a.sarif' } })
    const mine = only(shop.active())
    const partner = `arn:aws:securityhub:${shop.hub.region}::product/aquasecurity/aquasecurity`
    const elsewhere = (mine.ProductArn ?? '').replace(shop.hub.region, 'eu-west-1')
    shop.hub.seed([
      { ...mine, ProductArn: partner, Title: 'theirs' },
      { ...mine, ProductArn: elsewhere, Region: 'eu-west-1', Title: 'replicated' },
    ])
    const others = () => shop.hub.findings().filter(({ ProductArn }) => ProductArn !== mine.ProductArn)
    const before = others()
    expect(before).toHaveLength(2)
    shop.files({ 'a.sarif': aReport([]) })
    const run = await shop.run({ inputs: { reports: 'a.sarif' } })
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'fixed-count': '1' })
    expect(others()).toEqual(before)
  })
})
