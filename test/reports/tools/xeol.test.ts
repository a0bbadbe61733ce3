import { describe, expect, test } from '@jest/globals'
import { grype } from '../../../src/reports/tools/grype.js'
import { xeol } from '../../../src/reports/tools/xeol.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const report = (...matches: readonly unknown[]) => ({
  matches,
  source: { type: 'directory', target: '.' },
  descriptor: { name: 'xeol', version: '0.10.3' },
})
const match = (cycle: object, artifact: object = {}) => ({
  Cycle: { ProductName: 'Django', ReleaseCycle: '3.2', ...cycle },
  artifact: { name: 'django', version: '3.2.25', locations: [{ path: '/requirements.txt' }], ...artifact },
})

describe('Xeol JSON', () => {
  test('is told from Grype, whose frame it has', () => {
    expect([detects(xeol, report()), detects(grype, report())]).toEqual([true, false])
    expect(detects(xeol, { ...report(), descriptor: { name: 'grype' } })).toBe(false)
    expect(detects(xeol, { matches: [], descriptor: { name: 'xeol' } })).toBe(false)
  })

  test.each([
    ['2024-04-01', 'The end of life of Django 3.2 is 2024-04-01: from then on django 3.2.25 gets no more fixes.'],
    ['true', 'Django 3.2 has reached its end of life: django 3.2.25 gets no more fixes.'],
    [undefined, 'Django 3.2 has reached its end of life: django 3.2.25 gets no more fixes.'],
  ])('tells the end %j', (Eol, expected) => {
    expect(findingsOf(xeol, report(match({ Eol })))[0]?.message.split('\n')[0]).toBe(expected)
  })

  test('names a distribution once', () => {
    const [finding] = findingsOf(
      xeol,
      report(match({ ProductName: 'Ubuntu', ReleaseCycle: '16.04' }, { name: 'ubuntu', version: '16.04' })),
    )
    expect(finding?.title).toBe('End of life: ubuntu 16.04')
  })

  test('keeps two packages of one line of releases apart, and two files of one package', () => {
    const fingerprints = findingsOf(
      xeol,
      report(match({}), match({}, { name: 'django-core' }), match({}, { locations: [{ path: '/jobs/requirements.txt' }] })),
    ).map((finding) => finding.fingerprints[0]?.value)
    expect(new Set(fingerprints).size).toBe(3)
  })

  test('stays the same finding in the next release of the same line', () => {
    const fingerprints = (version: string) => findingsOf(xeol, report(match({}, { version })))[0]?.fingerprints
    expect(fingerprints('3.2.24')).toEqual(fingerprints('3.2.25'))
  })

  test.each([[{}], [{ Cycle: {} }], [{ Cycle: { ProductName: 'Django' } }], [{ artifact: { name: 'django' } }]])(
    'accounts for %j',
    (one) => {
      expect(readingsOf(xeol, report(one))).toMatchObject([{ verdict: 'unreadable', at: 'matches[0]' }])
    },
  )
})
