import { describe, expect, test } from '@jest/globals'
import { detectSecrets } from '../../../src/reports/tools/detect-secrets.js'
import { findingsOf, readingsOf } from '../native/read.js'

const HASH = 'a10bb3469022fd147b405e7b5521cb7bc77a86c2'

const secret = (more: object = {}) => ({
  type: 'Secret Keyword',
  filename: 'api/settings.py',
  hashed_secret: HASH,
  is_verified: false,
  line_number: 6,
  ...more,
})

const report = (...secrets: unknown[]) => ({ version: '1.5.0', plugins_used: [], results: { 'api/settings.py': secrets } })

describe('detect-secrets', () => {
  test('places a secret in its file and never tells its hash', () => {
    const [finding] = findingsOf(detectSecrets, report(secret()))
    expect(finding?.location).toEqual({ path: 'api/settings.py', startLine: 6 })
    expect(JSON.stringify({ ...finding, secrets: [] })).not.toContain(HASH)
  })

  test('grades a verified secret as critical', () => {
    const labels = findingsOf(detectSecrets, report(secret({ is_verified: true }), secret())).map(({ severity }) => severity.label)
    expect(labels).toEqual(['CRITICAL', 'HIGH'])
  })

  test('takes what an audit has found to be no secret as suppressed', () => {
    const readings = readingsOf(detectSecrets, report(secret({ is_secret: false }), secret({ is_secret: true }), secret()))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['suppressed', 'problem', 'problem'])
  })

  test('tells where an entry is that cannot be read', () => {
    const readings = readingsOf(detectSecrets, report(secret(), 7, secret({ type: '' })))
    expect(readings.map(({ verdict, at }) => [verdict, at])).toEqual([
      ['problem', 'results["api/settings.py"][0]'],
      ['unreadable', 'results["api/settings.py"][1]'],
      ['unreadable', 'results["api/settings.py"][2]'],
    ])
    expect(readingsOf(detectSecrets, { ...report(), results: 'none' })).toMatchObject([{ verdict: 'unreadable', at: 'results' }])
  })
})
