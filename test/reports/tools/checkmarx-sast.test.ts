import { describe, expect, test } from '@jest/globals'
import { checkmarxSast } from '../../../src/reports/tools/checkmarx-sast.js'
import { findingsOf, readingsOf } from '../native/read.js'

const step = (file: string, line: number, name = 'x', code = 'y') =>
  `<PathNode><FileName>${file}</FileName><Line>${line}</Line><Column>5</Column><Name>${name}</Name><Length>3</Length>` +
  `<Snippet><Line><Number>${line}</Number><Code>${code}</Code></Line></Snippet></PathNode>`

const report = (attributes: string, steps = '', query = 'name="Stored_XSS" cweId="79"', similarity = '7') =>
  `<CxXMLResults><Query ${query}><Result ${attributes}><Path SimilarityId="${similarity}">${steps}</Path></Result></Query></CxXMLResults>`

describe('Checkmarx SAST XML', () => {
  test.each([
    ['FalsePositive="True"', 'suppressed'],
    ['FalsePositive="true" state="0"', 'suppressed'],
    ['FalsePositive="False" state="1"', 'suppressed'],
    ['FalsePositive="False" state="0"', 'problem'],
    ['FalsePositive="False" state="2"', 'problem'],
    ['FalsePositive="False" state="3"', 'problem'],
    ['FalsePositive="False" state="4"', 'problem'],
    ['Status="Fixed"', 'not-a-problem'],
    ['', 'problem'],
  ])('takes a result with %j for %s', (attributes, verdict) => {
    expect(readingsOf(checkmarxSast, report(attributes))).toMatchObject([{ verdict, at: 'Query[0].Result[0]' }])
  })

  test.each([
    ['Severity="Critical" SeverityIndex="4"', 'CRITICAL', 'Critical'],
    ['Severity="High" SeverityIndex="3"', 'HIGH', 'High'],
    ['Severity="Medium"', 'MEDIUM', 'Medium'],
    ['Severity="Low"', 'LOW', 'Low'],
    ['Severity="Information" SeverityIndex="0"', 'INFORMATIONAL', 'Information'],
    ['SeverityIndex="3"', 'HIGH', '3'],
    ['', 'LOW', 'Low'],
  ])('grades a result with %j as %s', (attributes, label, original) => {
    const [read] = findingsOf(checkmarxSast, report(attributes, '', 'name="a" Severity="Low"'))
    expect(read?.severity).toEqual({ label, original })
  })

  test('tells where a data flow starts, its steps, and where it ends', () => {
    const [read] = findingsOf(checkmarxSast, report('FileName="a.java" Line="1"', step('a.java', 3) + step('/b\\c.java', 5)))
    expect(read).toMatchObject({
      message: 'Stored XSS: the data flow that starts here ends in b/c.java, line 5.',
      location: { path: 'a.java', startLine: 3, startColumn: 5, endColumn: 8 },
      otherLocations: [{ path: 'b/c.java', startLine: 5 }],
    })
  })

  test('takes the place of the result where there is no data flow', () => {
    const [read] = findingsOf(checkmarxSast, report('FileName="a.java" Line="4" Column="2"'))
    expect(read).toMatchObject({ message: 'Stored XSS', location: { path: 'a.java', startLine: 4, startColumn: 2 }, otherLocations: [] })
  })

  test('says nothing of code and of people', () => {
    const attributes = 'Remark="jane: hunter2" AssignToUser="jane"'
    const [read] = findingsOf(
      checkmarxSast,
      report(attributes, step('a.js', 3, '&quot;hunter2&quot;', 'password = hunter2') + step('a.js', 4, 'hunter2')),
    )
    const { quoted, ...told } = read ?? {}
    expect(quoted).toEqual(['password = hunter2', 'y'])
    expect(JSON.stringify(told)).not.toMatch(/hunter2|jane/)
  })

  test('has a fingerprint of its own, unless it is the one of results without a data flow', () => {
    const fingerprints = ['7', '0'].map((id) => findingsOf(checkmarxSast, report('', '', undefined, id))[0]?.fingerprints)
    expect(fingerprints).toEqual([[{ name: 'similarityId', value: '7' }], []])
  })

  test('accounts for a result of a query without a name', () => {
    expect(readingsOf(checkmarxSast, report('', '', 'id="1"'))).toMatchObject([{ verdict: 'unreadable' }])
  })
})
