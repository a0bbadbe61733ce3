import { describe, expect, test } from '@jest/globals'
import { createPace } from '../../src/securityhub/pace.js'

/** Calls `pace` `count` times in a row and says when each was let go. Sleeping takes `late` milliseconds longer than asked. */
async function times(count: number, rate: { perSecond: number; burst: number }, late = 0): Promise<readonly number[]> {
  let time = 1_000
  const pace = createPace(rate, {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds + late
    },
  })
  const sent: number[] = []
  for (let index = 0; index < count; index++) {
    await pace()
    sent.push(time - 1_000)
  }
  return sent
}

describe('createPace', () => {
  test('lets a burst go at once and then one request per interval', async () => {
    expect(await times(6, { perSecond: 10, burst: 3 })).toEqual([0, 0, 0, 100, 200, 300])
  })

  test('never lets more go in a window than the rate and the burst allow', async () => {
    const sent = await times(200, { perSecond: 3, burst: 5 })
    for (const [index, at] of sent.entries()) {
      const inWindow = sent.slice(index).filter((later) => later < at + 10_000)
      expect(inWindow.length).toBeLessThanOrEqual(5 + 30)
    }
  })

  test('loses no rate to timers that fire late', async () => {
    const sent = await times(110, { perSecond: 10, burst: 10 }, 7)
    expect(sent.at(-1)).toBeLessThanOrEqual(10_000 + 7)
    expect(sent.at(-1)).toBeGreaterThanOrEqual(10_000)
  })

  test('gives callers that ask at the same moment a slot each', async () => {
    const waits: number[] = []
    const clock = {
      now: () => 0,
      sleep: async (milliseconds: number) => {
        waits.push(milliseconds)
      },
    }
    const pace = createPace({ perSecond: 10, burst: 2 }, clock)
    await Promise.all([pace(), pace(), pace(), pace()])
    expect(waits).toEqual([100, 200])
  })

  test('fills the burst up again while nothing is sent, but not beyond it', async () => {
    let time = 0
    const waits: number[] = []
    const clock = {
      now: () => time,
      sleep: async (milliseconds: number) => {
        waits.push(milliseconds)
      },
    }
    const pace = createPace({ perSecond: 10, burst: 2 }, clock)
    await Promise.all([pace(), pace()])
    time = 60_000
    await Promise.all([pace(), pace(), pace()])
    expect(waits).toEqual([100])
  })
})
