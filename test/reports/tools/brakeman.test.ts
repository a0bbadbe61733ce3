import { describe, expect, test } from '@jest/globals'
import { brakeman } from '../../../src/reports/tools/brakeman/format.js'
import { findingsOf, readingsOf } from '../native/read.js'

const report = (warning: object, info: object = {}) => ({
  scan_info: info,
  warnings: [{ warning_code: 1, warning_type: 'Denial of Service', check_name: 'C', ...warning }],
})

const PACKAGES: readonly (readonly [string, object])[] = [
  [
    'Rails 3.2.3 has a vulnerability in number helpers (CVE-2014-0081). Upgrade to Rails 3.2.17',
    { name: 'rails', version: '3.2.3', fixedVersion: '3.2.17' },
  ],
  ['loofah gem 2.0.3 is vulnerable (CVE-2018-8048). Upgrade to 2.2.1', { name: 'loofah', version: '2.0.3', fixedVersion: '2.2.1' }],
  [
    'Directory traversal vulnerability in actionpack-page_caching 1.2.0 (CVE-2020-8159). Upgrade to actionpack-page_caching 1.2.2',
    { name: 'actionpack-page_caching', version: '1.2.0', fixedVersion: '1.2.2' },
  ],
  [
    'Vulnerability in digest authentication (CVE-2012-3424). Upgrade to Rails 3.2.7',
    { name: 'rails', version: '3.2.2', fixedVersion: '3.2.7' },
  ],
  ['Rails 3.2.3 has an XSS vulnerability in i18n 0.6.1 (CVE-2013-4491). Upgrade to i18n 0.6.6', { name: 'rails', version: '3.2.3' }],
]

describe('Brakeman JSON', () => {
  test.each(PACKAGES)('finds the gem in: %s', (message, gem) => {
    const [finding] = findingsOf(brakeman, report({ message, file: 'Gemfile.lock' }, { rails_version: '3.2.2' }))
    expect(finding?.vulnerability?.packages).toEqual([{ ...gem, manager: 'RUBYGEMS', path: 'Gemfile.lock' }])
    expect(finding?.kind).toBe('vulnerability')
  })

  test('calls rules as its SARIF does', () => {
    const [finding] = findingsOf(brakeman, report({ warning_code: 46 }))
    expect(finding?.rule).toMatchObject({ id: 'BRAKE0046', name: 'C/Denial of Service' })
  })

  test('grades by confidence, for there is nothing else', () => {
    const severities = ['High', 'Medium', 'Weak'].map((confidence) => findingsOf(brakeman, report({ confidence }))[0]?.severity)
    expect(severities).toEqual([
      { label: 'HIGH', original: 'High' },
      { label: 'MEDIUM', original: 'Medium' },
      { label: 'LOW', original: 'Weak' },
    ])
  })

  test.each([
    ['relative to the root', 'app/a.rb', undefined, 'app/a.rb'],
    ['relative to an application below it', 'app/a.rb', '/home/runner/work/shop/shop/backend', 'backend/app/a.rb'],
    ['relative to an application on another machine', 'app/a.rb', '/home/dev/shop', 'app/a.rb'],
    ['absolute', '/home/runner/work/shop/shop/backend/app/a.rb', '/home/runner/work/shop/shop/backend', 'backend/app/a.rb'],
    ['in the container', '/code/app/a.rb', '/code', 'app/a.rb'],
  ])('takes a path that is %s', (_, file, folder, path) => {
    const [finding] = findingsOf(brakeman, report({ file, line: 1 }, { app_path: folder }))
    expect(finding?.location?.path).toBe(path)
  })

  test.each([
    [{ class: 'OrdersController', method: 'show' }, 'OrdersController#show'],
    [{ class: 'User', method: 'User.find_all' }, 'User.find_all'],
    [{ type: 'model', model: 'User' }, 'User'],
    [null, undefined],
  ])('names the place %j in code', (location, name) => {
    const [finding] = findingsOf(brakeman, report({ location, file: 'a.rb' }))
    expect(finding?.location?.logicalName).toBe(name)
  })

  test.each([undefined, null, '46', -1, 1.5])('accounts for a warning with the code %j', (code) => {
    expect(readingsOf(brakeman, report({ warning_code: code }))).toMatchObject([{ verdict: 'unreadable', at: 'warnings[0]' }])
  })
})
