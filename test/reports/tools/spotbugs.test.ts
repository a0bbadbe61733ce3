import { describe, expect, test } from '@jest/globals'
import { spotbugs } from '../../../src/reports/tools/spotbugs/format.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const LINE = '<SourceLine start="7" end="8" sourcefile="Cart.java" sourcepath="shop/Cart.java"/>'

const bugOf = (attributes: string, children = LINE) =>
  `<BugInstance type="SQL" priority="2" abbrev="SQL" category="SECURITY" ${attributes}>${children}</BugInstance>`
const reportOf = (bugs: string, project = '', more = '') =>
  `<BugCollection version="4.9.3"><Project>${project}</Project>${bugs}${more}</BugCollection>`

describe('the SpotBugs reader', () => {
  test.each([
    ['a folder of sources', '<SrcDir>/home/runner/work/shop/shop/web/src</SrcDir>', 'web/src/shop/Cart.java'],
    ['the file itself', '<SrcDir>/home/runner/work/shop/shop/web/src/shop/Cart.java</SrcDir>', 'web/src/shop/Cart.java'],
  ])('finds the file by %s without a checkout', (_, project, path) => {
    expect(findingsOf(spotbugs, reportOf(bugOf(''), project))[0]?.location).toMatchObject({ path, startLine: 7, endLine: 8 })
  })

  test.each([
    [
      'of several folders',
      '<SrcDir>/home/runner/work/shop/shop/a</SrcDir><SrcDir>/home/runner/work/shop/shop/b</SrcDir>',
      'b/shop/Cart.java',
    ],
    [
      'of the conventional folders, when the report is of another machine',
      '<SrcDir>/builds/1/src</SrcDir>',
      'src/main/java/shop/Cart.java',
    ],
  ])('finds the file %s that is in the checkout', (_, project, path) => {
    expect(findingsOf(spotbugs, reportOf(bugOf(''), project), { [path]: 'class Cart {}' })[0]?.location?.path).toBe(path)
  })

  test('does not take a package for a path of the repository', () => {
    expect(findingsOf(spotbugs, reportOf(bugOf('')))[0]?.location).toEqual({ uri: 'shop/Cart.java', startLine: 7, endLine: 8 })
  })

  test.each([
    ['rank="1"', 'CRITICAL', '1'],
    ['rank="9"', 'HIGH', '9'],
    ['rank="14"', 'MEDIUM', '14'],
    ['rank="20"', 'LOW', '20'],
    ['', 'MEDIUM', '2'],
    ['rank="99"', 'MEDIUM', '2'],
  ])('grades %s as %s', (attributes, label, original) => {
    expect(findingsOf(spotbugs, reportOf(bugOf(attributes)))[0]?.severity).toEqual({ label, original })
  })

  test.each([
    ['', LINE, 'problem'],
    ['last="3"', LINE, 'not-a-problem'],
    ['last="-1"', LINE, 'problem'],
    ['notAProblem="true"', LINE, 'suppressed'],
    ['', `${LINE}<UserAnnotation designation="NOT_A_BUG" user="somebody"/>`, 'suppressed'],
    ['', `${LINE}<UserAnnotation designation="MUST_FIX" user="somebody"/>`, 'problem'],
  ])('reads a bug with %s and %s as %s', (attributes, children, verdict) => {
    expect(readingsOf(spotbugs, reportOf(bugOf(attributes, children)))[0]?.verdict).toBe(verdict)
  })

  test('says without messages what is where', () => {
    const method =
      '<Method classname="shop.Cart" name="total"/><Method classname="java.sql.Statement" name="execute" role="METHOD_CALLED"/>'
    expect(findingsOf(spotbugs, reportOf(bugOf('', `${method}${LINE}`)))[0]).toMatchObject({
      message: 'SQL in shop.Cart.total',
      location: { logicalName: 'shop.Cart.total' },
    })
  })

  test('places a bug without a line where its method is', () => {
    const method = `<Class classname="shop.Cart"><SourceLine start="1" end="99" sourcepath="shop/Cart.java"/></Class><Method classname="shop.Cart" name="total">${LINE}</Method>`
    expect(findingsOf(spotbugs, reportOf(bugOf('', method)))[0]?.location?.startLine).toBe(7)
  })

  test('takes bugs of other categories for no weakness', () => {
    const [finding] = findingsOf(spotbugs, reportOf('<BugInstance type="UNUSED" category="STYLE" priority="3" cweid="563"/>'))
    expect(finding).toMatchObject({ kind: 'other', cwes: ['CWE-563'] })
  })

  test.each([
    ['<Errors errors="1"><Error><ErrorMessage>Exception analyzing shop.Cart</ErrorMessage></Error></Errors>', false],
    ['<Errors><AnalysisError>Exception analyzing shop.Cart</AnalysisError></Errors>', false],
    ['<Errors errors="2"/>', false],
    ['<Errors errors="0" missingClasses="1"><MissingClass>javax.inject.Inject</MissingClass></Errors>', true],
  ])('with %s takes the analysis for complete: %s', (errors, complete) => {
    const [run] = runsOf(spotbugs, reportOf('', '', errors))
    expect([[...(run?.readings() ?? [])], run?.complete(), run?.problems().length]).toEqual([[], complete, 1])
  })
})
