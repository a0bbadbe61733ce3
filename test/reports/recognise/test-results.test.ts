import { expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { otherDocument } from '../../../src/reports/documents/document.js'
import { parseReportXml } from '../../../src/reports/documents/xml.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

function refusalOf(xml: string, format = 'auto'): UserError {
  try {
    recognise(otherDocument('xml', parseReportXml(xml)), format)
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('it was taken for a report')
}

test.each([
  [
    '<testsuites><testsuite name="trivy"><testcase classname="npm-lodash" name="[HIGH] CVE-2021-23337"/></testsuite></testsuites>',
    'trivy --format sarif',
  ],
  [
    '<testsuite package="github.com/golangci" name="a.go"><testcase name="errcheck"/></testsuite>',
    'golangci-lint run --output.sarif.path stdout',
  ],
  ['<testsuites name="terraform scan"><testsuite name="Checkov checks"/></testsuites>', 'checkov --output sarif'],
])('JUnit XML is refused with the flag to use instead: %s', (xml, command) => {
  for (const format of ['auto', 'trivy']) {
    const { code, message, hint } = refusalOf(xml, format)
    expect([code, message]).toEqual([
      'REPORT_UNRECOGNISED',
      'this is JUnit XML: it says which tests have passed, and of findings neither rule, severity nor place',
    ])
    expect(hint).toContain(`with \`${command}\``)
  }
})

test('of a producer that is not known, examples are named', () => {
  expect(refusalOf('<testsuites><testsuite name="unit"/></testsuites>').hint).toContain('for example `trivy --format sarif`')
})

test('other XML is not taken for it', () => {
  expect(refusalOf('<tests/>').message).toContain('XML with the root element')
})
