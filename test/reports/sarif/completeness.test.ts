import { describe, expect, test } from '@jest/globals'
import { type Json, readOnly } from './support.js'

function verdict(run: Json): { readonly complete: boolean; readonly codes: readonly string[] } {
  const read = readOnly({ tool: { driver: { name: 'T', notifications: NOTIFICATIONS } }, ...run })
  for (const _ of read.readings());
  return { complete: read.complete(), codes: read.problems().map(({ code }) => code) }
}

const NOTIFICATIONS = [{ id: 'fatal', guid: 'AB', defaultConfiguration: { level: 'error' } }, { id: 'remark' }]
const notified = (notification: object, more: object = {}) => ({
  results: [],
  invocations: [{ executionSuccessful: true, toolExecutionNotifications: [notification], ...more }],
})

describe('a run', () => {
  test.each([
    ['with results: [] is complete', { results: [] }, []],
    ['without results is not', {}, ['no-results']],
    ['with results: null is not', { results: null }, ['no-results']],
    ['without results that says it succeeded is complete', { invocations: [{ executionSuccessful: true }] }, []],
    ['without results of which one invocation says nothing is not', { invocations: [{ executionSuccessful: true }, {}] }, ['no-results']],
    ['with results: null that says it succeeded is not', { results: null, invocations: [{ executionSuccessful: true }] }, ['no-results']],
    ['without results that failed is not', { invocations: [{ executionSuccessful: false }] }, ['no-results', 'execution-unsuccessful']],
    ['with a notification whose index leads to another descriptor is complete', notified({ descriptor: { index: 0, id: 'remark' } }), []],
    ['that failed is not', { results: [], invocations: [{ executionSuccessful: false, exitCode: 3 }] }, ['execution-unsuccessful']],
    [
      'of which one invocation failed is not',
      { results: [], invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] },
      ['execution-unsuccessful'],
    ],
    ['that does not say how it went is complete', { results: [], invocations: [{}] }, []],
    ['with an error notification is not', notified({ level: 'error', message: { text: 'x' } }), ['error-notification']],
    ['with a warning notification is complete', notified({ level: 'warning' }), []],
    ['with a notification that is an error by its descriptor is not', notified({ descriptor: { index: 0 } }), ['error-notification']],
    ['with a notification that is an error by its descriptor id is not', notified({ descriptor: { id: 'fatal' } }), ['error-notification']],
    [
      'with a notification that is an error by its descriptor guid is not',
      notified({ descriptor: { guid: 'ab' } }),
      ['error-notification'],
    ],
    ['with a notification that says no level is complete', notified({ descriptor: { id: 'remark' } }), []],
    ['with a notification whose level is its own is complete', notified({ descriptor: { index: 0 }, level: 'note' }), []],
    [
      'with a notification that an override makes an error is not',
      notified(
        { descriptor: { id: 'remark' } },
        { notificationConfigurationOverrides: [{ descriptor: { index: 1 }, configuration: { level: 'error' } }] },
      ),
      ['error-notification'],
    ],
    [
      'with an error of the configuration is not',
      { results: [], invocations: [{ toolConfigurationNotifications: [{ level: 'error' }] }] },
      ['error-notification'],
    ],
    ['with an unreadable result is not', { results: [null] }, []],
  ])('%s', (title, run, codes) => {
    expect(verdict(run)).toEqual({ complete: title.endsWith('is complete'), codes })
  })

  test('tells how many errors there were and what the first said, cut where it is long', () => {
    const text = `first\n${'x '.repeat(1000)}`
    const run = readOnly({
      results: [],
      invocations: [{ toolExecutionNotifications: [{ level: 'error', message: { text } }, { level: 'error' }] }],
    })
    const [problem] = run.problems()
    expect(problem?.message).toMatch(/2 errors.*first (?:x )+x…$/)
    expect(problem?.message.length).toBeLessThan(400)
  })

  test('is not called complete before its readings have been read to the end', () => {
    const run = readOnly({ results: [{ message: { text: 'a' } }, { message: { text: 'b' } }] })
    expect(run.complete()).toBe(false)
    for (const _ of run.readings()) break
    expect(run.complete()).toBe(false)
    for (const _ of run.readings());
    expect(run.complete()).toBe(true)
  })
})
