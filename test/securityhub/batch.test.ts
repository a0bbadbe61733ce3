import { describe, expect, test } from '@jest/globals'
import { createBatcher, MAX_BATCH_BYTES, MAX_BATCH_FINDINGS } from '../../src/securityhub/batch.js'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { sampleFinding, sampleFindings } from './sample.js'

type Limits = { readonly findings: number; readonly bytes: number }

function batchesOf(findings: readonly AwsSecurityFinding[], limits: Limits): readonly (readonly AwsSecurityFinding[])[] {
  const batcher = createBatcher(limits)
  const full = findings.map((finding) => batcher.add(finding))
  return [...full, batcher.rest()].filter((batch) => batch !== undefined)
}

function requestBytes(batch: readonly AwsSecurityFinding[]): number {
  return Buffer.byteLength(JSON.stringify({ Findings: batch }))
}

/** The smallest finding that the types allow. */
const NOTHING: AwsSecurityFinding = {
  SchemaVersion: undefined,
  Id: undefined,
  ProductArn: undefined,
  GeneratorId: undefined,
  AwsAccountId: undefined,
  CreatedAt: undefined,
  UpdatedAt: undefined,
  Title: undefined,
  Description: undefined,
  Resources: undefined,
}

describe('createBatcher', () => {
  test('puts at most 100 findings into a batch', () => {
    const batches = batchesOf(sampleFindings(250), { findings: MAX_BATCH_FINDINGS, bytes: MAX_BATCH_BYTES })
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 50])
  })

  test('makes no batch of nothing', () => {
    expect(batchesOf([], { findings: 100, bytes: 1_000 })).toEqual([])
  })

  test('keeps a request below the byte limit, counting UTF-8 bytes and not characters', () => {
    const findings = sampleFindings(60).map((finding) => ({ ...finding, Description: '€'.repeat(1_000) }))
    const batches = batchesOf(findings, { findings: 100, bytes: 20_000 })
    expect(batches.length).toBeGreaterThan(5)
    expect(Math.max(...batches.map(requestBytes))).toBeLessThanOrEqual(20_000)
  })

  test.each([150, 199, 200, 201, 1000])(
    'keeps a request of many small findings within %d bytes, the commas between them included',
    (bytes) => {
      const batches = batchesOf(
        Array.from({ length: 200 }, (_, n): AwsSecurityFinding => ({ ...NOTHING, Id: `${n}` })),
        { findings: 100, bytes },
      )
      expect(batches.length).toBeGreaterThan(1)
      expect(Math.max(...batches.map(requestBytes))).toBeLessThanOrEqual(bytes)
    },
  )

  test('sends a finding that no batch can hold by itself', () => {
    const large = sampleFinding('large', { Description: 'x'.repeat(5_000) })
    const batches = batchesOf([sampleFinding('a'), large, sampleFinding('b')], { findings: 100, bytes: 2_000 })
    expect(batches.map((batch) => batch.map(({ Id }) => Id))).toEqual([['a'], ['large'], ['b']])
  })

  test('loses nothing, changes no order and fills batches, whatever the sizes', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const limits = { findings: 1 + (seed % 7), bytes: 1_500 + seed * 40 }
      const findings = Array.from({ length: 40 }, (_, index) =>
        sampleFinding(`${seed}/${index}`, { Description: 'é'.repeat((seed * 7919 + index * 104_729) % 700) }),
      )
      const batches = batchesOf(findings, limits)
      expect(batches.flat()).toEqual(findings)
      for (const [index, batch] of batches.entries()) {
        expect(batch.length).toBeLessThanOrEqual(limits.findings)
        if (batch.length > 1) expect(requestBytes(batch)).toBeLessThanOrEqual(limits.bytes)
        const first = batches[index + 1]?.[0]
        if (first === undefined) continue
        const hadRoom = batch.length < limits.findings && requestBytes([...batch, first]) < limits.bytes - 1
        expect(hadRoom).toBe(false)
      }
    }
  })
})
