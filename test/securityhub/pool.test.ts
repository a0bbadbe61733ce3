import { describe, expect, test } from '@jest/globals'
import { createPool } from '../../src/securityhub/pool.js'
import { createQueue } from '../../src/securityhub/queue.js'
import { aGate } from '../support/gate.js'

const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('createPool', () => {
  test('runs as many tasks at once as it may, and no more', async () => {
    const pool = createPool(3)
    let running = 0
    let most = 0
    for (let index = 0; index < 20; index++) {
      await pool.start(async () => {
        running += 1
        most = Math.max(most, running)
        await tick()
        running -= 1
      })
    }
    await pool.drain()
    expect(most).toBe(3)
    expect(running).toBe(0)
  })

  test('holds the caller back while it is full', async () => {
    const pool = createPool(1)
    const gate = aGate()
    await pool.start(() => gate.promise)
    let started = false
    const second = pool.start(async () => {
      started = true
    })
    await tick()
    expect(started).toBe(false)
    gate.resolve()
    await second
    expect(started).toBe(true)
  })

  test('finishes the other tasks and then tells of the one that threw', async () => {
    const pool = createPool(2)
    let ended = 0
    await pool.start(async () => {
      throw new Error('first')
    })
    for (let index = 0; index < 3; index++) {
      await pool.start(async () => {
        await tick()
        ended += 1
      })
    }
    await expect(pool.drain()).rejects.toThrow('first')
    expect(ended).toBe(3)
  })
})

describe('createQueue', () => {
  test('runs tasks one after another in the order in which they came, also past one that threw', async () => {
    const queue = createQueue()
    const seen: string[] = []
    const task = (name: string) => async () => {
      seen.push(`${name} begins`)
      await tick()
      seen.push(`${name} ends`)
      if (name === 'b') throw new Error('b')
    }
    const outcomes = await Promise.allSettled([queue(task('a')), queue(task('b')), queue(task('c'))])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})
