import { describe, expect, test } from '@jest/globals'
import { renewing } from '../../src/securityhub/renewal.js'

const HOUR = 3_600_000

/** A provider of sessions of that length, numbered, with a clock that the test moves. */
function sessions(length: number | undefined) {
  const clock = { time: 0 }
  let count = 0
  const provider = renewing(
    async () => {
      count += 1
      const credentials = { accessKeyId: `key-${count}`, secretAccessKey: 'secret' }
      return length === undefined ? credentials : { ...credentials, expiration: new Date(clock.time + length) }
    },
    () => clock.time,
  )
  const keyAt = async (time: number) => {
    clock.time = time
    return (await provider()).accessKeyId
  }
  return { provider, keyAt }
}

describe('renewing', () => {
  test('keeps credentials until five minutes before they end', async () => {
    const { keyAt } = sessions(HOUR)
    expect(await keyAt(0)).toBe('key-1')
    expect(await keyAt(HOUR - 300_001)).toBe('key-1')
    expect(await keyAt(HOUR - 300_000)).toBe('key-2')
    expect(await keyAt(HOUR)).toBe('key-2')
  })

  test('uses a short session for half of its time', async () => {
    const { keyAt } = sessions(60_000)
    expect(await keyAt(0)).toBe('key-1')
    expect(await keyAt(29_999)).toBe('key-1')
    expect(await keyAt(30_000)).toBe('key-2')
  })

  test('keeps credentials without an end for ever', async () => {
    const { keyAt } = sessions(undefined)
    expect(await keyAt(0)).toBe('key-1')
    expect(await keyAt(Number.MAX_SAFE_INTEGER)).toBe('key-1')
  })

  test('renews at once when told to', async () => {
    const { provider } = sessions(HOUR)
    await provider()
    expect((await provider({ forceRefresh: true })).accessKeyId).toBe('key-2')
    expect((await provider()).accessKeyId).toBe('key-2')
  })

  test('fetches once for everybody who asks at the same time', async () => {
    const { provider } = sessions(HOUR)
    const keys = await Promise.all([provider(), provider(), provider({ forceRefresh: true })])
    expect(keys.map(({ accessKeyId }) => accessKeyId)).toEqual(['key-1', 'key-1', 'key-1'])
  })

  test('tries again after a failure', async () => {
    let attempts = 0
    const provider = renewing(
      async () => {
        attempts += 1
        if (attempts === 1) throw new Error('not now')
        return { accessKeyId: 'key', secretAccessKey: 'secret' }
      },
      () => 0,
    )
    await expect(provider()).rejects.toThrow('not now')
    expect((await provider()).accessKeyId).toBe('key')
  })
})
