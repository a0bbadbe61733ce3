import { describe, expect, test } from '@jest/globals'
import { toLogGroups } from '../../src/output/log-groups.js'
import { toRunReport } from '../../src/output/run-report.js'
import { renderSummary } from '../../src/output/summary.js'
import { upgradesInWords } from '../../src/output/upgrades-in-words.js'
import type { Upgrade, Upgrades } from '../../src/run-result.js'
import { anUpgrade, aResult, someUpgrades } from '../support/run-results.js'

const logged = (upgrades: Upgrades) =>
  toLogGroups(aResult({ upgrades })).find(({ title }) => title === 'Upgrades that fix most')?.lines ?? []

describe('in words', () => {
  test('what is fixed of all, and why not the rest, adds up', () => {
    const upgrades = someUpgrades({
      count: 2,
      covered: 5,
      withoutFix: 3,
      packagesWithoutFix: 2,
      undecided: 1,
      malware: 1,
      notLookedAt: 7,
    })
    expect(upgradesInWords(upgrades)).toEqual([
      '2 upgrades fix 5 of 9 vulnerabilities.',
      'For 3 vulnerabilities no fixed version is reported, among them all of 2 packages.',
      'For 1 vulnerability the fixed version cannot be compared with what is installed.',
      '1 finding about malware: no upgrade undoes it.',
      '7 findings more about packages were not looked at here.',
    ])
  })

  test('nothing of what there is none of', () => {
    expect(upgradesInWords(someUpgrades({ list: [], count: 0, covered: 0 }))).toEqual([])
  })
})

describe('in the summary and the log', () => {
  test('stand ten of them, and how many there are more', () => {
    const list = Array.from({ length: 12 }, (_, index) => anUpgrade({ package: `p${index}` }))
    const upgrades = someUpgrades({ list, count: 14, covered: 14 })
    const summary = renderSummary(aResult({ upgrades }))
    expect(summary.match(/<strong>p\d+<\/strong>/g)).toHaveLength(10)
    expect(summary).toContain('4 more upgrades: see the run report, `upgrades`.')
    expect(logged(upgrades).slice(9, 11)).toEqual([expect.stringMatching(/^p9 /), '… and 4 more: see the run report'])
  })

  test('a version that is not known is said to be so', () => {
    const upgrade: Upgrade = { package: 'pier', from: [], to: '>1.1.0', fixes: 1, severity: 'LOW' }
    const upgrades = someUpgrades({ list: [upgrade], count: 1, covered: 1 })
    expect(logged(upgrades)[0]).toBe('pier an unknown version → a version behind 1.1.0: fixes 1, worst Low')
    expect(renderSummary(aResult({ upgrades }))).toContain('| an unknown version | a version behind 1.1.0 | 1 | 🟦\u00a0Low |  |')
  })

  test('stands nothing where no finding is about a package', () => {
    const upgrades = someUpgrades({ list: [], count: 0, covered: 0 })
    expect(renderSummary(aResult({ upgrades }))).not.toContain('Upgrades')
    expect(logged(upgrades)).toEqual([])
  })

  test('stands that there is none where nothing has a fix', () => {
    const upgrades = someUpgrades({ list: [], count: 0, covered: 0, withoutFix: 1, packagesWithoutFix: 1 })
    expect(renderSummary(aResult({ upgrades }))).toContain('For 1 vulnerability no fixed version is reported, among them all of 1 package.')
  })
})

test('the run report has them, to the key', () => {
  const upgrades = someUpgrades()
  const more = { ...upgrades, secret: 1, list: upgrades.list.map((one) => ({ ...one, secret: 1 })) }
  expect(toRunReport(aResult({ upgrades: more })).upgrades).toEqual(upgrades)
})
