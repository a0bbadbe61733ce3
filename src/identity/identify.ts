/**
 * What makes a finding the same finding in the next run: its rule, its path and all the evidence there is.
 * The scheme is versioned because changing it gives every finding a new Id.
 */
import type { Finding, Location } from '../finding.js'
import { digest } from './digest.js'
import { evidenceOf, FINGERPRINT_SCHEME, formerPieces, messageOf, type Piece, packagesUnderOtherNames, piecesOf } from './evidence.js'
import { type SourceHashes, shortDigest } from './source-hashes.js'
import type { Traits } from './traits.js'
import type { FingerprintSurvey } from './trust.js'

export interface Identity {
  /** 32 hexadecimal digits over rule, place and the best evidence. Equal for results that nothing but their line tells apart. */
  readonly fingerprint: string
  /** What matching goes by. */
  readonly traits: Traits
}

export interface IdentifyOptions {
  readonly survey: Pick<FingerprintSurvey, 'trusts'>
  readonly sources: SourceHashes
}

function placeOf(location: Location | undefined): string {
  return location?.path ?? location?.uri ?? ''
}

/** What a finding is stored with of its place; `''` for none. */
export function placeHash(location: Location | undefined): string {
  const place = placeOf(location)
  return place === '' ? '' : shortDigest(place)
}

/** Never uses a time, a run, a commit, a line number, an absolute path or a tool version. */
export function identify(finding: Finding, { survey, sources }: IdentifyOptions): Identity {
  const { path, writtenAs, startLine, logicalName } = finding.location ?? {}
  const { pieces, under } = compared(finding, sources)
  const { kind, value } = bestPiece(finding, pieces, survey)
  const ruleId = finding.rule.stableId ?? finding.rule.id
  const place = placeOf(finding.location)
  const renamed = [
    ...formerIds(finding).map((id) => under(id)),
    ...[...packagesUnderOtherNames(finding), ...formerPieces(finding)].map((piece) => under(ruleId, [piece])),
  ]
  return {
    fingerprint: digest(FINGERPRINT_SCHEME, ruleId, place, kind, value),
    traits: {
      place: placeHash(finding.location),
      path: place,
      written: writtenAs,
      outside: path === undefined && writtenAs !== undefined,
      ...under(ruleId),
      detail: shortDigest(messageOf(finding), logicalName ?? ''),
      surroundings: path !== undefined && startLine === undefined ? sources.file(path) : atLine(finding, sources.surroundings),
      startLine: startLine ?? 0,
      secret: finding.kind === 'secret',
      ...(renamed.length > 0 && { renamed }),
    },
  }
}

/** What a finding is compared by under an id of its rule, whichever that is. */
export function compared(finding: Finding, sources: Pick<SourceHashes, 'context' | 'text'>) {
  const pieces = piecesOf(finding, atLine(finding, sources.context))
  // Two packages of one manifest stand on one line of it: their line says nothing.
  const text = pieces.some(({ kind }) => kind === 'package') ? undefined : atLine(finding, sources.text)
  const under = (id: string, known = pieces) => ({
    evidence: evidenceOf(id, known),
    line: text === undefined ? undefined : shortDigest(id, text),
  })
  return { pieces, text, under }
}

function atLine({ location }: Finding, ask: (path: string, line: number) => string | undefined): string | undefined {
  const { path, startLine } = location ?? {}
  return path === undefined || startLine === undefined ? undefined : ask(path, startLine)
}

/** Before there were stable ids, findings were stored under the whole one. */
function formerIds({ rule: { id, stableId, aliases = [] } }: Finding): readonly string[] {
  return stableId === undefined ? aliases : [id, ...aliases]
}

/** What the Id is made of: packages, a fingerprint of the tool that can be trusted, the code, what the tool says. */
function bestPiece(finding: Finding, pieces: readonly Piece[], survey: Pick<FingerprintSurvey, 'trusts'>): Pick<Piece, 'kind' | 'value'> {
  const of = (wanted: Piece['kind']) => pieces.find(({ kind }) => kind === wanted)
  const trusted = finding.fingerprints.find(({ name }) => survey.trusts(name))
  const tool = trusted && { kind: 'tool' as const, value: `${trusted.name}\n${trusted.value}` }
  return of('package') ?? tool ?? of('context') ?? of('message') ?? { kind: 'message', value: '' }
}
