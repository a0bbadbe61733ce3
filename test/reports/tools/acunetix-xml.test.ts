import { describe, expect, test } from '@jest/globals'
import { acunetixXml } from '../../../src/reports/tools/acunetix-xml.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const scan = (item: string, members = '<StartURL>https://a.invalid/app/</StartURL>') =>
  `<ScanGroup><Scan>${members}<ReportItems>${item}</ReportItems></Scan></ScanGroup>`
const item = (members: string) => `<ReportItem><Name>XSS (verified)</Name>${members}</ReportItem>`

describe('Acunetix XML', () => {
  test.each([
    ['https://a.invalid/app/', '/b;s=1?c=2', 'https://a.invalid/b'],
    ['https://a.invalid/app/', 'https://b.invalid/c?d', 'https://b.invalid/c'],
    ['https://a.invalid/app/', '//b.invalid/c', 'https://a.invalid/b.invalid/c'],
    ['https://a.invalid/app/', 'Web Server', 'https://a.invalid/app/'],
    ['https://a.invalid/app/', '', 'https://a.invalid/app/'],
    ['a.invalid:8080', '/b', 'http://a.invalid:8080/b'],
    ['no address', '/b', undefined],
  ])('finds at %s what affects %j', (start, affects, uri) => {
    const [finding] = findingsOf(acunetixXml, scan(item(`<Affects><![CDATA[${affects}]]></Affects>`), `<StartURL>${start}</StartURL>`))
    expect(finding?.location?.uri).toBe(uri)
  })

  test('takes the scheme that the crawler used', () => {
    const members = '<StartURL>a.invalid</StartURL><Crawler StartUrl="https://a.invalid/"/>'
    expect(findingsOf(acunetixXml, scan(item('<Affects>/b</Affects>'), members))[0]?.location).toEqual({ uri: 'https://a.invalid/b' })
  })

  test('takes the source that AcuSensor tells, where it is in the checkout', () => {
    const source = (path: string) => item(`<AOP_SourceFile>${path}</AOP_SourceFile><AOP_SourceLine>7</AOP_SourceLine><Affects>/b</Affects>`)
    const placesOf = (path: string) => findingsOf(acunetixXml, scan(source(path)), { 'src/b.php': '' }).map(({ location }) => location)
    expect(placesOf('/home/runner/work/shop/shop/src/b.php')).toEqual([{ path: 'src/b.php', startLine: 7 }])
    expect(placesOf('/srv/other/c.php')).toEqual([{ uri: 'https://a.invalid/b' }])
  })

  test.each([
    ['high', 'HIGH'],
    ['medium', 'MEDIUM'],
    ['low', 'LOW'],
    ['informational', 'INFORMATIONAL'],
    ['info', 'INFORMATIONAL'],
    ['critical', 'CRITICAL'],
  ])('grades %s as %s, whatever its score is', (severity, label) => {
    const [finding] = findingsOf(acunetixXml, scan(item(`<Severity>${severity}</Severity><CVSS3><Score>9.1</Score></CVSS3>`)))
    expect(finding?.severity).toEqual({ label, original: severity })
  })

  test.each([
    ['True', 'suppressed'],
    ['1', 'suppressed'],
    ['False', 'problem'],
    ['', 'problem'],
  ])('takes one whose false positive is %j for %s', (word, verdict) => {
    expect(readingsOf(acunetixXml, scan(item(`<IsFalsePositive>${word}</IsFalsePositive>`)))).toMatchObject([{ verdict }])
  })

  test('has one rule for what is proved and what is not', () => {
    expect(findingsOf(acunetixXml, scan(`${item('')}<ReportItem><Name>XSS</Name></ReportItem>`)).map(({ rule }) => rule.id)).toEqual([
      'XSS',
      'XSS',
    ])
  })

  test.each(['<CVE>CVE-2021-41773</CVE>', '<CVE><Id>CVE-2021-41773</Id><URL>https://x.invalid/CVE-2021-41773</URL></CVE>'])(
    'knows the advisory in %s',
    (cve) => {
      const [finding] = findingsOf(acunetixXml, scan(item(`<CVEList>${cve}</CVEList><CVSS3><Score>7.5</Score></CVSS3>`)))
      expect(finding).toMatchObject({ kind: 'vulnerability', vulnerability: { id: 'CVE-2021-41773', cvss: [{ score: 7.5 }] } })
    },
  )

  test('says nothing of what was asked, answered and found there', () => {
    const members =
      '<Details>hunter2</Details><TechnicalDetails><Request>Cookie: hunter2</Request></TechnicalDetails><AOP_Additional>hunter2</AOP_Additional>'
    const [finding] = findingsOf(acunetixXml, scan(item(`${members}<Impact>It is bad.</Impact>`)))
    expect(finding?.message).toBe('It is bad.')
    expect(JSON.stringify(finding)).not.toContain('hunter2')
  })

  test.each([
    ['<Aborted>False</Aborted><Responsive>True</Responsive>', true, []],
    ['<Aborted>True</Aborted>', false, ['The tool reported an error, so results may be missing: the scan was aborted']],
    ['<Responsive>False</Responsive>', false, ['The tool reported an error, so results may be missing: the target did not answer']],
  ])('concludes from a scan with %s what may be concluded', (members, complete, messages) => {
    const [run] = runsOf(acunetixXml, scan('', `<StartURL>https://a.invalid</StartURL>${members}`))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.problems().map(({ message }) => message)]).toEqual([complete, messages])
  })

  test('accounts for one without a name', () => {
    expect(readingsOf(acunetixXml, scan('<ReportItem/>'))).toMatchObject([{ verdict: 'unreadable', at: 'Scan[0].ReportItem[0]' }])
  })
})
