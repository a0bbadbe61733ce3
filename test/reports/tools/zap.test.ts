import { describe, expect, test } from '@jest/globals'
import { zap, zapXml } from '../../../src/reports/tools/zap/format.js'
import { findingsOf, readingsOf } from '../native/read.js'

const SITE = 'https://shop.example.com'

const alert = (more: object = {}) => ({
  pluginid: '10010',
  alert: 'Cookie No HttpOnly Flag',
  riskcode: '1',
  confidence: '2',
  desc: '<p>A cookie.</p>',
  instances: [{ uri: `${SITE}/login?next=%2F#top`, method: 'GET', param: 'session', evidence: 'session=n0tr3al' }],
  solution: '<p>Set the flag.</p>',
  reference: '<p>https://owasp.org/www-community/HttpOnly</p><p>https://example.com/more</p>',
  cweid: '1004',
  ...more,
})

const report = (...alerts: unknown[]) => ({ '@version': '2.16.1', site: [{ '@name': SITE, alerts }] })
const only = (more: object) => findingsOf(zap, report(alert(more)))[0]

describe('ZAP', () => {
  test.each([
    ['3', 'HIGH'],
    ['2', 'MEDIUM'],
    ['1', 'LOW'],
    ['0', 'INFORMATIONAL'],
    [2, 'MEDIUM'],
    ['9', 'MEDIUM'],
  ])('reads the risk %s as %s', (riskcode, label) => {
    expect(only({ riskcode })?.severity).toEqual({ label, original: String(riskcode) })
  })

  test('takes a false positive as suppressed and what a person has confirmed as certain', () => {
    expect(readingsOf(zap, report(alert({ confidence: '0' })))).toMatchObject([{ verdict: 'suppressed' }])
    expect(only({ confidence: '4' })?.confidence).toBe(100)
  })

  test('numbers the sorts of one plugin as ZAP does', () => {
    expect(only({ alertRef: '10010-2' })?.rule.id).toBe('10010-2')
    expect(only({})?.rule.id).toBe('10010')
  })

  test('places an alert at its site and names addresses once, without queries, sessions and credentials', () => {
    const uris = ['/a?id=1', '/a?id=2', '/b;jsessionid=n0tr3al', '/'].map((path) => ({
      uri: `https://shop:n0tr3al@shop.example.com${path}`,
    }))
    const finding = only({ instances: uris })
    expect(finding?.location).toEqual({ uri: SITE })
    expect(finding?.otherLocations).toEqual([{ uri: `${SITE}/a` }, { uri: `${SITE}/b` }])
    expect(JSON.stringify(finding)).not.toContain('n0tr3al')
  })

  test('takes -1 and 0 for no CWE', () => {
    expect(['-1', '0', '', undefined].map((cweid) => only({ cweid })?.cwes)).toEqual([[], [], [], []])
    expect(only({})?.cwes).toEqual(['CWE-1004'])
  })

  test('reads one site and one alert where old versions write no array', () => {
    expect(
      findingsOf(zap, { '@version': '2.4', site: { '@name': SITE, alerts: alert({ instances: undefined, uri: `${SITE}/x` }) } }),
    ).toMatchObject([{ rule: { id: '10010' }, location: { uri: SITE }, otherLocations: [{ uri: `${SITE}/x` }] }])
  })

  test('has the first link of its references and plain text', () => {
    expect(only({})).toMatchObject({
      rule: { helpUrl: 'https://owasp.org/www-community/HttpOnly' },
      message: 'A cookie.',
      remediation: 'Set the flag.',
    })
  })

  test('says the same as XML', () => {
    const xml = `<OWASPZAPReport version="2.16.1"><site name="${SITE}"><alerts><alertitem><pluginid>10010</pluginid>
      <alert>Cookie No HttpOnly Flag</alert><riskcode>1</riskcode><confidence>2</confidence><desc>&lt;p&gt;A cookie.&lt;/p&gt;</desc>
      <instances><instance><uri>${SITE}/login?next=%2F#top</uri><requestheader>Cookie: session=n0tr3al</requestheader></instance></instances>
      <solution>&lt;p&gt;Set the flag.&lt;/p&gt;</solution>
      <reference>&lt;p&gt;https://owasp.org/www-community/HttpOnly&lt;/p&gt;</reference><cweid>1004</cweid>
      </alertitem></alerts></site></OWASPZAPReport>`
    expect(findingsOf(zapXml, xml)).toEqual(findingsOf(zap, report(alert())))
  })

  test('tells where an alert is that cannot be read', () => {
    expect(readingsOf(zap, report(alert(), alert({ pluginid: '' }))).map(({ verdict, at }) => [verdict, at])).toEqual([
      ['problem', 'site[0].alerts[0]'],
      ['unreadable', 'site[0].alerts[1]'],
    ])
  })
})
