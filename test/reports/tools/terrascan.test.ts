import { describe, expect, test } from '@jest/globals'
import { terrascan } from '../../../src/reports/tools/terrascan.js'
import { findingsOf, runsOf } from '../native/read.js'

const violation = { rule_name: 'open', description: 'Bucket is open.', rule_id: 'AC_1', severity: 'HIGH', file: 'main.tf', line: 3 }

const reportOf = (folder: string, violations: readonly object[] = [violation], more: object = {}) => ({
  results: { violations, skipped_violations: null, scan_summary: { 'file/folder': folder }, ...more },
})

describe('the Terrascan reader', () => {
  test.each([
    ['/home/runner/work/shop/shop', 'main.tf'],
    ['/home/runner/work/shop/shop/infra', 'infra/main.tf'],
    ['/home/runner/work/shop/shop/infra/', 'infra/main.tf'],
    ['infra', 'infra/main.tf'],
    ['/iac/infra', 'infra/main.tf'],
    ['/home/runner/work/shop/shop/infra/main.tf', 'infra/main.tf'],
    ['main.tf', 'main.tf'],
    ['/somewhere/else', 'main.tf'],
    ['https://git.shop.invalid/shop/infra', 'main.tf'],
  ])('counts the files from the scanned folder %s', (folder, path) => {
    expect(findingsOf(terrascan, reportOf(folder))[0]?.location).toEqual({ path, startLine: 3 })
  })

  test.each([
    ['no helm charts found in directory infra', true],
    ['kustomization.y(a)ml file not found in the directory infra', true],
    ["directory 'infra' has no terraform config files", true],
    ['failed to load terraform config dir', false],
    ['module not found', false],
  ])('after the scan error "%s" takes the scan for complete: %s', (errMsg, complete) => {
    const [run] = runsOf(terrascan, reportOf('infra', [], { scan_errors: [{ iac_type: 'x', directory: 'infra', errMsg }] }))
    expect([[...(run?.readings() ?? [])], run?.complete()]).toEqual([[], complete])
  })
})
