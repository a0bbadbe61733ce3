/**
 * What a run came to: plain values, composed in steps/result/ and read by output/.
 * The wording and the cutting belong to output/; nothing here is shown as it is.
 */
import type { ErrorCode } from './errors.js'
import type { Problem, Severity } from './finding.js'

/** What the names of our own ProductFields start with, before a slash: a finding that has one was written by this action. */
export const PRODUCT_FIELD_NAMESPACE = 'publish-to-security-hub'

export const OUTCOMES = ['imported', 'partial', 'failed', 'compared', 'dry-run', 'superseded', 'nothing'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** One open finding as people see it. All text is the scanner's and already free of secrets; it is not yet harmless for Markdown or commands. */
export interface FindingView {
  readonly id: string
  readonly severity: Severity
  /** The tool's own word for the severity. */
  readonly originalSeverity: string
  readonly title: string
  readonly message: string
  readonly tool: string
  readonly ruleId: string
  readonly helpUrl?: string
  /** What to do about it, as Security Hub is told. */
  readonly remediation?: string
  /** Where that is told in full, when it is not `helpUrl`. */
  readonly remediationUrl?: string
  readonly path?: string
  /** The path is a file of the checkout, so a run can annotate it. */
  readonly fileExists: boolean
  readonly startLine?: number
  readonly endLine?: number
  readonly startColumn?: number
  /** Exclusive. */
  readonly endColumn?: number
  /** Where it is when it is no file of the repository. */
  readonly place?: string
  /** Permalink to the line at the scanned commit. */
  readonly sourceUrl?: string
  /** Against what Security Hub held; `unknown` when nothing is known of earlier runs. */
  readonly state: FindingState
  /** An analyst suppressed it in Security Hub. */
  readonly dismissed: boolean
  /** What the analyst noted. */
  readonly note?: { readonly text: string; readonly by: string }
  /** Tools that report the same problem, this one among them, each with its grade, the most severe first; absent where it is the only one. */
  readonly reporters?: readonly Reporter[]
  /** The most severe grade of those that are new or came back, where the problem was known before by another tool. */
  readonly freshSeverity?: Severity
  /** Another finding of the same problem stands for it wherever people look. */
  readonly standsBehind?: boolean
  /** Of its file, by CODEOWNERS. */
  readonly owners?: string
}

/** A tool that reports a problem, and how severe it says that it is. */
export interface Reporter {
  readonly tool: string
  readonly severity: Severity
}

export type FindingState = 'new' | 'unchanged' | 'reopened' | 'moved' | 'unknown'

/** A finding that Security Hub held as open and that this run archived. */
export interface FixedView {
  readonly severity: Severity
  readonly title: string
  readonly path?: string
  /** Another tool still reports the same problem. */
  readonly stillOpen?: boolean
  /** Archived because the tool's user suppressed the result, not because the problem is gone. */
  readonly suppressed: boolean
}

/** The findings that tripped a gate: each counts once, whichever gate it tripped. */
export interface GateCatch {
  readonly count: number
  /** The inputs that tripped, as in `fail-on-new: high`. */
  readonly settings: readonly string[]
  /** Most severe first; a bounded selection of `count`. */
  readonly findings: readonly FindingView[]
}

export interface ReportResult {
  readonly path: string
  readonly format: string
  readonly tool: string
  readonly toolVersion: string
  readonly category: string
  readonly results: number
  readonly complete: boolean
  readonly problems: readonly Problem[]
}

/** `results` is the sum of the other six, always. */
export interface Accounting {
  readonly results: number
  readonly notProblems: number
  readonly suppressed: number
  readonly belowMinimum: number
  readonly duplicates: number
  readonly unreadable: number
  readonly findings: number
}

/** Why findings that this run did not see were left open. */
export const KEPT_REASONS = [
  'incomplete-report',
  'unreadable-report',
  'lookup-failed',
  'lookup-not-allowed',
  'import-failed',
  'superseded',
  'not-a-branch-push',
  'archive-fixed-off',
  'below-minimum',
  'same-run',
  'another-job',
  'another-workflow',
  'file-partly-scanned',
  'package-partly-scanned',
  'not-evaluated',
] as const
export type KeptReason = (typeof KEPT_REASONS)[number]

export interface Lifecycle {
  /** Whether it is known what Security Hub held before. When false the counts below are zero. */
  readonly known: boolean
  /** Why it is not known: a sentence. */
  readonly unknownBecause?: string
  readonly new: number
  readonly reopened: number
  readonly unchanged: number
  /** Of the unchanged, those that were sent: what Security Hub has of them differs from what the report says, or was sent too long ago. */
  readonly unchangedSent: number
  readonly moved: number
  readonly dismissed: number
  readonly fixed: number
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
}

export interface ImportCounts {
  readonly requests: number
  readonly imported: number
  /** Open findings that need not be sent. With what was imported and what failed they are all that are open. */
  readonly notSent: number
  /** Of these, what is of analyses that a newer run has already reported: it need not be in Security Hub. */
  readonly overtaken?: number
  readonly failed: number
  readonly throttled: number
  readonly retried: number
}

/** One step that closes several problems: a package in one manifest or image, and the version to go to. */
export interface Upgrade {
  readonly package: string
  /** Its ecosystem or package manager, as far as it is known. */
  readonly manager?: string
  /** Installed versions, oldest first. */
  readonly from: readonly string[]
  /** The lowest version that fixes all of them. `>1.1.0` where only the last vulnerable version is known. */
  readonly to: string
  /** Vulnerabilities that it fixes, each once, however many tools tell of it. */
  readonly fixes: number
  /** The worst of them. */
  readonly severity: Severity
  readonly manifest?: string
  readonly image?: string
}

/**
 * What upgrades there are over all open findings that nobody has dismissed. A vulnerability counts once in each package of each manifest or image,
 * however many tools tell of it; it is in exactly one of `covered`, `withoutFix` and `undecided`.
 */
export interface Upgrades {
  /** Most fixes first, then the worst; a bounded selection of `count`. */
  readonly list: readonly Upgrade[]
  readonly count: number
  /** Vulnerabilities that the upgrades fix, those that are not listed included. */
  readonly covered: number
  readonly withoutFix: number
  /** Vulnerabilities with a fix that cannot be compared with what is installed. */
  readonly undecided: number
  /** Packages of which no vulnerability has a fix. */
  readonly packagesWithoutFix: number
  /** Findings about malware, which no upgrade undoes. */
  readonly malware: number
  /** Findings beyond what is kept in memory. */
  readonly notLookedAt: number
}

/** A finding that Security Hub refused or that could not be sent. */
export interface Failure {
  readonly id: string
  readonly code: string
  readonly message: string
  readonly title?: string
}

/** An error of the run, told to the user with what to do about it. */
export interface RunError {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
}

export interface TargetResult {
  readonly accountId: string
  readonly region: string
  readonly partition: string
  readonly productArn: string
}

export interface RepositoryResult {
  readonly name: string
  readonly id: string
  readonly branch: string
  readonly defaultBranch: boolean
  readonly sha: string
}

/** Open findings with each problem once, however many tools report it. */
export interface ProblemCounts extends Readonly<Record<FindingState | 'dismissed', number>> {
  /** Findings behind which another one of the same problem stands. None where no two tools found the same. */
  readonly behind: number
  readonly severityCounts: Readonly<Record<Severity, number>>
  /** Of the new and the reopened that nobody dismissed. */
  readonly freshSeverityCounts: Readonly<Record<Severity, number>>
}

export interface FixedProblems {
  /** That nothing else is reported of. */
  readonly gone: number
  /** Of these, as far as it is known. */
  readonly severityCounts: Readonly<Record<Severity, number>>
  /** That another tool still reports. */
  readonly stillOpen: number
}

export interface RunResult {
  readonly outcome: Outcome
  readonly target: TargetResult
  readonly repository: RepositoryResult
  readonly reports: readonly ReportResult[]
  readonly accounting: Accounting
  readonly severityCounts: Readonly<Record<Severity, number>>
  /** Open findings by tool name, then by severity. */
  readonly toolCounts: readonly { readonly tool: string; readonly counts: Readonly<Record<Severity, number>> }[]
  readonly problems: ProblemCounts
  /** What was archived, or would be, each problem once. */
  readonly fixedProblems: FixedProblems
  /** Of a comparison: what the default branch has open by the same tools, each problem once. */
  readonly baseSeverityCounts?: Readonly<Record<Severity, number>>
  /** Tools of which a report is incomplete: what Security Hub holds of them as open, each problem once. */
  readonly incompleteTools: readonly { readonly tool: string; readonly held: Readonly<Record<Severity, number>> }[]
  readonly lifecycle: Lifecycle
  readonly import: ImportCounts
  readonly failures: readonly Failure[]
  readonly errors: readonly RunError[]
  /** Things worth knowing that do not fail the run. */
  readonly notices: readonly string[]
  /** Things to act on that do not fail the run either. */
  readonly warnings?: readonly string[]
  /** The most severe open problems, most severe first; a bounded selection. */
  readonly top: readonly FindingView[]
  /** The most severe of the new and the reopened, most severe first; a bounded selection of `freshCount`. */
  readonly fresh: readonly FindingView[]
  readonly freshCount: number
  readonly upgrades?: Upgrades
  /** The most severe that an analyst dismissed; a bounded selection of `problems.dismissed`. */
  readonly dismissed: readonly FindingView[]
  /** What tripped `fail-on` or `fail-on-new`. */
  readonly gates?: GateCatch
  /** The most severe of what was fixed; a bounded selection of `lifecycle.fixed`. */
  readonly fixed?: readonly FixedView[]
  /** Candidates for annotations, most severe first, a bounded selection; `annotatable` says how many there are in all, by level. */
  readonly annotations: readonly FindingView[]
  readonly annotatable: { readonly error: number; readonly warning: number; readonly notice: number }
  readonly milliseconds: { readonly read: number; readonly lookup: number; readonly import: number; readonly total: number }
  readonly files: {
    readonly findings?: string
    readonly failedFindings?: string
    readonly report?: string
    /** The job summary as Markdown. */
    readonly summary?: string
    /** For the comparison of later runs. */
    readonly baseline?: string
  }
  readonly securityHubUrl?: string
  readonly runUrl: string
  readonly dryRun: boolean
  /** Of a run for a branch that was deleted: its name. What was archived is of it, and no report was read. */
  readonly deletedBranch?: string
}
