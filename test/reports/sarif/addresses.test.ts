/** What scanners of running applications write as SARIF: the place is an address. */
import { expect, test } from '@jest/globals'
import { resourcesOf } from '../../../src/asff/resources.js'
import { wholeDocument } from '../../../src/reports/documents/document.js'
import { readSarif } from '../../../src/reports/sarif/read.js'
import { aContext } from '../../asff/factories.js'

test('an address stands as a resource beside the repository', () => {
  const uri = 'https://shop.test/login?next=%2F'
  const result = { ruleId: 'xss', message: { text: 'Reflected' }, locations: [{ physicalLocation: { artifactLocation: { uri } } }] }
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'Some DAST', rules: [{ id: 'xss' }] } }, results: [result] }] }
  const options = { roots: [], readSource: () => undefined, readExternal: () => undefined }
  const findings = readSarif(wholeDocument(log), options).flatMap((run) =>
    [...run.readings()].flatMap((reading) => ('finding' in reading ? [reading.finding] : [])),
  )
  expect(findings.map((finding) => resourcesOf(finding, aContext()).map(({ Type, Id }) => [Type, Id]))).toEqual([
    [
      ['CodeRepository', 'https://github.com/acme/shop'],
      ['Other', uri],
    ],
  ])
})
