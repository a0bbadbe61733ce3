import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { agreement, type Evidence, evidenceOf, formatEvidence, parseEvidence, piecesOf } from '../../src/identity/evidence.js'

const hash = (digit: string) => digit.repeat(16)
const tool = (value: string, name = '11111111') => ({ name, plain: value.repeat(8), value: hash(value) })
const evidence = (over: Partial<Evidence> = {}): Evidence => ({ tool: [], ...over })

describe('two findings agree by', () => {
  test.each<[string, Evidence, Evidence, ReturnType<typeof agreement>]>([
    ['the package', evidence({ package: hash('a') }), evidence({ package: hash('a'), message: hash('b') }), 'package'],
    [
      'nothing, when the packages differ',
      evidence({ package: hash('a'), context: hash('c') }),
      evidence({ package: hash('b'), context: hash('c') }),
      undefined,
    ],
    [
      'the tool’s fingerprint although the code differs',
      evidence({ tool: [tool('a')], context: hash('c') }),
      evidence({ tool: [tool('a')], context: hash('d') }),
      'tool',
    ],
    [
      'the code although the tool’s fingerprint differs',
      evidence({ tool: [tool('a')], context: hash('c') }),
      evidence({ tool: [tool('b')], context: hash('c') }),
      'context',
    ],
    [
      'the message where one side has no code',
      evidence({ context: hash('c'), message: hash('m') }),
      evidence({ message: hash('m') }),
      'message',
    ],
    [
      'nothing, when the code differs, whatever is said',
      evidence({ context: hash('c'), message: hash('m') }),
      evidence({ context: hash('d'), message: hash('m') }),
      undefined,
    ],
    [
      'nothing, when the fingerprints differ and there is no code',
      evidence({ tool: [tool('a')], message: hash('m') }),
      evidence({ tool: [tool('b')], message: hash('m') }),
      undefined,
    ],
    [
      'the message where the fingerprints have other names',
      evidence({ tool: [tool('a')], message: hash('m') }),
      evidence({ tool: [tool('b', '22222222')], message: hash('m') }),
      'message',
    ],
    [
      'the logical location at last',
      evidence({ message: hash('m'), logical: hash('l') }),
      evidence({ message: hash('n'), logical: hash('l') }),
      'logical',
    ],
    [
      'a fingerprint whose name is forgotten',
      evidence({ tool: [tool('a', '')] }),
      evidence({ tool: [tool('b'), tool('a', '22222222')] }),
      'tool',
    ],
    [
      'the message when a forgotten name does not help',
      evidence({ tool: [tool('a', '')], message: hash('m') }),
      evidence({ tool: [tool('b')], message: hash('m') }),
      'message',
    ],
    ['nothing, when nothing is known', evidence(), evidence(), undefined],
  ])('%s', (_name, a, b, kind) => {
    expect(agreement(a, b)).toBe(kind)
    expect(agreement(b, a)).toBe(kind)
  })
})

const finding: Finding = {
  kind: 'code',
  rule: { id: 'r', tags: [] },
  severity: { label: 'HIGH', original: 'error' },
  message: 'Message 12',
  location: { path: 'a', logicalName: 'f' },
  otherLocations: [],
  cwes: [],
  fingerprints: [
    { name: 'one', value: '1' },
    { name: 'two', value: '2' },
  ],
  requirements: [],
  secrets: [],
}

test('what is written can be read', () => {
  const all = evidenceOf('r', piecesOf(finding, 'context'))
  expect(all.tool).toHaveLength(2)
  expect(parseEvidence(formatEvidence(all), undefined)).toEqual(all)
})

test.each([
  ['tool', evidenceOf('r', piecesOf({ ...finding, fingerprints: finding.fingerprints.slice(0, 1) }, undefined)).tool[0]?.value],
  ['context', evidenceOf('r', piecesOf(finding, 'context')).context],
  ['message', evidenceOf('r', piecesOf(finding, undefined)).message],
] as const)('a lone hash of kind %s, as it used to be stored, is still the same evidence', (kind, value) => {
  const old = `${value}${'0'.repeat(16)}`
  const read = parseEvidence(old, kind)
  expect(kind === 'tool' ? read.tool[0]?.value : read[kind]).toBe(value)
})

test.each([undefined, '', 'nonsense', 'tool:x', 'context:xyz', 'a'.repeat(32)])('nothing is read out of %j', (text) => {
  expect(parseEvidence(text, undefined)).toEqual({ tool: [] })
})
