/** What a finding is mapped with: everything that is not in the finding itself. */
import type { Tool } from '../finding.js'

/** Equal for all findings of one tool in one report. */
export interface MappingContext {
  readonly target: {
    /** Twelve digits, leading zeros kept. */
    readonly accountId: string
    readonly region: string
    /** As in ARNs: `aws`, `aws-cn`, `aws-us-gov`, … */
    readonly partition: string
    readonly productArn: string
  }
  readonly repository: {
    /** `owner/name`. */
    readonly name: string
    /** `https://github.com/owner/name`. */
    readonly url: string
    readonly id?: string
    /** As Security Hub takes them. */
    readonly tags?: Readonly<Record<string, string>>
  }
  readonly branch: string
  /** The finding belongs to the default branch's stream. */
  readonly defaultBranch: boolean
  /** The scanned commit. */
  readonly commit: string
  /** The commit whose files a link shows. */
  readonly linkCommit: string
  readonly run: {
    readonly id: string
    readonly number: number
    readonly attempt: number
    readonly workflow: string
    /** Its path; `''` when it is not known. */
    readonly workflowFile: string
    readonly job: string
    readonly url: string
    /** The event that started it. */
    readonly event: string
  }
  readonly pullRequest?: number
  readonly tool: Tool
  /** Empty when there is none. */
  readonly category: string
  /** The deployment environment of the job. */
  readonly environment?: string
  /** Of a file of the repository, by its CODEOWNERS; none where it is not known. */
  readonly ownersOf?: (path: string) => readonly string[]
  /** The user's word, 0 to 100. */
  readonly criticality?: number
  /** The user's choice; wins over the tool's name. */
  readonly productName?: string
  /** The user's choice; wins over the tool's vendor. */
  readonly companyName?: string
}

/** What a finding has from earlier runs. All times are ISO 8601 with a zone. */
export interface FindingLife {
  /** At most 512 characters; never cut here. */
  readonly id: string
  readonly createdAt: string
  readonly firstObservedAt: string
  readonly updatedAt: string
  readonly lastObservedAt: string
  /** Other findings about the same problem: the first of their Ids, and how many there are. */
  readonly related?: { readonly ids: readonly string[]; readonly count: number }
  /** Extra ProductFields that the next run needs for matching, keys without the namespace. They win over the mapping's own. */
  readonly productFields: Readonly<Record<string, string>>
}
