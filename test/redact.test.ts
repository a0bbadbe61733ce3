import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Finding } from '../src/finding.js'
import { createRedactor } from '../src/redact.js'
import { aFinding, aRule, aVulnerability } from './asff/factories.js'
import { FAKES, mixed, privateKey } from './redact/fakes.js'

const redactor = createRedactor({ roots: ['/home/runner/work/shop/shop'] })
const SECRET = `s3cret-${mixed(20)}`

describe('a finding', () => {
  test('leaves without its secrets, wherever they stand', () => {
    const quoted = `"${SECRET}"`
    const finding = aFinding({
      kind: 'secret',
      rule: aRule({ name: quoted, title: quoted, description: quoted, help: quoted, helpUrl: `https://x.test/${SECRET}`, tags: [SECRET] }),
      severity: { label: 'HIGH', original: quoted },
      message: `found ${quoted}`,
      title: quoted,
      remediation: quoted,
      location: { path: `keys/${SECRET}.txt`, logicalName: quoted, uri: quoted },
      otherLocations: [{ path: `keys/${SECRET}.txt` }],
      vulnerability: aVulnerability({
        packages: [{ name: quoted, version: quoted, purl: quoted, path: quoted, fixedVersion: quoted }],
        urls: [`https://x.test/${SECRET}`],
        vendor: { name: quoted, url: quoted },
      }),
      fingerprints: [{ name: 'x', value: quoted }],
      requirements: [quoted],
      image: `registry.test/${SECRET}`,
      secrets: [SECRET],
    })
    const redacted = redactor.finding(finding)
    expect(JSON.stringify(redacted)).not.toContain(SECRET)
    expect(redacted.secrets).toEqual([])
    expect(redacted.message).toBe('found "[redacted]"')
    expect(redacted.location?.path).toBe('keys/[redacted].txt')
  })

  test('keeps everything else as it is', () => {
    const finding = aFinding({
      rule: aRule({ id: 'hardcoded_password_string', title: 'Possible hardcoded password', tags: ['password'] }),
      message: "Possible hardcoded password: 'password'",
      location: { path: 'src/password/reset.py', startLine: 3 },
      confidence: 60,
      secrets: ['password'],
    })
    expect(redactor.finding(finding)).toEqual({
      ...finding,
      message: "Possible hardcoded [redacted]: '[redacted]'",
      secrets: [],
    })
  })

  test('without anything to redact is equal, and its rule the same object', () => {
    const finding = aFinding({ location: { path: 'a.ts' }, vulnerability: aVulnerability(), image: 'nginx:1' })
    expect(redactor.finding(finding)).toEqual(finding)
    expect(redactor.finding(finding).rule).toBe(finding.rule)
  })

  test('shares the redacted rule with the other findings of that rule', () => {
    const rule = aRule({ help: `never write ${FAKES['GitHub personal token']}` })
    const [one, two] = [redactor.finding(aFinding({ rule })), redactor.finding(aFinding({ rule }))]
    expect(one.rule).toBe(two.rule)
    expect(one.rule.help).toBe('never write [redacted]')
  })

  test('has no member that was absent before', () => {
    const finding = aFinding()
    expect(Object.keys(redactor.finding(finding)).sort()).toEqual(Object.keys(finding).sort())
  })

  test('loses well-known credentials also in names, and paths of the machine in what people read', () => {
    const token = FAKES['GitHub personal token']
    const redacted = redactor.finding(
      aFinding({
        message: `token ${token} in /home/runner/work/shop/shop/src/a.js`,
        title: privateKey(),
        location: { path: 'home/runner/x', logicalName: '/home/runner/work/shop/shop/src/a.js#f', uri: `https://u:${token}@x.test/` },
        image: `u:p@registry.test/x:${token}`,
      }),
    )
    expect(redacted).toMatchObject({
      message: 'token [redacted] in src/a.js',
      title: '[redacted]',
      location: { path: 'home/runner/x', logicalName: 'src/a.js#f', uri: 'https://[redacted]@x.test/' },
      image: 'u:[redacted]@registry.test/x:[redacted]',
    })
  })

  test('keeps ids', () => {
    const vulnerability = aVulnerability({ id: 'GO-2024-0001', related: ['CVE-2024-1', 'GHSA-1'] })
    const fingerprints = [{ name: 'hash/v1', value: 'a'.repeat(40) }]
    const finding = aFinding({ rule: aRule({ id: 'aws-access-token' }), vulnerability, fingerprints, secrets: ['aws-access-token'] })
    expect(redactor.finding(finding)).toMatchObject({ rule: { id: 'aws-access-token' }, vulnerability, fingerprints })
  })

  test('whatever its secrets are, none of eight characters is left in what people read', () => {
    const secret = fc
      .string({ unit: 'grapheme', minLength: 8, maxLength: 60 })
      .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.trim().length >= 8)
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.string(), (secrets, padding) => {
        fc.pre(secrets.every((one) => !'[redacted]'.includes(one.trim())))
        const message = secrets.map((one) => `${padding}${one}`).join(padding)
        const redacted: Finding = redactor.finding(aFinding({ message, remediation: message, secrets }))
        for (const one of secrets) expect(`${redacted.message}${redacted.remediation}`).not.toContain(one.trim())
      }),
    )
  })
})

describe('text', () => {
  test('loses credentials, keys and paths of the machine', () => {
    const text = `cannot read /home/runner/work/shop/shop/a.js: ${FAKES['Slack bot token']} ${privateKey()}`
    expect(redactor.text(text)).toBe('cannot read a.js: [redacted] [redacted]')
  })

  test('is itself when there is nothing to redact', () => {
    expect(redactor.text('nothing here')).toBe('nothing here')
  })
})
