import type { Problem, Reading, Tool } from '../../finding.js'
import type { Emptiness } from '../documents/emptiness.js'
import type { XmlElement } from '../documents/xml.js'
import type { JsonObject } from '../vocabulary/json.js'
import type { Places } from './places.js'

/** What a format may ask of the world around the report. */
export interface NativeContext {
  /** Turns paths of the report into places. */
  readonly places: Places
  /** Text of a file of the checkout by repository path. */
  readSource(path: string): string | undefined
  /**
   * The first file of one of these names, beside the report or in the repository's root, whose text fits. For tools that do not name the
   * lock file they looked at: let `fits` prove that it is the one.
   */
  nearby(names: readonly string[], fits: (text: string) => boolean): NearbyFile | undefined
}

export interface NearbyFile {
  /** In the repository. */
  readonly path: string
  readonly text: string
}

/** The results of one tool in a report. What is not said is taken from the format. */
export interface NativeRun {
  readonly tool?: { readonly [Key in keyof Tool]?: Tool[Key] | undefined } | undefined
  /** What the report itself says to keep two analyses by one tool apart. */
  readonly category?: string | undefined
  /** Why results may be missing: the scan failed, a part could not be scanned. Then nothing is concluded from a result's absence. */
  readonly failures?: readonly Problem[]
  /** What is odd about the report without results being missing. */
  readonly remarks?: readonly Problem[]
  /** Repository paths of files and folders that the tool did not read, or not in full, where the rest of the report is complete. */
  readonly partlyScanned?: readonly string[]
  /** Names of packages that the tool lists as not audited, where the rest of the report is complete. */
  readonly partlyScannedPackages?: readonly string[]
  /** Ids of rules that the tool lists as not evaluated, where the rest of the report is complete. */
  readonly skippedRules?: readonly string[]
  /** In file order; can be started again and gives the same readings. Built with `readEach`, `readMembers` and their like. */
  readings(): Iterable<Reading>
}

interface Described {
  /** What the user writes for `format`. */
  readonly id: string
  /** `Gitleaks JSON`. */
  readonly name: string
  readonly tool: Tool
  /** Which versions and sub-commands write it, for the table of formats. */
  readonly covers: string
  /** How to write it in a workflow step, for the table of formats. */
  readonly command: string
  /** Empty documents that the tool writes after a clean scan. */
  readonly clean?: readonly Emptiness[]
  /** Where the tool's official container expects the repository; `/` for a tool whose paths begin with a slash at the scanned directory. */
  readonly mounts?: readonly string[]
}

/** One JSON object holds the report. Several, one after another or in an array, are so many reports. */
export interface DocumentFormat extends Described {
  readonly shape: 'document'
  /** Looks at the outer keys, never at a name. Must not say yes to any other tool's report. */
  detect(report: JsonObject): boolean
  read(report: JsonObject, context: NativeContext): NativeRun | readonly NativeRun[]
}

/** The report is a list: a JSON array, JSON Lines, or values one after another, with zero bytes between them or not. */
export interface RecordsFormat extends Described {
  readonly shape: 'records'
  /** @param first the first record that is an object @param records all of them, for formats that mix sorts of records */
  detect(first: JsonObject, records: readonly unknown[]): boolean
  read(records: readonly unknown[], context: NativeContext): NativeRun | readonly NativeRun[]
}

export interface XmlFormat extends Described {
  readonly shape: 'xml'
  detect(root: XmlElement): boolean
  read(root: XmlElement, context: NativeContext): NativeRun | readonly NativeRun[]
}

/** A tool's own format: what it looks like, and how it is read. A plain value; `reportFormat` makes it one of FORMATS. */
export type NativeFormat = DocumentFormat | RecordsFormat | XmlFormat
