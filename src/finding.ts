/**
 * The neutral model: what any scanner says about a repository, before anybody thinks of AWS.
 * Nothing in this file knows a report format, ASFF or GitHub. It imports nothing.
 */

/** ASFF's severity labels, most severe first. They double as the neutral scale. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A severity and the tool's own word for it, verbatim (`8.1`, `error`, `HIGH`, …). */
export interface StatedSeverity {
  readonly label: Severity
  readonly original: string
}

export interface Tool {
  /** The tool's own name without a version: `Trivy`, `CodeQL`. */
  readonly name: string
  readonly version?: string
  /** The organisation behind it, when it is known. */
  readonly vendor?: string
}

/**
 * What sort of problem a finding is. It decides the ASFF type.
 * `vulnerability`: a published advisory about a package. `code`: a weakness in the repository's own code.
 * `secret`: a credential in the open. `configuration`: infrastructure or pipeline settings. `other`: the rest (style, quality).
 */
export type FindingKind = 'vulnerability' | 'code' | 'secret' | 'configuration' | 'other'

export interface Rule {
  /** Full id as the tool writes it, hierarchical parts included. Never empty. */
  readonly id: string
  readonly name?: string
  /** One line: SARIF `shortDescription`. Plain text. */
  readonly title?: string
  /** SARIF `fullDescription`. Plain text. */
  readonly description?: string
  /** What to do about it. Plain text. */
  readonly help?: string
  /** http(s) only. */
  readonly helpUrl?: string
  readonly tags: readonly string[]
  /** Ids that the same rule has in other versions or settings of the tool. Only to find a finding again. */
  readonly aliases?: readonly string[]
  /** The id without what changes with every build: an image's tag, a version. Only to find a finding again. */
  readonly stableId?: string
}

export interface Location {
  /** Path in the repository: relative, decoded, `/` separated, inside the root. Absent when the place is not a file of the repository. */
  readonly path?: string
  /** 1-based. */
  readonly startLine?: number
  /** 1-based, inclusive, never before `startLine`. */
  readonly endLine?: number
  /** 1-based. */
  readonly startColumn?: number
  /** 1-based, exclusive as in SARIF. Only together with a single line or as the tool gave it. */
  readonly endColumn?: number
  /** Fully qualified logical name: a function, a resource address, a package. */
  readonly logicalName?: string
  /** The place, when it is no file of the repository: an image reference, a URL, a purl. Never an absolute path of a machine. */
  readonly uri?: string
  /**
   * Hash of the file's path as the tool wrote it, which may be one of another machine; absent when that is the repository path itself.
   * Tells files outside the repository apart, and knows a file again whose folder was not known in another run. Never shown.
   */
  readonly writtenAs?: string
  /** What sort of cloud resource the place is, in the provider's word: `AwsS3Bucket`. */
  readonly resourceType?: string
}

export interface VulnerablePackage {
  readonly name: string
  readonly version?: string
  /** Package URL as the tool wrote it. */
  readonly purl?: string
  /** ASFF's `PackageManager` word: `NPM`, `PYPI`, `GOMOD`, … or the tool's ecosystem name. */
  readonly manager?: string
  readonly architecture?: string
  readonly epoch?: string
  readonly release?: string
  /** Repository path of the manifest or the file inside an image. */
  readonly path?: string
  /** The versions that fix it, as the tool wrote them. */
  readonly fixedVersion?: string
}

export interface CvssScore {
  /** `2.0`, `3.0`, `3.1`, `4.0`. */
  readonly version?: string
  readonly score?: number
  readonly vector?: string
  readonly source?: string
}

export interface Vulnerability {
  /** `CVE-…`, `GHSA-…` or the tool's advisory id. */
  readonly id: string
  /** Other names of the same advisory, `id` not among them. */
  readonly related: readonly string[]
  readonly packages: readonly VulnerablePackage[]
  readonly cvss: readonly CvssScore[]
  /** Probability 0..1. */
  readonly epss?: number
  readonly exploitAvailable?: boolean
  /** Who graded it, and how. */
  readonly vendor?: {
    readonly name: string
    readonly severity?: string
    readonly url?: string
    readonly createdAt?: string
    readonly updatedAt?: string
  }
  /** http(s) only. */
  readonly urls: readonly string[]
}

/** A fingerprint the tool itself computed. Whether to trust it is decided in identity/. */
export interface ToolFingerprint {
  readonly name: string
  readonly value: string
}

export interface Finding {
  readonly kind: FindingKind
  readonly rule: Rule
  readonly severity: StatedSeverity
  /** Plain text, links and placeholders resolved. May be empty when the tool said nothing. */
  readonly message: string
  /**
   * The message as the tool wrote it, markup and all, where that is not `message`, and what of it is secret: findings were stored under it
   * before messages were made plain, and are found again by it. Only ever hashed, never shown.
   */
  readonly written?: Pick<Finding, 'message' | 'secrets' | 'quoted'>
  /** What stood for the message before Markdown was read where there is nothing else. Only ever hashed, never shown. */
  readonly formerly?: string
  /** A better first line than the rule's, when the reader knows one (`CVE-2024-1 in lodash 4.17.20`). */
  readonly title?: string
  /** The primary place. */
  readonly location?: Location
  /** Further places of the same result. */
  readonly otherLocations: readonly Location[]
  /** `CWE-79`, unique, ascending by number. */
  readonly cwes: readonly string[]
  readonly vulnerability?: Vulnerability
  /** The package was made to harm, or somebody has put into it what harms: no other version of it undoes that. */
  readonly malware?: true
  /** The fix in words. */
  readonly remediation?: string
  /** 0..100. */
  readonly confidence?: number
  /** Best first. Personal data (author, e-mail, commit) is never among them. */
  readonly fingerprints: readonly ToolFingerprint[]
  /** ISO 8601, when the tool knows since when the problem exists. */
  readonly firstSeen?: string
  /** Control ids of a configuration check. */
  readonly requirements: readonly string[]
  /** Reference of the scanned container image. */
  readonly image?: string
  /** The image's layer that brings the problem, by its digest. */
  readonly layer?: string
  /** Reference of the image that the scanned one is built on. */
  readonly baseImage?: string
  /** Text that must never leave the process: what a secret scanner found. */
  readonly secrets: readonly string[]
  /** Code that the tool quotes. Where the finding is about a credential, the values in it must not leave the process either. */
  readonly quoted?: readonly string[]
}

/** Something wrong with one result or one report: data, not an exception. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  /** Where in the report: `runs[0].results[3]`. */
  readonly at?: string
}

export type ProblemCode =
  | 'unreadable-result'
  | 'unreadable-run'
  | 'unreadable-report'
  | 'rule-index-out-of-range'
  | 'rule-id-mismatch'
  | 'invalid-level'
  | 'invalid-kind'
  | 'no-results'
  | 'execution-unsuccessful'
  | 'error-notification'
  | 'external-properties'
  | 'encoding'
  | 'text-around'
  | 'truncated'
  | 'log-failed'

/**
 * What became of one result of a report. Results are marked, not dropped, so that every one of them is accounted for.
 * `problem`: an open problem. `suppressed`: the tool's user accepted it. `review`: SARIF kinds `open` and `review`, which only count as
 * problems when the user asks: what the tool could not evaluate, or somebody is to look at. What was found there before is not fixed for that. `not-a-problem`: a pass, a remark, or a result that exists only in the baseline. `duplicate`: another entry for
 * what one reading already says, such as the same advisory under another name. `unreadable`: not a result at all.
 */
export type Reading =
  | { readonly verdict: 'problem' | 'suppressed' | 'review'; readonly at: string; readonly finding: Finding }
  | { readonly verdict: 'not-a-problem' | 'duplicate'; readonly at: string }
  | { readonly verdict: 'unreadable'; readonly at: string; readonly problem: Problem }

/** The results of one tool in one report file. A SARIF log with three runs is three of these. */
export interface ReportRun {
  readonly tool: Tool
  /** What the report itself says, e.g. SARIF `automationDetails.id` up to its last `/`. */
  readonly category?: string
  /**
   * False when results may be missing: then nothing may be concluded from a result's absence.
   * Final only after `readings` has been read to its end.
   */
  complete(): boolean
  /** Findings about the report as a whole. Final only after `readings` has been read to its end. */
  problems(): readonly Problem[]
  /** Repository paths of files and folders that the tool did not read, or not in full, where the rest of the report is complete. */
  readonly partlyScanned?: readonly string[]
  /** Names of packages that the tool did not audit, where the rest of the report is complete. As in `VulnerablePackage.name`. */
  readonly partlyScannedPackages?: readonly string[]
  /** Ids of rules that the tool did not evaluate at all, where the rest of the report is complete. */
  readonly skippedRules?: readonly string[]
  /** In file order. Can be started again and gives the same readings: large reports are read several times instead of being kept. */
  readings(): Iterable<Reading>
}

/** One report file that could be opened and recognised. */
export interface Report {
  /** Relative to the workspace with `/` when it lies there, else as it was given. */
  readonly path: string
  /** A format id, `sarif` for one. */
  readonly format: string
  readonly runs: readonly ReportRun[]
}
