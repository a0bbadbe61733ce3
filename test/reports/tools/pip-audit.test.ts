import { describe, expect, test } from '@jest/globals'
import { pipAudit } from '../../../src/reports/tools/pip-audit/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const FLASK = { name: 'flask', version: '0.12.2', vulns: [{ id: 'PYSEC-2018-1', aliases: ['CVE-2018-1000656'], fix_versions: ['0.12.3'] }] }

describe('pip-audit JSON', () => {
  test('may be an array of dependencies, as versions before 2.0 write it', () => {
    expect(detects(pipAudit, [FLASK])).toBe(true)
    expect(readingsOf(pipAudit, [FLASK]).map(({ at }) => at)).toEqual(['[0].vulns[0]'])
    expect(readingsOf(pipAudit, { dependencies: [FLASK], fixes: [] }).map(({ at }) => at)).toEqual(['dependencies[0].vulns[0]'])
  })

  test('is not taken for another report with dependencies', () => {
    expect(detects(pipAudit, { dependencies: [{ ref: 'pkg:npm/a@1', dependsOn: [] }] })).toBe(false)
    expect(detects(pipAudit, { dependencies: [] })).toBe(false)
  })

  test('tells what could not be audited without calling the report incomplete', () => {
    const [run] = runsOf(pipAudit, { dependencies: [FLASK, { name: 'ours', skip_reason: 'not found on PyPI' }], fixes: [] })
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect([run?.complete(), run?.problems().map(({ message }) => message)]).toEqual([
      true,
      ['pip-audit could not audit 1 of 2 dependencies.'],
    ])
    expect(run?.partlyScannedPackages).toEqual(['ours'])
  })

  test('makes one finding of an advisory that is listed under two names', () => {
    const vulns = [...FLASK.vulns, { id: 'GHSA-562c-5r94-xh97', aliases: ['CVE-2018-1000656'], fix_versions: ['0.12.3'] }]
    const readings = readingsOf(pipAudit, { dependencies: [{ ...FLASK, vulns }], fixes: [] })
    expect(readings.map(({ verdict }) => verdict).sort()).toEqual(['duplicate', 'problem'])
  })

  test('finds the line of a package in the requirements whose pins were audited', () => {
    const sources = { 'requirements.txt': '# shop\nFlask[async] == 0.12.2 ; python_version > "3"\n' }
    const [finding] = findingsOf(pipAudit, [FLASK], sources)
    expect(finding?.location).toEqual({ path: 'requirements.txt', startLine: 2 })
    expect(finding?.vulnerability?.packages[0]?.path).toBe('requirements.txt')
  })

  test('does not point at requirements of which another version or package was audited', () => {
    for (const text of ['flask==1.0.0\n', 'flask==0.12.2\njinja2==2.10\n', '-e .\n']) {
      expect(findingsOf(pipAudit, [FLASK], { 'requirements.txt': text })[0]?.location).toBeUndefined()
    }
  })
})
