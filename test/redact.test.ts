import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Finding, Reading, ReportRun } from '../src/finding.js'
import { LONGEST_TEXT } from '../src/longest-text.js'
import { createRedactor } from '../src/redact.js'
import { aFinding, aRule, aVulnerability } from './asff/factories.js'
import { FAKES, mixed, privateKey } from './redact/fakes.js'

const redactor = createRedactor({ roots: ['/home/runner/work/shop/shop'] })
const SECRET = `s3cret-${mixed(20)}`

const everyText = <const K extends string>(keys: readonly K[], text: string) =>
  Object.fromEntries(keys.map((key) => [key, text])) as Record<K, string>

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

  test('loses a well-known credential in every text that it has', () => {
    const [token = ''] = [FAKES['GitHub personal token']]
    const text = `see ${token}`
    const link = `https://x.test/${token}`
    const place = { path: token, startLine: 1, endLine: 1, startColumn: 1, endColumn: 2, logicalName: text, uri: text, resourceType: text }
    const full: Required<Finding> = {
      kind: 'vulnerability',
      rule: { id: token, name: text, title: text, description: text, help: text, helpUrl: link, tags: ['', text], aliases: [] },
      severity: { label: 'HIGH', original: text },
      message: text,
      title: text,
      location: { ...place, writtenAs: 'hash' },
      otherLocations: [{}, { ...place, writtenAs: 'hash' }],
      cwes: ['CWE-79'],
      vulnerability: {
        id: token,
        related: ['', token],
        packages: [
          { name: '' },
          everyText(['name', 'version', 'purl', 'manager', 'architecture', 'epoch', 'release', 'path', 'fixedVersion'], token),
        ],
        cvss: [{}, { ...everyText(['version', 'vector', 'source'], token), score: 1 }],
        epss: 0.5,
        exploitAvailable: true,
        vendor: everyText(['name', 'severity', 'url', 'createdAt', 'updatedAt'], token),
        urls: ['', link],
      },
      malware: true,
      remediation: text,
      confidence: 1,
      fingerprints: [
        { name: '', value: '' },
        { name: token, value: token },
      ],
      firstSeen: token,
      requirements: ['', text],
      image: text,
      layer: token,
      baseImage: text,
      secrets: [],
      quoted: [text],
      written: { message: text, secrets: [] },
      formerly: text,
    }
    const { quoted: _, ...told } = full
    const left = JSON.stringify(redactor.finding(full))
    expect(left.split('[redacted]')).toHaveLength(JSON.stringify(told).split(token).length)
    expect(left).not.toContain(token)
  })

  test('loses a private key also where names stand', () => {
    const fingerprints = [{ name: 'snippet', value: privateKey() }]
    expect(redactor.finding(aFinding({ fingerprints, rule: aRule({ id: privateKey() }) }))).toMatchObject({
      fingerprints: [{ name: 'snippet', value: '[redacted]' }],
      rule: { id: '[redacted]' },
    })
  })

  test('of which only the beginning of a very long secret is known says nothing, for it may quote the end', () => {
    const rule = aRule({ title: 'Key', help: `not ${FAKES['GitHub personal token']}` })
    const redacted = redactor.finding(
      aFinding({ rule, message: 'ends with abc', remediation: 'x', secrets: ['k'.repeat(LONGEST_TEXT + 1)] }),
    )
    expect(redacted).toMatchObject({ message: '[redacted]', remediation: '[redacted]', rule: { title: 'Key', help: 'not [redacted]' } })
    expect(redactor.finding(aFinding({ message: 'ends with abc', secrets: ['k'.repeat(LONGEST_TEXT)] })).message).toBe('ends with abc')
  })

  test('keeps the name of its file where a short secret is part of it by chance', () => {
    const redacted = redactor.finding(aFinding({ message: 'hunter2!x', location: { path: 'src/xhunter2!x.py' }, secrets: ['hunter2!'] }))
    expect(redacted).toMatchObject({ message: '[redacted]x', location: { path: 'src/xhunter2!x.py' } })
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

describe('a run', () => {
  const [token = ''] = [FAKES['GitHub personal token']]
  const problem = { code: 'log-failed', message: `cannot read ${token}`, at: `runs[0].${token}` } as const
  const readings: readonly Reading[] = [
    { verdict: 'unreadable', at: token, problem },
    { verdict: 'not-a-problem', at: token },
    { verdict: 'problem', at: token, finding: aFinding({ message: token }) },
  ]
  const run: Required<ReportRun> = {
    tool: { name: token, version: token, vendor: token },
    category: token,
    complete: () => true,
    problems: () => [problem],
    partlyScanned: [`src/${token}`],
    partlyScannedPackages: [token],
    skippedRules: [token],
    readings: () => readings,
  }

  test('loses credentials in whatever it says of its tool, of its results and of itself', () => {
    const redacted = redactor.run(run)
    const all = JSON.stringify([redacted, redacted.problems(), [...redacted.readings()]])
    expect(all).not.toContain(token)
    expect(all.split('[redacted]')).toHaveLength(JSON.stringify([run, run.problems(), readings]).split(token).length)
  })

  test('calls a package that was not audited as its findings do', () => {
    const vulnerability = aVulnerability({ packages: [{ name: token }] })
    const found = redactor.finding(aFinding({ kind: 'vulnerability', vulnerability }))
    expect(redactor.run(run).partlyScannedPackages).toEqual(found.vulnerability?.packages.map(({ name }) => name))
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
