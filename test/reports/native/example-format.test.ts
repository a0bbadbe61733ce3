/** The example of docs/adding-a-format.md is code that works. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { lighthouse } from './example-format.js'
import { detects, readingsOf } from './read.js'

const ROOT = join(import.meta.dirname, '../../..')
const BLOCKS = [...readFileSync(join(ROOT, 'docs/adding-a-format.md'), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)]

function block(language: string): string {
  return BLOCKS.find((found) => found[1] === language)?.[2] ?? ''
}

describe('the example of a format', () => {
  test('is in the documentation as it is here', () => {
    const code = readFileSync(join(import.meta.dirname, 'example-format.ts'), 'utf8')
    expect(block('ts')).toBe(code.replaceAll("'../../../src/reports/", "'../"))
  })

  test('reads the example of a report as the documentation says', () => {
    const report: unknown = JSON.parse(block('json'))
    expect(detects(lighthouse, report)).toBe(true)
    expect(readingsOf(lighthouse, report)).toMatchObject([
      {
        verdict: 'problem',
        at: 'sightings[0]',
        finding: {
          rule: { id: 'GHSA-35jh-r3h4-6jhm', title: 'Template options can run code' },
          title: 'CVE-2021-23337 in lodash 4.17.15',
          severity: { label: 'HIGH', original: '7.2' },
          location: { path: 'web/package-lock.json', startLine: 15 },
          cwes: ['CWE-94'],
          remediation: 'Upgrade lodash to 4.17.21.',
          vulnerability: { related: ['GHSA-35jh-r3h4-6jhm'], packages: [{ name: 'lodash', version: '4.17.15', manager: 'NPM' }] },
        },
      },
      { verdict: 'suppressed', finding: { severity: { label: 'CRITICAL', original: 'wreck' } } },
      { verdict: 'not-a-problem' },
      { verdict: 'unreadable', problem: { message: 'The entry has no advisory.' } },
    ])
  })
})
