import { describe, expect, test } from '@jest/globals'
import type { Match } from '../../../src/identity/match.js'
import type { Traits } from '../../../src/identity/traits.js'
import type { Comparable, Standing } from '../../../src/steps/compare/candidates.js'
import { withOwnFindings } from '../../../src/steps/compare/own-findings.js'
import { type StoredFinding, toHeldFinding } from '../../../src/steps/compare/stored-finding.js'
import { sampleFinding } from '../../securityhub/sample.js'

const TRAITS: Traits = {
  place: 'place-a',
  path: 'src/a.ts',
  written: undefined,
  outside: false,
  evidence: { tool: [], message: 'm', context: 'c' },
  line: undefined,
  detail: '',
  surroundings: undefined,
  startLine: 1,
  secret: false,
}

function stored(id: string, active: boolean): StoredFinding {
  const held = toHeldFinding(sampleFinding(id, { RecordState: active ? 'ACTIVE' : 'ARCHIVED' }))
  if (held === undefined) throw new Error('a sample has an Id')
  return held
}

function match(
  id: string,
  standing: Standing,
  found: StoredFinding | undefined,
  traits: Partial<Traits> = {},
): Match<Comparable, StoredFinding> {
  return { current: { ...TRAITS, ...traits, id, index: 0, standing }, id: found?.id ?? id, stored: found, moved: false }
}

type Matches = readonly Match<Comparable, StoredFinding>[]
const idsOf = (...matches: Matches) => withOwnFindings(matches).map(({ stored: one }) => one?.id)

/** Of two equal results the accepted one was given what is stored of the open one. */
describe('what is stored of an open finding goes back to it', () => {
  const open = (found?: StoredFinding, traits?: Partial<Traits>) => match('own', 'open', found, traits)

  test.each<Standing>(['suppressed', 'below-minimum'])('from an equal one that is %s', (standing) => {
    expect(idsOf(match('other', standing, stored('own', true)), open())).toEqual([undefined, 'own'])
    expect(idsOf(match('other', standing, stored('own', true)), open(stored('old', false)))).toEqual(['old', 'own'])
  })

  test.each<[string, Matches, readonly (string | undefined)[]]>([
    ['another open one', [match('other', 'open', stored('own', true)), open()], ['own', undefined]],
    ['one that holds an archived one', [match('other', 'suppressed', stored('own', false)), open()], ['own', undefined]],
    ['one in another file', [match('other', 'suppressed', stored('own', true), { place: 'place-b' }), open()], ['own', undefined]],
    [
      'one of other code',
      [match('other', 'suppressed', stored('own', true), { evidence: { tool: [], context: 'd' } }), open()],
      ['own', undefined],
    ],
    ['one that holds what is stored of a third', [match('other', 'suppressed', stored('third', true)), open()], ['third', undefined]],
  ])('not from %s', (_whom: string, matches: Matches, ids: readonly (string | undefined)[]) => {
    expect(idsOf(...matches)).toEqual(ids)
  })

  test('not where it has an open one itself, and not to one that is not open', () => {
    expect(idsOf(match('other', 'suppressed', stored('own', true)), open(stored('its', true)))).toEqual(['own', 'its'])
    expect(idsOf(match('other', 'suppressed', stored('own', true)), match('own', 'below-minimum', undefined))).toEqual(['own', undefined])
  })
})
