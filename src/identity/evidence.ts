/**
 * What a finding can be found again by, in pieces. Any piece that holds will do, so that a fingerprint that is trusted today and not tomorrow, a
 * checkout that was there and is not, or a report that changes its format cost nothing; which piece made the Id decides nothing later.
 */
import type { Finding } from '../finding.js'
import { digest } from './digest.js'

/** Where a piece of evidence comes from, best first. */
export const EVIDENCE_KINDS = ['package', 'tool', 'context', 'message', 'logical'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Hashes over the rule and one piece each, without the place. What is not known is absent. */
export interface Evidence {
  /** Advisory and packages. */
  readonly package?: string
  /** The tool's own fingerprints, best first. */
  readonly tool: readonly ToolEvidence[]
  /** The source line and what follows it. */
  readonly context?: string
  /** The message with its numbers folded, and the logical location. */
  readonly message?: string
  /** The logical location alone. */
  readonly logical?: string
}

export interface ToolEvidence {
  /** Hash of the fingerprint's name; `''` where it is not known any more. */
  readonly name: string
  /** Hash of the value alone, whatever the rule: shows whether a tool writes the same everywhere. `''` like the name. */
  readonly plain: string
  /** Hash over the rule and the value. */
  readonly value: string
}

/** Part of every hash, so that a change of the scheme cannot pass for an equal finding. */
export const FINGERPRINT_SCHEME = 'v1'

/** Compared only within one analysis: 64 bits are plenty. */
const HASH_DIGITS = 16
/** Told apart only among the few names, and the few values of one name, that an analysis has. */
const NAME_DIGITS = 8

/** Tools write one or two; of a hostile report's thousand the first are as good as any. */
const TOOL_FINGERPRINTS_KEPT = 3

/** A piece as it goes into a hash. */
export interface Piece {
  readonly kind: EvidenceKind
  readonly value: string
  /** The name of a tool's fingerprint. */
  readonly name?: string
}

/**
 * All there is, best first. A package comes before the tool's own fingerprint: tools hash the installed version into theirs, and an upgrade from
 * one vulnerable version to another leaves the same problem.
 *
 * @param context code scanning's hash of the line and what follows, when the source can be read
 */
export function piecesOf(finding: Finding, context: string | undefined): readonly Piece[] {
  const packages = packageEvidence(finding)
  const logicalName = finding.location?.logicalName ?? ''
  return [
    ...(packages === undefined ? [] : [{ kind: 'package' as const, value: packages }]),
    ...finding.fingerprints
      .slice(0, TOOL_FINGERPRINTS_KEPT)
      .map(({ name, value }) => ({ kind: 'tool' as const, name, value: `${name}\n${value}` })),
    ...(context === undefined ? [] : [{ kind: 'context' as const, value: context }]),
    messagePiece(messageOf(finding), logicalName),
    ...(logicalName === '' ? [] : [{ kind: 'logical' as const, value: logicalName }]),
  ]
}

function messagePiece(message: string, logicalName: string): Piece {
  return { kind: 'message', value: `${foldDigits(message)}\n${logicalName}` }
}

/** A finding that was stored under what its rule says, because its own message was not read. */
export function formerPieces({ formerly, location }: Finding): readonly Piece[] {
  return formerly === undefined ? [] : [messagePiece(formerly, location?.logicalName ?? '')]
}

/** As the tool wrote it: how much of a text is shown, and in which form, changes with time. */
export function messageOf({ message, written }: Finding): string {
  return written?.message ?? message
}

/**
 * Advisory and names of the packages. Not their purls: the same tool writes them in its own format and not in SARIF, and in newer versions
 * where older ones did not; the finding should stay the same through either. Not their versions: see above.
 */
function packageEvidence({ vulnerability, rule }: Finding, name = advisoryOf(rule.id, vulnerability)): string | undefined {
  if (vulnerability === undefined || vulnerability.packages.length === 0) return undefined
  const packages = vulnerability.packages.map((one) => `${one.name}\n${one.path ?? ''}`)
  return [name, ...packages.sort()].join('\n')
}

/** cargo-audit tells the advisory's other names in its own format alone, so the CVE cannot be what both forms go by. */
function advisoryOf(ruleId: string, vulnerability: Finding['vulnerability']): string {
  return ruleId.startsWith('RUSTSEC-') ? ruleId : (vulnerability?.id ?? '')
}

/** An advisory gets a better known name in time: then it stands in the report under that one. */
export function packagesUnderOtherNames(finding: Finding): readonly Piece[] {
  const { vulnerability, rule } = finding
  if (vulnerability === undefined) return []
  return [vulnerability.id, ...vulnerability.related]
    .filter((name) => name !== advisoryOf(rule.id, vulnerability))
    .map((name) => packageEvidence(finding, name))
    .flatMap((value) => (value === undefined ? [] : [{ kind: 'package' as const, value }]))
}

/** Counts, sizes and line numbers in a message change while the problem stays. */
function foldDigits(message: string): string {
  return message.replace(/\d+/g, '0')
}

export function evidenceOf(ruleId: string, pieces: readonly Piece[]): Evidence {
  const tool: ToolEvidence[] = []
  const evidence: { -readonly [Kind in keyof Evidence]: Evidence[Kind] } = { tool }
  for (const { kind, value, name = '' } of pieces) {
    const hash = digest(FINGERPRINT_SCHEME, ruleId, kind, value).slice(0, HASH_DIGITS)
    if (kind === 'tool') tool.push({ name: shortName(name), plain: shortName(value), value: hash })
    else evidence[kind] = hash
  }
  return evidence
}

function shortName(text: string): string {
  return digest(text).slice(0, NAME_DIGITS)
}

/**
 * The best piece by which two findings are one, `undefined` when none holds. Message and logical location only stand in for the code: they
 * say nothing where the code of both is known, by hash or by the tool's fingerprint, and differs.
 */
export function agreement(a: Evidence, b: Evidence): EvidenceKind | undefined {
  if (a.package !== undefined && b.package !== undefined) return a.package === b.package ? 'package' : undefined
  const tool = sameTool(a.tool, b.tool)
  if (tool) return 'tool'
  if (same(a.context, b.context)) return 'context'
  if (tool === false || (a.context !== undefined && b.context !== undefined)) return undefined
  if (same(a.message, b.message)) return 'message'
  return same(a.logical, b.logical) ? 'logical' : undefined
}

/** Two packages on one line of a manifest are two, whatever else is equal. */
export function contradicts(a: Evidence, b: Evidence): boolean {
  return a.package !== undefined && b.package !== undefined && a.package !== b.package
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b
}

/** By the first name that both have; `undefined` when there is none. A value whose name is not known can only agree. */
function sameTool(a: readonly ToolEvidence[], b: readonly ToolEvidence[]): boolean | undefined {
  for (const one of a) {
    const other = b.find(({ name }) => name === one.name)
    if (other !== undefined) return one.value === other.value
  }
  const nameless = (one: ToolEvidence, others: readonly ToolEvidence[]) =>
    one.name === '' && others.some(({ value }) => value === one.value)
  return a.some((one) => nameless(one, b)) || b.some((one) => nameless(one, a)) ? true : undefined
}

/** The pieces as keys that findings can be grouped by, best first; equal keys are equal evidence. */
export function keysOf(evidence: Evidence): readonly string[] {
  return EVIDENCE_KINDS.flatMap((kind) => keysOfKind(evidence, kind))
}

export function keysOfKind(evidence: Evidence, kind: EvidenceKind): readonly string[] {
  if (kind === 'tool') return evidence.tool.map(({ value }) => value)
  const value = evidence[kind]
  return value === undefined ? [] : [value]
}

/** Evidence that is not only what the tool says: the code, the tool's fingerprint, the package. */
export function codeKeysOf(evidence: Evidence): readonly string[] {
  return (['package', 'tool', 'context'] as const).flatMap((kind) => keysOfKind(evidence, kind))
}

/** The best piece; `''` for a finding of which nothing is known. */
export function bestKeyOf(evidence: Evidence): string {
  return evidence.package ?? evidence.tool[0]?.value ?? evidence.context ?? evidence.message ?? evidence.logical ?? ''
}

/** @returns words without blanks inside: `package:<hash>`, `tool:<name>.<plain>.<hash>`, … */
export function formatEvidence(evidence: Evidence): string {
  return EVIDENCE_KINDS.flatMap((kind) =>
    kind === 'tool'
      ? evidence.tool.map(({ name, plain, value }) => `tool:${name}.${plain}.${value}`)
      : keysOfKind(evidence, kind).map((hash) => `${kind}:${hash}`),
  ).join(' ')
}

const WORD = /^(package|tool|context|message|logical):(?:([0-9a-f]{8})\.([0-9a-f]{8})\.)?([0-9a-f]{16})$/
/** Before there were several pieces the best one stood alone, and its kind in a field of its own. */
const LONE_HASH = /^[0-9a-f]{32}$/

/** Reads what `formatEvidence` wrote, or what earlier versions did. What is neither is left out. */
export function parseEvidence(text: string | undefined, loneKind: string | undefined): Evidence {
  if (text !== undefined && LONE_HASH.test(text)) return loneEvidence(text.slice(0, HASH_DIGITS), loneKind)
  const tool: ToolEvidence[] = []
  const evidence: { -readonly [Kind in keyof Evidence]: Evidence[Kind] } = { tool }
  for (const word of text?.split(' ') ?? []) {
    const [, kind, name = '', plain = '', hash = ''] = WORD.exec(word) ?? []
    if (kind === 'tool') tool.push({ name, plain, value: hash })
    else if (kind !== undefined) evidence[kind as Exclude<EvidenceKind, 'tool'>] = hash
  }
  return evidence
}

function loneEvidence(hash: string, kind: string | undefined): Evidence {
  const known = EVIDENCE_KINDS.find((one) => one === kind)
  if (known === undefined) return { tool: [] }
  return known === 'tool' ? { tool: [{ name: '', plain: '', value: hash }] } : { tool: [], [known]: hash }
}
