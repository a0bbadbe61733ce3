import { describe, expect, test } from '@jest/globals'
import type { Gate } from '../../src/inputs.js'
import { createGates } from '../../src/steps/gates.js'

const finding = (
  over: Partial<{ severity: 'CRITICAL' | 'HIGH' | 'LOW'; state: 'new' | 'reopened' | 'unchanged' | 'unknown'; dismissed: boolean }> = {},
) => ({
  severity: 'HIGH' as const,
  state: 'new' as const,
  dismissed: false,
  ...over,
})
const messages = (failOn: Gate, failOnNew: Gate, views: readonly ReturnType<typeof finding>[]) => {
  const gates = createGates({ failOn, failOnNew })
  for (const view of views) gates.add(view)
  return gates.errors().map(({ message }) => message)
}

describe('gates', () => {
  test('that are not set never trip', () => {
    expect(messages(undefined, undefined, [finding({ severity: 'CRITICAL' })])).toEqual([])
  })

  test('trip at the severity and above', () => {
    const views = [finding({ severity: 'CRITICAL' }), finding(), finding({ severity: 'LOW' })]
    expect(messages('HIGH', undefined, views)).toEqual(['2 open findings of severity high or higher (fail-on: high)'])
    expect(messages('CRITICAL', undefined, views)).toEqual(['1 open finding of severity critical (fail-on: critical)'])
    expect(messages('any', undefined, views)).toEqual(['3 open findings (fail-on: any)'])
  })

  test('for new findings take reopened ones and no others', () => {
    const views = [finding(), finding({ state: 'reopened' }), finding({ state: 'unchanged' }), finding({ state: 'unknown' })]
    expect(messages(undefined, 'any', views)).toEqual(['2 new findings (fail-on-new: any)'])
  })

  test('ignore what an analyst dismissed', () => {
    expect(messages('any', 'any', [finding({ dismissed: true })])).toEqual([])
  })
})
