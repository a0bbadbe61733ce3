import { expect, test } from '@jest/globals'
import { wholeDocument } from '../../../../src/reports/documents/document.js'
import { readSarif } from '../../../../src/reports/sarif/read.js'

/** As OSV-Scanner tells of an advisory without a fix: one table, of what is affected, and none of fixed versions. */
test('an advisory without a fix gets none, and malware is critical whatever the level', () => {
  const table =
    '### Affected Packages\n\n| Source | Package Name | Package Version |\n| --- | --- | --- |\n| lockfile:yarn.lock | pier | 2.0.0 |\n'
  const rule = { id: 'MAL-2031-11', shortDescription: { text: 'Malicious code in pier' }, help: { text: table } }
  const result = { ruleId: rule.id, level: 'warning', message: { text: "Package 'pier@2.0.0' is vulnerable to 'MAL-2031-11'." } }
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'osv-scanner', rules: [rule] } }, results: [result] }] }
  const options = { roots: [], readSource: () => undefined, readExternal: () => undefined }
  const [reading] = readSarif(wholeDocument(log), options).flatMap((run) => [...run.readings()])
  const finding = reading !== undefined && 'finding' in reading ? reading.finding : undefined
  expect(finding?.vulnerability?.packages).toEqual([{ name: 'pier', version: '2.0.0' }])
  expect([finding?.severity.label, finding?.malware, finding?.remediation]).toEqual(['CRITICAL', true, undefined])
})
