/** First passes over an analysis: what there is, which fingerprints to trust, and the Id of every result. */
import { messageOf, UserError } from '../../errors.js'
import { type Finding, type Problem, SEVERITIES, type Severity } from '../../finding.js'
import { identify } from '../../identity/identify.js'
import { createLedger } from '../../identity/ledger.js'
import { type AnnouncedSources, type SourceHashes, WHOLE_FILE } from '../../identity/source-hashes.js'
import { createFingerprintSurvey, type FingerprintSurvey } from '../../identity/trust.js'
import type { Accounting } from '../../run-result.js'
import { turn } from '../../turn.js'
import { type Analysis, type Candidate, candidateOf, type OpenedRun, type Selection } from '../read/analysis.js'
import { type Candidates, createCandidateDrafts } from './candidates.js'
import { createUndecided, type Undecided, type UndecidedDraft } from './not-evaluated.js'

export interface RunTally {
  readonly opened: OpenedRun
  readonly results: number
  /** What is wrong with the results that could not be read, the first of them. */
  readonly unreadable: readonly Problem[]
  /** The run could not be read to its end. */
  readonly error: UserError | undefined
}

export interface IdentifiedAnalysis {
  readonly analysis: Analysis
  /** In the order in which the runs give them. */
  readonly candidates: Candidates
  readonly accounting: Accounting
  /** Of the results that are no problems, those that would be with `include-review`. */
  readonly leftForReview: number
  readonly runs: readonly RunTally[]
  /** What the reports left undecided. */
  readonly undecided: Undecided
  /** What the candidates were identified with. */
  readonly sources: SourceHashes
  /** The candidates as they are reported, in the same order. */
  readAgain(): AsyncIterable<Candidate>
}

export interface IdentifyAnalysisOptions {
  readonly selection: Selection
  readonly minimumSeverity: Severity
  readonly sources: AnnouncedSources
  readonly signal: AbortSignal
  /** Whether Security Hub holds anything of this analysis. Asked for after the first pass, so that the look-up has the time that one takes. */
  hasEarlierFindings(): Promise<boolean>
  /** Told of every candidate, in order. */
  onCandidate?(finding: Finding): void
  /** Told of results that have been read for the first time, as they come. */
  onResults(count: number): void
  /** Told of candidates that are recognised, once all are read. */
  onRecognised(done: number, of: number): void
}

/** What is counted of the results that are no candidates, and all of them together. */
interface Counts {
  results: number
  notProblems: number
  /** Among those that are no problems. */
  leftForReview: number
  /** What the reader of the report has merged itself. */
  duplicates: number
  unreadable: number
}

/** More unreadable results than this are only counted. */
const UNREADABLE_TOLD = 20

/** Results between two turns of the event loop, so that requests under way go on and a signal arrives: one may need a file of megabytes. */
const RESULTS_PER_TURN = 50

/** Reads the analysis twice; small runs are kept in memory after the first time. */
export async function identifyAnalysis(analysis: Analysis, options: IdentifyAnalysisOptions): Promise<IdentifiedAnalysis> {
  const survey = createFingerprintSurvey()
  const counts: Counts = { results: 0, notProblems: 0, leftForReview: 0, duplicates: 0, unreadable: 0 }
  const undecided = createUndecided()
  const runs: RunTally[] = []
  for (const opened of analysis.runs) runs.push(await surveyRun(opened, { survey, counts, undecided }, options))
  const candidates = await recordCandidates(analysis, runs, survey, { ...options, onCandidate: counting(options, expectedOf(counts)) })
  const { leftForReview } = counts
  const { sources, selection, signal } = options
  const readAgain = () => candidatesOf(runs, selection, signal)
  return { analysis, candidates, accounting: accountingOf(counts, candidates), leftForReview, runs, undecided, sources, readAgain }
}

/** How many candidates the second pass has: what the first one has not put aside. */
function expectedOf({ results, notProblems, duplicates, unreadable }: Counts): number {
  return results - notProblems - duplicates - unreadable
}

function counting({ onCandidate, onRecognised }: IdentifyAnalysisOptions, expected: number): (finding: Finding) => void {
  let recognised = 0
  return (finding) => {
    recognised += 1
    if (recognised % RESULTS_PER_TURN === 0) onRecognised(recognised, expected)
    onCandidate?.(finding)
  }
}

/** What the first pass gathers of all runs. */
interface Gathered {
  readonly survey: FingerprintSurvey
  readonly counts: Counts
  readonly undecided: UndecidedDraft
}

async function surveyRun(
  opened: OpenedRun,
  { survey, counts, undecided }: Gathered,
  { selection, sources, signal, onResults }: IdentifyAnalysisOptions,
): Promise<RunTally> {
  let results = 0
  const unreadable: Problem[] = []
  try {
    // A single result may have hundreds of megabytes.
    await turn(signal)
    for (const reading of opened.readings()) {
      results += 1
      const candidate = candidateOf(reading, selection)
      if (candidate !== undefined) {
        survey.add(candidate.finding)
        announce(candidate.finding, sources)
      } else if (reading.verdict === 'unreadable') {
        counts.unreadable += 1
        if (unreadable.length < UNREADABLE_TOLD) unreadable.push(reading.problem)
      } else if (reading.verdict === 'duplicate') counts.duplicates += 1
      else {
        counts.notProblems += 1
        if (reading.verdict === 'review') {
          counts.leftForReview += 1
          undecided.add(reading.finding)
        }
      }
      if (results % RESULTS_PER_TURN === 0) {
        onResults(RESULTS_PER_TURN)
        await turn(signal)
      }
    }
  } catch (error) {
    if (signal.aborted) throw error
    counts.results += results
    const failure = error instanceof UserError ? error : unreadableReport(opened, error)
    return { opened, results, unreadable, error: failure }
  }
  counts.results += results
  return { opened, results, unreadable, error: undefined }
}

function announce({ location }: Finding, sources: AnnouncedSources): void {
  if (location?.path !== undefined) sources.expect(location.path, location.startLine ?? WHOLE_FILE)
}

function unreadableReport({ path }: OpenedRun, error: unknown): UserError {
  return new UserError('REPORT_UNREADABLE', `${path}: ${messageOf(error)}`, {
    hint: 'Check that no other step changes the report; if it stays, please report it with the report.',
    cause: error,
  })
}

async function recordCandidates(
  analysis: Analysis,
  runs: readonly RunTally[],
  survey: FingerprintSurvey,
  { selection, minimumSeverity, sources, signal, hasEarlierFindings, onCandidate }: IdentifyAnalysisOptions,
): Promise<Candidates> {
  const ledger = createLedger()
  const drafts = createCandidateDrafts(await hasEarlierFindings())
  for await (const { finding, suppressed } of candidatesOf(runs, selection, signal)) {
    onCandidate?.(finding)
    const { fingerprint, traits } = identify(finding, { survey, sources })
    ledger.add(finding, fingerprint, String(suppressed))
    drafts.add(suppressed ? 'suppressed' : isBelow(finding.severity.label, minimumSeverity) ? 'below-minimum' : 'open', traits)
  }
  return drafts.settle(ledger.settle(analysis.prefix), (finding) => identify(finding, { survey, sources }).traits)
}

/**
 * The candidates of the runs in order, the same each time.
 * A run that broke off gives exactly the results that were counted before it did.
 */
export async function* candidatesOf(runs: readonly RunTally[], selection: Selection, signal: AbortSignal): AsyncGenerator<Candidate> {
  let read = 0
  for (const { opened, results } of runs) {
    let left = results
    if (left === 0) continue
    await turn(signal)
    for (const reading of opened.readings()) {
      const candidate = candidateOf(reading, selection)
      if (candidate !== undefined) yield candidate
      read += 1
      left -= 1
      if (read % RESULTS_PER_TURN === 0) await turn(signal)
      if (left === 0) break
    }
  }
}

function isBelow(severity: Severity, minimum: Severity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(minimum)
}

function accountingOf({ leftForReview: _, ...counts }: Counts, candidates: Candidates): Accounting {
  const standing = { open: 0, suppressed: 0, 'below-minimum': 0, duplicate: 0 }
  for (let index = 0; index < candidates.size; index++) standing[candidates.standing(index)] += 1
  return {
    ...counts,
    suppressed: standing.suppressed,
    belowMinimum: standing['below-minimum'],
    duplicates: counts.duplicates + standing.duplicate,
    findings: standing.open,
  }
}
