/** What a simulation came to, for people. */
import type { Fleet, Ran, Simulated, Variant } from './simulate.js'

interface Quota {
  readonly perSecond: number
  readonly burst: number
}

/** API reference, Welcome, "Throttling limits": for the account in the Region. */
const GET_FINDINGS: Quota = { perSecond: 3, burst: 6 }
const BATCH_IMPORT_FINDINGS: Quota = { perSecond: 10, burst: 30 }

/** All repositories begin within a minute: what comes in time takes no longer than that. */
const MINUTE = 60_000

export function headline({ repositories, hours }: Fleet, { today, command }: { readonly today: string; readonly command: string }): string {
  const day = hours === 0 ? 'a night' : `a night and ${hours} working hours`
  const count = `${repositories} ${repositories === 1 ? 'repository' : 'repositories'}`
  return `## ${count}, ${day}\n\n\`${command}\`, ${today}`
}

/** Milliseconds from the first beginning to the last end. */
export function nightTook({ runs }: Simulated): number {
  const night = runs.filter(({ kind }) => kind === 'nightly')
  const ends = night.map(({ began, waited }) => began + waited)
  return Math.max(...ends) - Math.min(...night.map(({ began }) => began))
}

/** Milliseconds in which the quotas let as many requests through, and in which the runs begin. */
export function nightAtBest({ night }: Simulated): number {
  return Math.max(MINUTE, atBest(night.lookups, GET_FINDINGS), atBest(night.imports, BATCH_IMPORT_FINDINGS))
}

export function nightRatio(one: Simulated): number {
  return nightTook(one) / nightAtBest(one)
}

function atBest(requests: number, { perSecond, burst }: Quota): number {
  return (Math.max(0, requests - burst) / perSecond) * 1000
}

type Row = readonly [string, (one: Simulated) => string]

const ROWS: readonly Row[] = [
  ['runs', ({ runs }) => number(runs.length)],
  ['BatchImportFindings: requests, of them throttled', ({ imports }) => `${number(imports.requests)}, ${number(imports.throttled)}`],
  ['GetFindings: requests, of them throttled', ({ lookups }) => `${number(lookups.requests)}, ${number(lookups.throttled)}`],
  ['findings written, each an event', ({ imports }) => number(imports.findings)],
  ['megabytes sent', ({ imports, lookups }) => ((imports.bytes + lookups.bytes) / 1e6).toFixed(1)],
  ['runs throttled', ({ runs }) => number(runs.filter(({ result }) => result.import.throttled > 0).length)],
  ['runs that failed or did not know what was there', ({ runs }) => number(runs.filter(hasFailed).length)],
  ['runs whose sums do not balance', ({ runs }) => number(runs.filter(isUnbalanced).length)],
  ['nightly runs waited, seconds: half, 95 %, longest', (one) => waits(one, ['nightly'])],
  ['pushes waited', (one) => waits(one, ['push'])],
  ['pull requests waited', (one) => waits(one, ['pull request'])],
  ['the night took, seconds', (one) => seconds(nightTook(one))],
  ['the quotas allow for its requests', (one) => `${seconds(nightAtBest(one))}: ratio ${nightRatio(one).toFixed(2)}`],
  ['findings lost', ({ lost }) => number(lost)],
  ['findings left open although fixed', ({ leftOpen }) => number(leftOpen)],
]

export function hasFailed({ result }: Ran): boolean {
  return !['imported', 'compared', 'superseded'].includes(result.outcome) || result.errors.length > 0 || !result.lifecycle.known
}

/** Every open finding of a run that imports was imported, need not be sent, or failed. */
export function isUnbalanced({ kind, result }: Ran): boolean {
  const { imported, notSent, failed } = result.import
  return kind !== 'pull request' && result.accounting.findings !== imported + notSent + failed
}

export function tableOf(played: readonly (readonly [Variant, Simulated])[]): string {
  const head = ['', ...played.map(([{ name }]) => name)]
  const rows = ROWS.map(([name, cell]) => [name, ...played.map(([, one]) => cell(one))])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function waits({ runs }: Simulated, kinds: readonly Ran['kind'][]): string {
  const sorted = runs
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ waited }) => waited)
    .sort((one, other) => one - other)
  const at = (share: number) => seconds(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return sorted.length === 0 ? '–' : [at(0.5), at(0.95), at(1)].join(', ')
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
