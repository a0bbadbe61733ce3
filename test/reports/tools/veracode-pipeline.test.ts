import { describe, expect, test } from '@jest/globals'
import { veracodePipeline } from '../../../src/reports/tools/veracode-pipeline/format.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (...findings: readonly object[]) => ({ scan_id: 'x', modules: [], findings })

describe('Veracode pipeline scan JSON', () => {
  test.each([
    [5, 'CRITICAL'],
    [4, 'HIGH'],
    [3, 'MEDIUM'],
    [2, 'LOW'],
    [1, 'LOW'],
    [0, 'INFORMATIONAL'],
  ])('grades %d as %s', (severity, label) => {
    expect(findingsOf(veracodePipeline, report({ cwe_id: '89', severity }))[0]?.severity).toEqual({ label, original: String(severity) })
  })

  test.each([
    ['shop/Orders.java', 'src/main/java/shop/Orders.java'],
    ['BOOT-INF/classes/application.yml', 'src/main/resources/application.yml'],
    ['lib/a.js', 'lib/a.js'],
    ['shop/Unknown.java', 'shop/Unknown.java'],
  ])('finds %s in the checkout at %s', (file, path) => {
    const sources = { 'src/main/java/shop/Orders.java': '', 'src/main/resources/application.yml': '', 'lib/a.js': '' }
    const [finding] = findingsOf(veracodePipeline, report({ cwe_id: '89', files: { source_file: { file, line: 3 } } }), sources)
    expect(finding?.location).toEqual({ path, startLine: 3 })
  })

  test('takes problem, advice and links out of the text', () => {
    const display_text = '<span>A flaw.</span> <span>Mend it.</span> <span>References: <a href="https://x.invalid/1">CWE</a></span>'
    const [finding] = findingsOf(veracodePipeline, report({ cwe_id: '89', display_text }))
    expect([finding?.message, finding?.remediation, finding?.rule.helpUrl]).toEqual(['A flaw.', 'Mend it.', 'https://x.invalid/1'])
  })

  test('is incomplete after a scan that failed', () => {
    const [run] = runsOf(veracodePipeline, { ...report(), scan_status: 'FAILURE', message: 'No modules.' })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ message: 'The tool reported an error, so results may be missing: No modules.' }])
  })

  test('accounts for a flaw without a weakness', () => {
    expect(readingsOf(veracodePipeline, report({ cwe_id: 'none' }))).toMatchObject([{ verdict: 'unreadable', at: 'findings[0]' }])
  })
})
