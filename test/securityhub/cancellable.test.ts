import { describe, expect, test } from '@jest/globals'
import { cancellable, untilAborted } from '../../src/securityhub/cancellable.js'
import type { SecurityHub } from '../../src/securityhub/port.js'

const NOTHING = { requests: 0, throttled: 0, retried: 0 }
const never = () => new Promise<never>(() => {})

const hub: SecurityHub = {
  importFindings: async (findings) => ({ imported: findings.length, refused: [] }),
  getFindings: async () => ({ findings: [] }),
  wire: () => ({ importFindings: NOTHING, getFindings: NOTHING }),
}
const hanging: SecurityHub = { ...hub, importFindings: never, getFindings: never }

const stages = () => ({ cancel: new AbortController(), cut: new AbortController() })

describe('Security Hub of a job that is cancelled', () => {
  test('is the same as ever before', async () => {
    const { cancel, cut } = stages()
    const client = cancellable(hub, { signal: cancel.signal, cutOff: cut.signal })
    expect(await client.importFindings([{}, {}] as never)).toEqual({ imported: 2, refused: [] })
    expect(await client.getFindings({})).toEqual({ findings: [] })
  })

  test('begins no request', async () => {
    const { cancel, cut } = stages()
    cancel.abort()
    let asked = 0
    const counting: SecurityHub = {
      ...hub,
      importFindings: async () => {
        asked += 1
        return { imported: 0, refused: [] }
      },
    }
    const client = cancellable(counting, { signal: cancel.signal, cutOff: cut.signal })
    await expect(client.importFindings([])).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(asked).toBe(0)
  })

  test('waits for an import until the cut-off, and for a look-up not at all', async () => {
    const { cancel, cut } = stages()
    const client = cancellable(hanging, { signal: cancel.signal, cutOff: cut.signal })
    const states: string[] = []
    const importing = client.importFindings([]).catch(() => states.push('import'))
    const lookingUp = client.getFindings({}).catch(() => states.push('look-up'))
    cancel.abort()
    await lookingUp
    states.push('cut')
    cut.abort()
    await importing
    expect(states).toEqual(['look-up', 'cut', 'import'])
  })
})

describe('work until a signal', () => {
  test('ends as it ends, and leaves no listener behind', async () => {
    const { signal } = new AbortController()
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1)
    await expect(untilAborted(Promise.reject(new Error('x')), signal)).rejects.toThrow('x')
  })

  test('is given up at once where the signal has already come, and what it throws later is nobody’s', async () => {
    await expect(untilAborted(Promise.reject(new Error('late')), AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
