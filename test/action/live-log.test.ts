/** What the log shows while a run goes on, as whoever watches it sees it. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Operation } from '../../local-hub/index.js'
import { aGate } from '../support/gate.js'
import { expectSound } from '../support/outcomes.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(() => shop.close())

const report = (from: number, to: number) =>
  aReport(Array.from({ length: to - from }, (_, index) => aResult({ line: from + index + 1, message: `Sort ${'x'.repeat(from + index)}` })))

const groupsOf = (log: string) =>
  readByRunner(log)
    .commands.filter(({ name }) => name === 'group')
    .map(({ data }) => data)

/** Each answer is held back until the group stands in the output of the process: where it came only with the end, there would be no end. */
async function runHeldBack(held: readonly (readonly [operation: Operation, group: string])[]) {
  const seen = held.map(([operation, group]) => {
    const { promise, resolve } = aGate()
    shop.hub.fault({ kind: 'hold', operation, until: promise })
    return { group: `::group::${group}\n`, see: resolve }
  })
  return shop.run({
    onOutput(text) {
      for (const { group, see } of seen) if (text.includes(group)) see()
    },
  })
}

describe('a group', () => {
  test('is open before the first request of its part is answered', async () => {
    shop.files({ 'report.sarif': report(0, 3) })
    await shop.run()
    shop.files({ 'report.sarif': report(1, 3) })
    const run = await runHeldBack([
      ['GetCallerIdentity', 'Signing in to AWS'],
      ['GetFindings', 'Comparing with earlier runs'],
      ['BatchImportFindings', 'Importing into Security Hub'],
    ])
    expectSound(run)
    expect(groupsOf(run.log).slice(0, 5)).toEqual([
      'Reading reports',
      'Signing in to AWS',
      'Comparing with earlier runs',
      'Importing into Security Hub',
      'Archiving what is fixed',
    ])
    expect(shop.archived()).toHaveLength(1)
  })

  test('is open before what is archived is sent', async () => {
    shop.files({ 'report.sarif': report(0, 1) })
    await shop.run()
    shop.files({ 'report.sarif': aReport([]) })
    expectSound(await runHeldBack([['BatchImportFindings', 'Archiving what is fixed']]))
    expect(shop.archived()).toHaveLength(1)
  })

  test('says in a line what its part came to', async () => {
    shop.files({ 'report.sarif': report(0, 3), 'other.sarif': '' })
    await shop.run()
    shop.files({ 'report.sarif': report(1, 4) })
    const { lines } = readByRunner((await shop.run({ inputs: { reports: '*.sarif' } })).log)
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^report\.sarif \(\d+ (bytes|kB)\)$/),
        'other.sarif (0 bytes)',
        'REPORT_EMPTY: other.sarif: the file is empty',
        `Account 123456789012, us-east-1, product ${shop.hub.productArn}`,
        'Looked up 3 findings (1 request)',
        'Scanner: 3 open findings (1 new, 2 unchanged, 1 no longer reported)',
        'Imported 1 finding · 2 need not be sent',
        'Archived 0 findings · 1 left open',
      ]),
    )
  })

  test('of a dry run is none about AWS', async () => {
    shop.files({ 'report.sarif': report(0, 1) })
    const run = await shop.run({ inputs: { import: 'never' } })
    expect(groupsOf(run.log).slice(0, 3)).toEqual(['Reading reports', 'Reading results', 'Writing findings'])
    expect(run.log).not.toContain('Security Hub holds')
  })

  test('is closed where the run ends in the middle', async () => {
    shop.files({ 'report.sarif': report(0, 1) })
    shop.hub.fault({ kind: 'hold', operation: 'GetCallerIdentity', until: new Promise(() => {}) })
    const asked = () => shop.hub.requests().some(({ operation }) => operation === 'GetCallerIdentity')
    const run = await shop.run({ cancel: { signal: 'SIGINT', when: asked } })
    const names = readByRunner(run.log).commands.map(({ name }) => name)
    expect(groupsOf(run.log)).toContain('Signing in to AWS')
    expect(names.filter((name) => name === 'endgroup')).toHaveLength(names.filter((name) => name === 'group').length)
  })

  test('names no hostile report as a command', async () => {
    shop.files({ '##[error]x.sarif': report(0, 1) })
    const run = await shop.run({ inputs: { reports: '*.sarif' } })
    expectSound(run)
    expect(readByRunner(run.log).lines).toContainEqual(expect.stringMatching(/^# #\[error\]x\.sarif \(/))
  })
})

/** Longer than it takes until a line is due. */
const LONG = 6000

test('work that takes long is told of while it goes on', async () => {
  shop.files({ 'report.sarif': report(0, 250) })
  await shop.run()
  shop.hub.fault({ kind: 'slow', operation: 'GetFindings', afterRequests: 1, milliseconds: LONG })
  shop.hub.fault({ kind: 'slow', operation: 'BatchImportFindings', milliseconds: LONG })
  const run = await shop.run({ inputs: { 'refresh-after': '0' } })
  const { lines } = readByRunner(run.log)
  expect(lines).toContainEqual(expect.stringMatching(/^Looked up 200 findings \(\d requests\)$/))
  expect(lines).toContainEqual(expect.stringMatching(/^Sent \d+ of 250( · \d+\.\d requests\/s)?( · about \d+ s left)?$/))
  expectSound(run)
}, 60_000)
