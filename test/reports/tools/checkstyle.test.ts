import { describe, expect, test } from '@jest/globals'
import { checkstyle } from '../../../src/reports/tools/checkstyle.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const reportOf = (children: string) =>
  `<checkstyle version="9.3"><file name="/home/runner/work/shop/shop/src/A.java">${children}</file></checkstyle>`

describe('the Checkstyle reader', () => {
  test('reads an error without a source, as some linters write it', () => {
    const [finding] = findingsOf(checkstyle, reportOf('<error line="3" column="0" severity="error" message="Wrong."/>'))
    expect(finding).toMatchObject({ rule: { id: 'unnamed' }, message: 'Wrong.', location: { path: 'src/A.java', startLine: 3 } })
    expect(finding?.location).not.toHaveProperty('startColumn')
  })

  test('says of an error without anything that it cannot be read', () => {
    expect(readingsOf(checkstyle, reportOf('<error line="3"/>'))[0]).toMatchObject({ verdict: 'unreadable', at: 'file[0].error[0]' })
  })

  test('takes an ignored error for no problem', () => {
    expect(readingsOf(checkstyle, reportOf('<error severity="ignore" message="x" source="y"/>'))[0]?.verdict).toBe('not-a-problem')
  })

  test('names a check of Checkstyle without its package', () => {
    const source = 'com.puppycrawl.tools.checkstyle.checks.coding.MagicNumberCheck'
    expect(findingsOf(checkstyle, reportOf(`<error message="x" source="${source}"/>`))[0]?.rule).toMatchObject({
      id: source,
      name: 'MagicNumber',
    })
  })

  test('takes an error that names a weakness for one in the code', () => {
    const [finding] = findingsOf(checkstyle, reportOf('<error message="Injection (CWE-89)" source="security.sql"/>'))
    expect(finding).toMatchObject({ kind: 'code', cwes: ['CWE-89'] })
  })

  test('does not take a report for complete in which a linter says that it could not build, and has that as a finding', () => {
    const failed = '<error line="1" severity="error" message=": # example.com/m" source="typecheck"/><error message="x" source="errcheck"/>'
    const [run] = runsOf(checkstyle, reportOf(failed))
    expect([[...(run?.readings() ?? [])].length, run?.complete()]).toEqual([2, false])
    expect(run?.problems()[0]?.message).toBe('The tool reported an error, so results may be missing: : # example.com/m')
  })

  test('does not take a report for complete in which a check failed', () => {
    const [run] = runsOf(checkstyle, reportOf('<exception><![CDATA[java.lang.IllegalStateException: oops\n at a.b.C]]></exception>'))
    expect([[...(run?.readings() ?? [])], run?.complete()]).toEqual([[], false])
    expect(run?.problems()[0]?.message).toBe('The tool reported an error, so results may be missing: java.lang.IllegalStateException: oops')
  })
})
