import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { openWorkspace } from '../../../src/workspace.js'
import { type Json, readLog } from './support.js'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const reports = readdirSync(FIXTURES).filter((scanner) => existsSync(join(FIXTURES, scanner, 'odd-names.sarif')))
const checkout = openWorkspace(join(FIXTURES, 'samples', 'odd-names'))

describe('names with spaces, percent signs and letters beyond ASCII', () => {
  test('are reported by scanners that encode them and by scanners that do not', () => {
    expect(reports).toEqual(expect.arrayContaining(['semgrep', 'ruff', 'bandit', 'gitleaks', 'trivy']))
  })

  test.each(reports)('lead to files of the checkout in a report of %s', (scanner) => {
    const log = JSON.parse(readFileSync(join(FIXTURES, scanner, 'odd-names.sarif'), 'utf8')) as Json
    const runs = readLog(log, { roots: ['/home/runner/work/shop/shop'], readSource: checkout.read })
    const readings = runs.flatMap((run) => [...run.readings()])
    const paths = readings.flatMap((reading) => ('finding' in reading ? [reading.finding.location?.path ?? 'no path'] : []))
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !checkout.exists(path))).toEqual([])
  })
})
