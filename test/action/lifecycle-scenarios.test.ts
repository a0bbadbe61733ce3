import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../support/run-action.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'
import { ROWS, type Row } from './lifecycle-scenarios.js'

let shop: Scenario | undefined
afterEach(() => shop?.close())

const openIds = (scenario: Scenario) =>
  scenario
    .active()
    .map(({ Id }) => Id)
    .sort()

async function play(scenario: Scenario, { runs }: Row): Promise<{ first: ReturnType<typeof openIds>; last: ActionRun }> {
  let first: ReturnType<typeof openIds> | undefined
  let last: ActionRun | undefined
  for (const { tree = {}, prepare, ...options } of runs) {
    scenario.files(tree)
    prepare?.(scenario)
    last = await scenario.run(options)
    first ??= openIds(scenario)
  }
  if (first === undefined || last === undefined) throw new Error('A row has at least one run')
  return { first, last }
}

describe('the lifecycle table', () => {
  const played = new Set<string>()
  afterAll(() => expect([...played].sort()).toEqual(ROWS.map(({ event }) => event).sort()))

  test.each(ROWS.map((row) => [row.event, row] as const))('%s', async (event, row) => {
    played.add(event)
    shop = await startScenario()
    const { first, last } = await play(shop, row)
    const { lifecycle } = reportOf(last)
    const { open, archived, outcome, said, kept, moved, sameIds } = row.after
    expect({ open: shop.active().length, archived: shop.archived().length, outcome: last.outputs['outcome'] }).toEqual({
      open,
      archived,
      outcome,
    })
    for (const [name, count] of Object.entries(said)) expect(`${name}: ${last.outputs[`${name}-count`]}`).toBe(`${name}: ${count}`)
    // A run that does not import, or that knows nothing, has no number to tell.
    expect(lifecycle.kept.filter(({ count }) => count > 0 || kept?.count === 0)).toEqual(kept === undefined ? [] : [kept])
    if (moved !== undefined) expect(lifecycle).toMatchObject({ moved })
    if (sameIds) expect(openIds(shop)).toEqual(first)
    expect(shop.hub.violations()).toEqual([])
  })
})
