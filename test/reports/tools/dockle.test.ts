import { describe, expect, test } from '@jest/globals'
import { dockle } from '../../../src/reports/tools/dockle.js'
import { findingsOf, readingsOf } from '../native/read.js'

const report = (...details: readonly object[]) => ({ summary: { fatal: 1, warn: 0, info: 0, skip: 0, pass: 15 }, details })

describe('Dockle', () => {
  test.each([
    ['FATAL', 'problem'],
    ['IGNORE', 'suppressed'],
    ['SKIP', 'review'],
    ['PASS', 'not-a-problem'],
  ])('%s is %s', (level, verdict) => {
    expect(readingsOf(dockle, report({ code: 'CIS-DI-0001', level, alerts: ['x'] })).map((reading) => reading.verdict)).toEqual([verdict])
  })

  test('tells the names of variables, never their values', () => {
    const alerts = [
      'Suspicious ENV key found : DB_PASSWORD on ENV DB_PASSWORD=n0tr3al',
      '|2 A=1 TOKEN=n0tr3al-2 /bin/sh -c apt-get -o x::y=z update',
    ]
    const [finding] = findingsOf(dockle, report({ code: 'CIS-DI-0010', level: 'FATAL', alerts }))
    expect(finding?.message).toBe(
      'Suspicious ENV key found : DB_PASSWORD on ENV DB_PASSWORD=…\n|2 A=… TOKEN=… /bin/sh -c apt-get -o x::y=z update',
    )
    expect(finding).toMatchObject({ kind: 'secret', secrets: ['n0tr3al', '1', 'n0tr3al-2'] })
  })
})
