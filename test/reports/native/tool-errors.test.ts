import { describe, expect, test } from '@jest/globals'
import { errorIn, toolErrors, toolWarnings } from '../../../src/reports/native/tool-errors.js'

describe('what a tool says went wrong', () => {
  test('is one problem however much it is', () => {
    expect(toolErrors(['a\nb', 'c'], 'errors')).toEqual([
      { code: 'error-notification', message: 'The tool reported 2 errors, so results may be missing: a b', at: 'errors' },
    ])
  })

  test('is nothing when nothing did', () => {
    expect([...toolErrors([], 'errors'), ...toolWarnings([], 'errors')]).toEqual([])
  })

  test('need have no words', () => {
    expect(toolWarnings([undefined], 'errors')[0]?.message).toBe('The tool reported a warning.')
  })

  test('is cut', () => {
    expect(toolErrors(['x'.repeat(1000)], 'errors')[0]?.message.length).toBeLessThan(400)
  })

  test('has the file before it, in the repository or by its name alone', () => {
    expect(errorIn({ path: 'src/a.js' }, 'broken')).toBe('src/a.js: broken')
    expect(errorIn({ uri: 'a.js' }, undefined)).toBe('a.js')
    expect(errorIn(undefined, 'broken')).toBe('broken')
  })
})
