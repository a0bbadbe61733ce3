import { describe, expect, test } from '@jest/globals'
import { trufflehog } from '../../../src/reports/tools/trufflehog/format.js'
import { findingsOf, readingsOf, runsOf, type Sources } from '../native/read.js'

const FILE = { Filesystem: { file: 'settings.env', line: 2 } }

const leak = (data: object = FILE, more: object = {}) => ({
  SourceMetadata: { Data: data },
  DetectorName: 'Postgres',
  DetectorDescription: 'A connection string',
  Verified: false,
  Raw: 'postgres://shop:n0tr3al@db.invalid',
  RawV2: '',
  Redacted: 'postgres://shop:********@db.invalid',
  ExtraData: null,
  ...more,
})

const inCommit = (commit: string, line = 2) => ({
  Git: { commit, file: 'settings.env', line, email: 'shop-ci <shop-ci@shop.invalid>', timestamp: '2025-01-06 09:00:00 +0000' },
})

const only = (record: object, sources?: Sources) => findingsOf(trufflehog, [record], sources)[0]

describe('TruffleHog', () => {
  test('grades a secret that works as critical, any other one as high', () => {
    expect(only(leak(FILE, { Verified: true }))?.severity).toEqual({ label: 'CRITICAL', original: 'verified' })
    expect(only(leak())?.severity).toEqual({ label: 'HIGH', original: 'unverified' })
  })

  test('has the secret, also as it decodes from the Base64 of early versions, among the secrets only', () => {
    const raw = Buffer.from('postgres://shop:n0tr3al@db.invalid!!').toString('base64')
    const finding = only(leak(FILE, { Raw: raw, RawV2: `${raw} again` }))
    expect(finding?.secrets).toEqual(expect.arrayContaining([raw, `${raw} again`, 'postgres://shop:n0tr3al@db.invalid!!']))
    expect(JSON.stringify({ ...finding, secrets: [] })).not.toMatch(/n0tr3al|cG9zdGdy|\*{4}/)
  })

  test('tells nothing of what the provider says about the owner, but where to read on rotation', () => {
    const extra = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/shop', rotation_guide: 'https://howtorotate.com/aws' }
    const finding = only(leak(FILE, { ExtraData: extra }))
    expect(finding?.rule.helpUrl).toBe('https://howtorotate.com/aws')
    expect(JSON.stringify(finding)).not.toContain('111122223333')
  })

  test("names the user's own detectors, which all have one name, by their own", () => {
    const custom = leak(FILE, { DetectorName: 'CustomRegex', ExtraData: { name: 'shop-key' } })
    expect(only(custom)?.rule.id).toBe('shop-key')
    expect(only(leak(FILE, { DetectorName: 'CustomRegex' }))?.rule.id).toBe('CustomRegex')
  })

  test('places what it found in the history where it is now', () => {
    const source = `\n\n\nurl = postgres://shop:n0tr3al@db.invalid\n`
    expect(only(leak(inCommit('c0ffee')), { 'settings.env': source })).toMatchObject({
      location: { path: 'settings.env', startLine: 4 },
      fingerprints: [],
    })
  })

  test('tells what is gone from the file apart by its commit, without a line', () => {
    const [first, second] = findingsOf(trufflehog, [leak(inCommit('c0ffee')), leak(inCommit('decaf'))], { 'settings.env': '\n' })
    expect([first?.location, second?.location]).toEqual([{ path: 'settings.env' }, { path: 'settings.env' }])
    expect(first?.fingerprints).not.toEqual(second?.fingerprints)
  })

  test('counts one secret on one line once, however many commits have it', () => {
    const records = [leak(inCommit('c0ffee', 1)), leak(inCommit('decaf', 2)), leak(FILE)]
    const sources = { 'settings.env': `\npostgres://shop:n0tr3al@db.invalid\n` }
    expect(readingsOf(trufflehog, records, sources).map(({ verdict }) => verdict)).toEqual(['problem', 'duplicate', 'duplicate'])
  })

  test('gives the same readings when it is asked again', () => {
    const [run] = runsOf(trufflehog, [leak(), leak()])
    expect([...(run?.readings() ?? [])]).toEqual([...(run?.readings() ?? [])])
  })

  test.each([
    [
      'an image',
      { Docker: { image: 'shop/api', tag: '1.4.2', file: '/app/.env', layer: 'sha256:0' } },
      { uri: 'shop/api', logicalName: '/app/.env' },
    ],
    ['a bucket', { S3: { bucket: 'shop-backups', file: 'dump.sql', email: 'shop-ci' } }, { uri: 'shop-backups/dump.sql' }],
    [
      'an issue',
      { Github: { link: 'https://github.com/acme/shop/issues/7', username: 'shop-ci' } },
      { uri: 'https://github.com/acme/shop/issues/7' },
    ],
    ['nowhere', { Stdin: {} }, undefined],
  ])('knows the place of a secret in %s', (_, data, location) => {
    expect(only(leak(data))?.location).toEqual(location)
    expect(JSON.stringify(only(leak(data)))).not.toContain('shop-ci')
  })

  test('names the version of an image beside its place', () => {
    expect(only(leak({ Docker: { image: 'shop/api', tag: '1.4.2' } }))?.image).toBe('shop/api:1.4.2')
    expect(only(leak({ Docker: { image: 'shop/api', tag: `sha256:${'a'.repeat(64)}` } }))?.image).toBe(`shop/api@sha256:${'a'.repeat(64)}`)
  })

  test('knows log lines among the results, and that results may be missing after an error', () => {
    const log = (level: string) => ({ level, ts: '2025-01-06T09:00:00Z', logger: 'trufflehog', msg: 'cannot clone' })
    const [fine] = runsOf(trufflehog, [log('info-0'), leak()])
    expect([...(fine?.readings() ?? [])].map(({ verdict }) => verdict)).toEqual(['not-a-problem', 'problem'])
    expect(fine?.complete()).toBe(true)
    const [broken] = runsOf(trufflehog, [leak(), log('error')])
    expect([...(broken?.readings() ?? [])]).toHaveLength(2)
    expect(broken?.complete()).toBe(false)
  })

  test('cannot read an entry without a detector', () => {
    expect(readingsOf(trufflehog, [leak(), { SourceMetadata: {} }])).toMatchObject([
      { verdict: 'problem' },
      { verdict: 'unreadable', at: '[1]', problem: { message: 'The entry has no detector.' } },
    ])
  })
})
