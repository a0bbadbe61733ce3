/**
 * What makes a finding the same finding in the next run: its rule, its path and the best evidence there is.
 * The scheme is versioned because changing it gives every finding a new Id.
 */
import type { Finding } from '../finding.js'
import { digest } from './digest.js'
import type { SourceHashes } from './source-hashes.js'
import type { FingerprintSurvey } from './trust.js'

export const FINGERPRINT_SCHEME = 'v1'

/** Where the evidence came from, best first. */
export type EvidenceKind = 'package' | 'tool' | 'context' | 'message'

export interface Identity {
  /** 32 hexadecimal digits over rule, path and evidence. Equal for results that nothing but their place tells apart. */
  readonly fingerprint: string
  readonly kind: EvidenceKind
  /** 32 hexadecimal digits over rule and evidence without the path: finds a finding again whose file was moved. */
  readonly evidence: string
  /** Code scanning's hash of the source line, when the source is there. */
  readonly context: string | undefined
  /** Hash of the source line alone. */
  readonly line: string | undefined
  /** Hash of the lines in front of it. */
  readonly before: string | undefined
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
  const path = finding.location?.path
  const startLine = finding.location?.startLine
  const ask = (hash: (path: string, line: number) => string | undefined) =>
    path === undefined || startLine === undefined ? undefined : hash(path, startLine)
  const context = ask(sources.context)
  const { kind, value } = evidenceOf(finding, context, survey)
  const ruleId = finding.rule.id
  return {
    fingerprint: digest(FINGERPRINT_SCHEME, ruleId, path ?? finding.location?.uri ?? '', kind, value),
    kind,
    evidence: digest(FINGERPRINT_SCHEME, ruleId, kind, value),
    context,
    line: ask(sources.line),
    before: ask(sources.before),
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

/** Advisory and packages without their versions. */
function packageEvidence({ vulnerability }: Finding): string | undefined {
  if (vulnerability === undefined || vulnerability.packages.length === 0) return undefined
  const packages = vulnerability.packages.map(({ name, purl, manager, path }) => {
    const coordinates = purl === undefined ? `${manager ?? ''}\n${name}` : versionlessPurl(purl)
    return `${coordinates}\n${path ?? ''}`
  })
  return [vulnerability.id, ...packages.sort()].join('\n')
}

/** A purl is `pkg:type/namespace/name@version?qualifiers#subpath`; an `@` in a name is percent-encoded, so the last one starts the version. */
function versionlessPurl(purl: string): string {
  const bare = purl.replace(/[?#].*$/s, '')
  const at = bare.lastIndexOf('@')
  return at > bare.lastIndexOf('/') ? bare.slice(0, at) : bare
}

/** Counts, sizes and line numbers in a message change while the problem stays. */
function foldDigits(message: string): string {
  return message.replace(/\d+/g, '0')
}
