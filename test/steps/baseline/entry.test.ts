import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { namespaced } from '../../../src/asff/product-fields.js'
import type { AwsSecurityFinding } from '../../../src/securityhub/port.js'
import { toEntry, toHeld } from '../../../src/steps/baseline/entry.js'
import { isEntry } from '../../../src/steps/baseline/entry-form.js'
import { toHeldFinding } from '../../../src/steps/compare/stored-finding.js'

const PREFIX = 'github.com/99/default/Scanner//'
const RUN = { workflowFile: '.github/workflows/security.yml', workflow: 'Security', job: 'scan', step: 'publish', runId: '7' }

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })

const stored = fc
  .record({
    id: hex(32),
    copy: fc.option(fc.nat(99)),
    path: fc.array(word.map((text) => text.replaceAll('/', '_'))),
    state: fc.constantFrom('ACTIVE' as const, 'ARCHIVED' as const),
    status: fc.constantFrom('NEW' as const, 'SUPPRESSED' as const, 'NOTIFIED' as const),
    evidence: fc.tuple(hex(8), hex(8), hex(16), hex(16)),
    hashes: fc.tuple(hex(16), hex(16), hex(32)),
    line: fc.oneof(fc.nat().map(String), word),
    title: word,
    job: fc.constantFrom('scan', 'other', ''),
  })
  .map(
    ({ id, copy, path, state, status, evidence, hashes, line, title, job }): AwsSecurityFinding =>
      ({
        Id: `${PREFIX}v1-${id}${copy === null ? '' : `.${copy}`}`,
        UpdatedAt: '2026-06-01T00:00:00.000Z',
        CreatedAt: '2026-05-01T00:00:00.000Z',
        Title: title,
        Description: title,
        RecordState: state,
        Workflow: { Status: status },
        FindingProviderFields: { Severity: { Label: 'HIGH' } },
        ProductFields: Object.fromEntries(
          Object.entries({
            path: path.join('/'),
            line,
            rule: title,
            job,
            'workflow-file': RUN.workflowFile,
            'run-id': '6',
            'run-number': line,
            'fingerprint-evidence': `tool:${evidence[0]}.${evidence[1]}.${evidence[2]} context:${evidence[3]}`,
            'fingerprint-place': hashes[0],
            'fingerprint-detail': hashes[1],
            content: hashes[2],
          }).map(([name, value]) => [namespaced(name), value]),
        ),
      }) as AwsSecurityFinding,
  )

describe('an entry of a baseline file', () => {
  test('is one again after it was written and read, and is matched by as the finding was', () => {
    fc.assert(
      fc.property(stored, (finding) => {
        const held = toHeldFinding(finding)
        const entry = held && toEntry(held, PREFIX)
        const read: unknown = JSON.parse(JSON.stringify(entry))
        if (held === undefined || entry === undefined || !isEntry(read)) throw new Error(`no entry: ${JSON.stringify(entry)}`)
        const again = toHeld(read, PREFIX, RUN)
        const { id, active, suppressed, evidence, place, detail, line, secret, content, createdAt, updatedAt, workflowFile } = held
        expect(again).toMatchObject({
          id,
          active,
          suppressed,
          evidence,
          place,
          detail,
          secret,
          content,
          createdAt,
          updatedAt,
          workflowFile,
        })
        expect(again.line).toBe(line)
        expect(again.job === 'scan').toBe(held.job === 'scan')
        expect(toEntry(again, PREFIX)).toEqual(entry)
      }),
    )
  })

  test('tells nothing of the finding’s texts', () => {
    const held = toHeldFinding({
      Id: `${PREFIX}v1-${'a'.repeat(32)}`,
      UpdatedAt: '2026-06-01T00:00:00.000Z',
      Title: 'marker-title',
      ProductFields: Object.fromEntries(
        ['path', 'rule', 'tool', 'job', 'workflow', 'workflow-file', 'step', 'branch', 'commit'].map((name) => [
          namespaced(name),
          `marker-${name}/marker`,
        ]),
      ),
    } as unknown as AwsSecurityFinding)
    expect(JSON.stringify(held && toEntry(held, PREFIX))).not.toContain('marker')
  })

  test('is none for a finding that was imported under another name of its tool', () => {
    const held = toHeldFinding({ Id: 'github.com/99/default/Scanner 6//v1-a', UpdatedAt: '2026-06-01T00:00:00Z' } as AwsSecurityFinding)
    expect(held && toEntry(held, PREFIX)).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['a text where a hash belongs', { place: '::error::x' }],
    ['a path in clear', { path: 'src/app.py' }],
    ['an Id of another analysis', { id: '../v1-a' }],
    ['a number that is none', { startLine: Number.POSITIVE_INFINITY }],
    ['a time that is none', { updated: 'yesterday' }],
    ['no flag', { open: 1 }],
    ['a severity of its own', { severity: 'SEVERE' }],
  ])('is not read with %s', (_what, change) => {
    const held = toHeldFinding({ Id: `${PREFIX}v1-a`, UpdatedAt: '2026-06-01T00:00:00Z' } as AwsSecurityFinding)
    const entry = held && toEntry(held, PREFIX)
    expect(isEntry(entry)).toBe(true)
    expect(isEntry({ ...entry, ...change })).toBe(false)
  })
})
