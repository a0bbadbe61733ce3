/**
 * What makes a finding the same finding in the next run: its rule, its path and the best evidence there is.
 * The scheme is versioned because changing it gives every finding a new Id.
 */
import type { Finding } from '../finding.js'
import { digest } from './digest.js'
import { type SourceHashes, shortDigest } from './source-hashes.js'
import type { EvidenceKind, Traits } from './traits.js'
import type { FingerprintSurvey } from './trust.js'

export const FINGERPRINT_SCHEME = 'v1'

export interface Identity {
  /** 32 hexadecimal digits over rule, place and evidence. Equal for results that nothing but their line tells apart. */
  readonly fingerprint: string
  /** What matching goes by. */
  readonly traits: Traits
}

export interface IdentifyOptions {
  readonly survey: Pick<FingerprintSurvey, 'trusts'>
  readonly sources: SourceHashes
}

/**
 * Never uses a time, a run, a commit, a line number, an absolute path or a tool version.
 * A package comes before the tool's own fingerprint: tools hash the installed version into theirs, and an upgrade from one
 * vulnerable version to another leaves the same problem.
 */
export function identify(finding: Finding, { survey, sources }: IdentifyOptions): Identity {
  const { path, uri, startLine, logicalName } = finding.location ?? {}
  const ask = (hash: (path: string, line: number) => string | undefined) =>
    path === undefined || startLine === undefined ? undefined : hash(path, startLine)
  const { kind, value } = evidenceOf(finding, ask(sources.context), survey)
  const ruleId = finding.rule.id
  const place = path ?? uri ?? ''
  // Two packages of one manifest stand on one line of it: their line says nothing.
  const text = kind === 'package' ? undefined : ask(sources.text)
  const under = (id: string, told = value) => ({
    evidence: digest(FINGERPRINT_SCHEME, id, kind, told),
    line: text === undefined ? undefined : shortDigest(id, text),
  })
  const renamed = [
    ...(finding.rule.aliases ?? []).map((id) => under(id)),
    ...(kind === 'package' ? otherNames(finding).map((name) => under(ruleId, packageEvidence(finding, name))) : []),
  ]
  return {
    fingerprint: digest(FINGERPRINT_SCHEME, ruleId, place, kind, value),
    traits: {
      place: place === '' ? '' : shortDigest(place),
      path: place,
      ...under(ruleId),
      kind,
      detail: shortDigest(finding.message, logicalName ?? ''),
      surroundings: ask(sources.surroundings),
      startLine: startLine ?? 0,
      ...(renamed.length > 0 && { renamed }),
    },
  }
}

function evidenceOf(
  finding: Finding,
  context: string | undefined,
  survey: Pick<FingerprintSurvey, 'trusts'>,
): { kind: EvidenceKind; value: string } {
  const packages = packageEvidence(finding)
  if (packages !== undefined) return { kind: 'package', value: packages }
  const trusted = finding.fingerprints.find(({ name }) => survey.trusts(name))
  if (trusted !== undefined) return { kind: 'tool', value: `${trusted.name}\n${trusted.value}` }
  if (context !== undefined) return { kind: 'context', value: context }
  const logicalName = finding.location?.logicalName ?? ''
  return { kind: 'message', value: `${foldDigits(finding.message)}\n${logicalName}` }
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
function otherNames({ vulnerability, rule }: Finding): readonly string[] {
  if (vulnerability === undefined) return []
  return [vulnerability.id, ...vulnerability.related].filter((name) => name !== advisoryOf(rule.id, vulnerability))
}

/** Counts, sizes and line numbers in a message change while the problem stays. */
function foldDigits(message: string): string {
  return message.replace(/\d+/g, '0')
}
