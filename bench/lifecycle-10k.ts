/**
 * A large analysis against the service's quotas: 10,000 findings are stored, and the report has 10,000.
 *
 *   npm run bench:lifecycle [-- <findings>]
 *
 * Runs the bundle in a process of its own and prints how long look-up and import took, how long the quotas make them take at best for
 * the requests that were needed, and the largest memory of the process. Exits non-zero above 1.15 times the best or above 400 MB.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalSecurityHub } from '../local-hub/index.js'
import { type ActionRun, removeActionRuns, runAction } from '../test/support/run-action.js'
import { aReport, aResult } from '../test/support/sarif.js'

const MAX_RATIO = 1.15
const MAX_MEGABYTES = 400

interface Quota {
  readonly perSecond: number
  readonly burst: number
}

/** API reference, Welcome, "Throttling limits": for the account in the Region. */
const GET_FINDINGS: Quota = { perSecond: 3, burst: 6 }
const BATCH_IMPORT_FINDINGS: Quota = { perSecond: 10, burst: 30 }
/** Findings in one request of either operation. */
const PER_REQUEST = 100

const findings = Number(process.argv[2] ?? 10_000)
const hub = await startLocalSecurityHub()
const folder = mkdtempSync(join(tmpdir(), 'lifecycle-10k-'))
const measured = join(folder, 'peak.json')
try {
  const files = checkout(findings)
  await publish('1')
  // The first run has used up the burst; the second one is to meet the quotas fresh.
  hub.advance(60_000)
  hub.clearRecords()
  tell(await publish('2'))

  function publish(number: string): Promise<ActionRun> {
    writeFileSync(join(folder, 'measure.cjs'), measuring(measured))
    return runAction({
      files,
      inputs: { reports: 'report.sarif' },
      environment: { ...hub.env, GITHUB_RUN_ID: number, GITHUB_RUN_NUMBER: number },
      nodeArguments: ['--require', join(folder, 'measure.cjs')],
    })
  }
} finally {
  await hub.close()
  removeActionRuns()
  rmSync(folder, { recursive: true, force: true })
}

/** The child's own account of its largest memory, in kilobytes: getrusage(2). */
function measuring(path: string): string {
  return `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(path)}, String(process.resourceUsage().maxRSS)))`
}

/** Fifty findings a file, on lines of their own. */
function checkout(count: number): Record<string, string> {
  const files: Record<string, string> = {}
  const results = Array.from({ length: count }, (_, index) => {
    const uri = `src/module-${Math.floor(index / 50)}.py`
    files[uri] = `${files[uri] ?? ''}def function_${index}(name):\n    db.run("select " + name)\n`
    return aResult({ uri, line: 2 * (index % 50) + 2, ruleId: `rule-${index % 40}`, message: `Query number ${index} is built from input` })
  })
  return { ...files, 'report.sarif': aReport(results) }
}

function tell(run: ActionRun): void {
  const report = run.json('report-file') as {
    readonly outcome: string
    readonly lifecycle: Readonly<Record<string, unknown>>
    readonly import: Readonly<Record<string, number>>
    readonly milliseconds: Readonly<Record<string, number>>
  }
  const requests = (operation: string) => hub.requests().filter((request) => request.operation === operation).length
  const best = idealSeconds(GET_FINDINGS) + idealSeconds(BATCH_IMPORT_FINDINGS)
  const { lookup = 0, import: importing = 0, total = 0 } = report.milliseconds
  const took = (lookup + importing) / 1000
  const megabytes = Number(readFileSync(measured, 'utf8')) / 1024
  const ratio = took / best
  const lines = [
    `outcome ${report.outcome}, unchanged ${String(report.lifecycle['unchanged'])} of ${findings}`,
    `requests: GetFindings ${requests('GetFindings')}, BatchImportFindings ${requests('BatchImportFindings')}, throttled ${report.import['throttled']}`,
    `look-up ${(lookup / 1000).toFixed(2)} s, import ${(importing / 1000).toFixed(2)} s, whole step ${(total / 1000).toFixed(2)} s`,
    `the quotas allow ${best.toFixed(2)} s: ratio ${ratio.toFixed(3)} (at most ${MAX_RATIO})`,
    `peak memory ${megabytes.toFixed(0)} MB (at most ${MAX_MEGABYTES})`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  const good = report.outcome === 'imported' && report.lifecycle['unchanged'] === findings
  process.exitCode = good && ratio <= MAX_RATIO && megabytes <= MAX_MEGABYTES ? 0 : 1
}

/** A token bucket lets the burst through at once and the rest at its rate; as many requests as there are full pages or batches. */
function idealSeconds({ perSecond, burst }: Quota): number {
  return Math.max(0, findings / PER_REQUEST - burst) / perSecond
}
