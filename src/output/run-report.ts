/** The run report: what the run came to, for programs. */
import type {
  Accounting,
  Failure,
  ImportCounts,
  Lifecycle,
  ReportResult,
  RepositoryResult,
  RunResult,
  TargetResult,
  Upgrade,
  Upgrades,
} from '../run-result.js'
import { openProblems } from './in-words.js'

/** Goes up when a field is renamed, removed or changes its meaning; a field that is added leaves it. */
const RUN_REPORT_VERSION = 1

/** Each problem once, however many tools found it. */
interface ProblemsReport extends Readonly<Record<'open' | 'new' | 'reopened' | 'unchanged' | 'moved' | 'dismissed' | 'fixed', number>> {}

export interface RunReport {
  readonly version: typeof RUN_REPORT_VERSION
  readonly outcome: RunResult['outcome']
  readonly target: TargetResult
  readonly repository: RepositoryResult
  readonly reports: readonly ReportResult[]
  readonly accounting: Accounting
  readonly problems: ProblemsReport
  readonly lifecycle: Omit<Lifecycle, 'unknownBecause'>
  readonly import: ImportCounts
  readonly failures: readonly Omit<Failure, 'title'>[]
  /** Absent where the run did not come as far as that. */
  readonly upgrades?: Upgrades
  readonly milliseconds: RunResult['milliseconds']
}

/** Field by field, so that what is added to the run result does not become part of the public report by accident. JSON-ready, keys in a fixed order. */
export function toRunReport(result: RunResult): RunReport {
  const { target, repository, accounting, lifecycle, milliseconds } = result
  return {
    version: RUN_REPORT_VERSION,
    outcome: result.outcome,
    target: { accountId: target.accountId, region: target.region, partition: target.partition, productArn: target.productArn },
    repository: {
      name: repository.name,
      id: repository.id,
      branch: repository.branch,
      defaultBranch: repository.defaultBranch,
      sha: repository.sha,
    },
    reports: result.reports.map(toReport),
    accounting: {
      results: accounting.results,
      notProblems: accounting.notProblems,
      suppressed: accounting.suppressed,
      belowMinimum: accounting.belowMinimum,
      duplicates: accounting.duplicates,
      unreadable: accounting.unreadable,
      findings: accounting.findings,
    },
    problems: toProblems(result),
    lifecycle: toLifecycle(lifecycle),
    import: toImport(result.import),
    failures: result.failures.map(({ id, code, message }) => ({ id, code, message })),
    ...(result.upgrades !== undefined && { upgrades: toUpgrades(result.upgrades) }),
    milliseconds: {
      read: milliseconds.read,
      lookup: milliseconds.lookup,
      import: milliseconds.import,
      total: milliseconds.total,
    },
  }
}

function toReport(report: ReportResult): ReportResult {
  return {
    path: report.path,
    format: report.format,
    tool: report.tool,
    toolVersion: report.toolVersion,
    category: report.category,
    results: report.results,
    complete: report.complete,
    problems: report.problems.map(({ code, message, at }) => ({ code, message, ...(at === undefined ? {} : { at }) })),
  }
}

function toProblems(result: RunResult): ProblemsReport {
  const { new: fresh, reopened, unchanged, moved, dismissed } = result.problems
  return { open: openProblems(result), new: fresh, reopened, unchanged, moved, dismissed, fixed: result.fixedProblems.gone }
}

function toLifecycle(lifecycle: Lifecycle): RunReport['lifecycle'] {
  return {
    known: lifecycle.known,
    new: lifecycle.new,
    reopened: lifecycle.reopened,
    unchanged: lifecycle.unchanged,
    unchangedSent: lifecycle.unchangedSent,
    moved: lifecycle.moved,
    dismissed: lifecycle.dismissed,
    fixed: lifecycle.fixed,
    kept: lifecycle.kept.map(({ reason, count }) => ({ reason, count })),
  }
}

function toImport(counts: ImportCounts): ImportCounts {
  return {
    requests: counts.requests,
    imported: counts.imported,
    notSent: counts.notSent,
    failed: counts.failed,
    throttled: counts.throttled,
    retried: counts.retried,
  }
}

function toUpgrades(upgrades: Upgrades): Upgrades {
  return {
    list: upgrades.list.map(toUpgrade),
    count: upgrades.count,
    covered: upgrades.covered,
    withoutFix: upgrades.withoutFix,
    undecided: upgrades.undecided,
    packagesWithoutFix: upgrades.packagesWithoutFix,
    malware: upgrades.malware,
    notLookedAt: upgrades.notLookedAt,
  }
}

function toUpgrade(upgrade: Upgrade): Upgrade {
  return {
    package: upgrade.package,
    ...(upgrade.manager !== undefined && { manager: upgrade.manager }),
    from: [...upgrade.from],
    to: upgrade.to,
    fixes: upgrade.fixes,
    severity: upgrade.severity,
    ...(upgrade.manifest !== undefined && { manifest: upgrade.manifest }),
    ...(upgrade.image !== undefined && { image: upgrade.image }),
  }
}
