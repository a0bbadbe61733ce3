import { describe, expect, test } from '@jest/globals'
import { checkmarxOne } from '../../../src/reports/tools/checkmarx-one/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const HEAD = { reportCreationDate: '2026-01-01T00:00:00Z', reportType: 'Vulnerability Type', reportHeader: {} }

const query = (result: object, members: object = {}) => ({ queryName: 'Stored_XSS', cweId: 79, vulnerabilities: [result], ...members })
const report = (...queries: readonly object[]) => ({ ...HEAD, scanResults: { resultsList: queries } })

/** Whether something may be concluded, once everything has been read; and why not. */
function conclusion(value: unknown) {
  const [run] = runsOf(checkmarxOne, value)
  for (const _ of run?.readings() ?? []);
  return [run?.complete(), run?.problems().map(({ message }) => message)]
}

describe('Checkmarx One scan report JSON', () => {
  test.each([
    ['a report', report(), true],
    ['one of infrastructure alone', { ...HEAD, iacScanResults: {} }, true],
    ['one with a summary', { reportHeader: {}, executiveSummary: {}, scanResults: { sast: { languages: [] } } }, true],
    ['a header alone', HEAD, false],
    ['results alone', { scanResults: { resultsList: [] } }, false],
    ['a report of somebody else', { reportHeader: {}, scanResults: {} }, false],
  ])('takes %s: %#', (_, value, taken) => {
    expect(detects(checkmarxOne, value)).toBe(taken)
  })

  test.each([
    [{ state: 'Not Exploitable' }, 'suppressed'],
    [{ state: 'NOT_EXPLOITABLE' }, 'suppressed'],
    [{ state: 'Proposed Not Exploitable' }, 'problem'],
    [{ state: 'To Verify', status: 'Recurrent' }, 'problem'],
    [{ state: 'Urgent', status: 'Fixed' }, 'not-a-problem'],
    [{}, 'problem'],
  ])('takes a result with %j for %s', (members, verdict) => {
    expect(readingsOf(checkmarxOne, report(query(members)))).toMatchObject([
      { verdict, at: 'scanResults.resultsList[0].vulnerabilities[0]' },
    ])
  })

  test('reads results below languages, too', () => {
    const queries = [{ queryName: 'Stored_XSS', resultsList: [{ sourceFileName: '/a.js', sourceLine: 3 }] }]
    const value = { reportHeader: {}, executiveSummary: {}, scanResults: { sast: { languages: [{ queries }] } } }
    expect(findingsOf(checkmarxOne, value)).toMatchObject([{ rule: { id: 'Stored_XSS' }, location: { path: 'a.js', startLine: 3 } }])
  })

  test('fills the blanks of a description once, and leaves those that nothing fills', () => {
    const description = '@SourceMethod at line @SourceLine of @SourceFile, @DestinationElement, @SourceElementary'
    const members = { sourceMethod: '@SourceFile', sourceLine: 3, sourceFileName: 'a.js' }
    const [finding] = findingsOf(checkmarxOne, report(query(members, { description })))
    expect(finding?.message).toBe('@SourceFile at line 3 of a.js, @DestinationElement, @SourceElementary')
  })

  test('tells the steps from the source to the destination, each place once', () => {
    const nodes = [
      { fileName: '/a.js', line: 3 },
      { fileName: '/a.js', line: 5 },
      { fileName: '/a.js', line: 5 },
    ]
    const members = { sourceFileName: '/a.js', sourceLine: 3, nodes, destinationFileName: '/b.js', destinationLine: 5 }
    expect(findingsOf(checkmarxOne, report(query(members)))).toMatchObject([
      {
        location: { path: 'a.js', startLine: 3 },
        otherLocations: [
          { path: 'a.js', startLine: 5 },
          { path: 'b.js', startLine: 5 },
        ],
      },
    ])
  })

  test('says the same as the list of results does', () => {
    const data = { queryName: 'Stored_XSS', group: 'Java_High', languageName: 'Java', nodes: [{ fileName: '/a.js', line: 3 }] }
    const listed = {
      type: 'sast',
      similarityId: '7',
      severity: 'HIGH',
      state: 'TO_VERIFY',
      description: 'At 3.',
      data,
      vulnerabilityDetails: { cweId: 79 },
    }
    const grouped = { similarityId: 7, severity: 'HIGH', state: 'To Verify', sourceFileName: '/a.js', sourceLine: 3 }
    const [own] = findingsOf(
      checkmarxOne,
      report(query(grouped, { queryPath: 'Java/Java_High/Stored_XSS', description: 'At @SourceLine.' })),
    )
    const [other] = findingsOf(checkmarxOne, { results: [listed], totalCount: 1, scanID: 'x' })
    expect(own).toEqual({ ...other, rule: { ...other?.rule, tags: ['Java_High', 'Java'] }, quoted: [] })
  })

  test.each([
    ['a report that says nothing of itself', {}, true, []],
    ['scanners that ended well', { scanInformation: { scannerStatus: [{ name: 'SAST', status: 'Completed' }] } }, true, []],
    [
      'a scanner that did not',
      { scanInformation: { scannerStatus: [{ name: 'SCA', status: 'Failed' }] } },
      false,
      ['The tool reported an error, so results may be missing: SCA: Failed'],
    ],
    [
      'filtered results',
      { reportFilters: { filters: [{ filterName: 'Scanners', included: ['SAST'], excluded: ['SCA'] }] } },
      false,
      ['The report was filtered: it leaves out results.'],
    ],
    [
      'fewer results than it counts',
      { scanResults: { totalResults: 2, resultsList: [query({})] } },
      false,
      ['The report holds 1 of 2 results that can be read.'],
    ],
    [
      'results of a sort that nobody knows',
      { containerScanResults: { totalResults: 3, images: [] } },
      false,
      ['The report holds 0 of 3 results that can be read.'],
    ],
  ])('concludes from %s what may be concluded: %#', (_, members, complete, messages) => {
    expect(conclusion({ ...report(), ...members })).toEqual([complete, messages])
  })

  test('accounts for results without a name', () => {
    const technology = [{ queries: [{ resultsList: [{}] }] }]
    const packages = [{ packageCategory: [{ categoryResults: [{}] }] }]
    const value = { ...report({ vulnerabilities: [{}] }), iacScanResults: { technology }, scaScanResults: { packages } }
    expect(readingsOf(checkmarxOne, value).map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'unreadable scanResults.resultsList[0].vulnerabilities[0]',
      'unreadable iacScanResults.technology[0].queries[0].resultsList[0]',
      'unreadable scaScanResults.packages[0].packageCategory[0].categoryResults[0]',
    ])
  })
})
