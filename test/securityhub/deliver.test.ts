import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { importAll } from './local.js'
import { sampleFindings, scriptedHub } from './sample.js'

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

describe('a request without an answer', () => {
  test('is lost for itself when another has got one meanwhile', async () => {
    let calls = 0
    let answer: () => void = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const hub = scriptedHub({
      importFindings: async (findings) => {
        calls += 1
        const call = calls
        if (call === 1) {
          await answered
          throw refused()
        }
        // The first fails once the second has got its answer; the fourth begins after that.
        if (call === 3) {
          answer()
          await setImmediate()
        }
        return { imported: findings.length, refused: [] }
      },
    })
    expect(await importAll(hub, sampleFindings(400), { concurrency: 2 })).toMatchObject({ imported: 300, unsent: { length: 100 } })
    expect(calls).toBe(4)
  })

  test('is the last one when none has got any', async () => {
    let calls = 0
    const hub = scriptedHub({
      importFindings: async () => {
        calls += 1
        throw refused()
      },
    })
    expect(await importAll(hub, sampleFindings(300), { concurrency: 1 })).toMatchObject({ imported: 0, unsent: { length: 300 } })
    expect(calls).toBe(1)
  })
})
