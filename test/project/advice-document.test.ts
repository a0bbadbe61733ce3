/** docs/advice.md names what the run report has. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { toRunReport } from '../../src/output/run-report.js'
import { aResult, someUpgrades } from '../support/run-results.js'

const page = readFileSync('docs/advice.md', 'utf8')

test('every field of the upgrades is explained, in order', () => {
  const { upgrades } = toRunReport(aResult({ upgrades: someUpgrades() }))
  const explained = Array.from(page.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name)
  expect(explained).toEqual(Object.keys(upgrades ?? {}))
  for (const name of Object.keys(upgrades?.list[0] ?? {})) expect(page).toContain(`\`${name}\``)
})
