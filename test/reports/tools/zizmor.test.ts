import { describe, expect, test } from '@jest/globals'
import { zizmor } from '../../../src/reports/tools/zizmor.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const at = (kind: string, row: number, key: object = { Local: { verbatim_path: './.github/workflows/ci.yml' } }) => ({
  symbolic: { key, annotation: `here in row ${row}`, kind },
  concrete: { location: { start_point: { row, column: 4 }, end_point: { row, column: 9 } }, feature: 'uses: a/b@v1' },
})

const finding = (more: object = {}) => ({
  ident: 'unpinned-uses',
  desc: 'unpinned action reference',
  url: 'https://docs.zizmor.sh/audits/#unpinned-uses',
  determinations: { confidence: 'High', severity: 'Medium', persona: 'Regular' },
  locations: [at('Hidden', 0), at('Related', 8), at('Primary', 4)],
  ignored: false,
  fixes: [],
  ...more,
})

describe('zizmor JSON', () => {
  test('places a finding at its primary location, and names what is related, but not what is hidden', () => {
    const [found] = findingsOf(zizmor, [finding()])
    expect(found?.location).toEqual({ path: '.github/workflows/ci.yml', startLine: 5, endLine: 5, startColumn: 5, endColumn: 10 })
    expect(found?.otherLocations.map(({ startLine }) => startLine)).toEqual([9])
    expect(found?.message).toBe('unpinned action reference: here in row 4')
  })

  test.each([{ Local: { given_path: '.github/workflows/ci.yml' } }, { Remote: { slug: {}, path: '.github/workflows/ci.yml' } }])(
    'knows the file of %j',
    (key) => {
      expect(findingsOf(zizmor, [finding({ locations: [at('Primary', 1, key)] })])[0]?.location?.path).toBe('.github/workflows/ci.yml')
    },
  )

  test('asks somebody to look at what is informational, and takes what is ignored as accepted', () => {
    const informational = { determinations: { confidence: 'High', severity: 'Informational' } }
    const readings = readingsOf(zizmor, [
      finding(),
      finding(informational),
      finding({ ignored: true }),
      finding({ ...informational, ignored: true }),
    ])
    expect(readings.map(({ verdict }) => verdict)).toEqual(['problem', 'review', 'suppressed', 'suppressed'])
  })

  test('never tells the code that it quotes', () => {
    expect(JSON.stringify({ ...findingsOf(zizmor, [finding()])[0], quoted: [] })).not.toContain('a/b@v1')
  })

  test('accounts for what cannot be read, and is not taken for another list', () => {
    const readings = readingsOf(zizmor, [finding({ locations: [] }), finding({ locations: [at('Hidden', 1)] }), 7, finding({ ident: 3 })])
    expect(readings.map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable', 'unreadable', 'unreadable'])
    expect(detects(zizmor, [{ ident: 'x', desc: 'y', determinations: 'High', locations: [] }])).toBe(false)
  })
})
