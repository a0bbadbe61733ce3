import { describe, expect, test } from '@jest/globals'
import { ggshield } from '../../../src/reports/tools/ggshield.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const SECRET = 'n0tr3al-value-91c2'
const HASH = '68cd55da601bea8e26b55097536dc9055bbcf93402c64c1cff97fa7f9d5eebd5'

const match = (more: object = {}) => ({
  match: SECRET,
  type: 'apikey',
  line_start: 2,
  line_end: 2,
  index_start: 10,
  index_end: 28,
  ...more,
})

const incident = (more: object = {}) => ({
  type: 'Shop API Key',
  validity: 'no_checker',
  ignore_sha: HASH,
  occurrences: [match()],
  total_occurrences: 1,
  ...more,
})

const report = (...incidents: unknown[]) => ({
  id: '.',
  type: 'path_scan',
  total_incidents: incidents.length,
  total_occurrences: incidents.length,
  entities_with_incidents: [{ mode: 'FILE', filename: 'api/settings.py', incidents }],
})

describe('ggshield', () => {
  test('places a secret, and tells neither it nor its hash nor its place in a vault', () => {
    const [finding] = findingsOf(ggshield, report(incident({ vault_path: 'kv/shop/api', detector_documentation: 'https://a.example' })))
    expect(finding?.location).toEqual({ path: 'api/settings.py', startLine: 2, endLine: 2, startColumn: 11, endColumn: 29 })
    const told = JSON.stringify({ ...finding, secrets: [] })
    for (const secret of [SECRET, HASH, 'kv/shop']) expect(told).not.toContain(secret)
    expect(finding?.secrets).toContain(SECRET)
  })

  test.each([
    ['valid', 'high', 'CRITICAL'],
    ['invalid', undefined, 'HIGH'],
    ['no_checker', 'critical', 'CRITICAL'],
    ['no_checker', 'unknown', 'HIGH'],
    ['cannot_check', 'low', 'LOW'],
  ])('grades a secret that is %s and has the severity %s', (validity, severity, label) => {
    const [finding] = findingsOf(ggshield, report(incident({ validity, incident_details: { severity } })))
    expect(finding?.severity.label).toBe(label)
  })

  test('makes a finding of every place of a secret, and one of the parts of one', () => {
    const twice = incident({ occurrences: [match(), match({ line_start: 9, line_end: 9 })], total_occurrences: 2 })
    expect(findingsOf(ggshield, report(twice)).map(({ location }) => location?.startLine)).toEqual([2, 9])
    const parts = [match({ line_start: 5, line_end: 6 }), match({ line_start: 4, line_end: 4 })]
    const [one, ...others] = findingsOf(ggshield, report(incident({ occurrences: parts, total_occurrences: 1 })))
    expect([one?.location?.startLine, one?.location?.endLine, others]).toEqual([4, 6, []])
  })

  test('takes for accepted what the user has accepted, and not what is only known', () => {
    const kinds = ['ignored_match', 'ignored_detector', 'backend_excluded', 'known_secret', 'not_introduced']
    const readings = readingsOf(ggshield, report(...kinds.map((kind) => incident({ ignore_reason: { kind } })), incident()))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['suppressed', 'suppressed', 'suppressed', 'problem', 'problem', 'problem'])
  })

  test('does not call a file scanned that could not be', () => {
    const errors = [{ files: [{ filename: 'api/large.py', mode: 'FILE' }], description: 'Too large' }]
    const [run] = runsOf(ggshield, { ...report(incident()), errors })
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect([run?.complete(), run?.partlyScanned]).toEqual([true, ['api/large.py']])
    expect(run?.problems()).toMatchObject([{ message: 'ggshield could not scan a file: api/large.py: Too large' }])
  })

  test.each([[[]], [[{ filename: '/elsewhere/a.py' }]], [[{ filename: 'a.py' }, { filename: '/elsewhere/a.py' }]]])(
    'concludes nothing where it does not know which files are missing: %j',
    (files) => {
      const [run] = runsOf(ggshield, { ...report(), errors: [{ files, description: 'Scanning failed' }] })
      expect([...(run?.readings() ?? [])]).toEqual([])
      expect(run?.complete()).toBe(false)
    },
  )

  test('concludes nothing from a scan of commits, and tells who wrote them to nobody', () => {
    const { entities_with_incidents, ...scan } = report(incident({ occurrences: [match({ index_start: 11, index_end: 29 })] }))
    const commit = {
      ...scan,
      id: '0af1',
      type: 'commit',
      entities_with_incidents,
      extra_info: { author: 'Ann', email: 'ann@shop.example' },
    }
    const value = { ...scan, id: 'c1', type: 'commit-range', scans: [commit] }
    const [run] = runsOf(ggshield, value)
    expect([...(run?.readings() ?? [])].map(({ at }) => at)).toEqual(['scans[0].entities_with_incidents[0].incidents[0].occurrences[0]'])
    expect(run?.complete()).toBe(false)
    const [finding] = findingsOf(ggshield, value)
    expect(finding?.location).toEqual({ path: 'api/settings.py', startLine: 2, endLine: 2 })
    expect(finding?.fingerprints).toEqual([{ name: 'ggshield', value: '0af1:api/settings.py:Shop API Key:2' }])
    expect(JSON.stringify(finding)).not.toMatch(/Ann|ann@/)
  })

  test('is recognised without any finding, and not where only incidents are counted', () => {
    expect(detects(ggshield, { id: '.', type: 'path_scan', total_incidents: 0, total_occurrences: 0 })).toBe(true)
    expect(detects(ggshield, { id: '.', type: 'path_scan', total_incidents: 0, iac_engine_version: '1' })).toBe(false)
  })

  test('accounts for what cannot be read', () => {
    const readings = readingsOf(
      ggshield,
      report(7, incident({ type: null }), incident({ occurrences: [] }), incident({ occurrences: ['x'] })),
    )
    expect(readings.map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable', 'unreadable', 'unreadable'])
  })
})
