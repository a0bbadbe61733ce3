/** What the SARIF Multitool says about each result of a report: its verb `project` resolves rules, levels and messages. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One result as the Multitool sees it. Everything is text, and empty when there is nothing. */
export interface OracleResult {
  readonly run: number
  readonly index: number
  /** Of the rule where one is found, else of the result. */
  readonly ruleId: string
  /** `fail`, `pass`, … */
  readonly kind: string
  /** `error`, `warning`, `note` or `none`. Of the object model a stated `warning` cannot be told from an absent level. */
  readonly level: string
  readonly message: string
  readonly startLine: string
}

export type Projection = { readonly results: readonly OracleResult[] } | { readonly unreadable: string }

const COLUMNS = ['RunIndex', 'ResultIndex', 'RuleId', 'Kind', 'Level', 'Message', 'Location.Region.StartLine'] as const

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>

/** @param multitool path of the program @param file absolute */
export function project(multitool: string, file: string): Projection {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'))
  const output = join(folder, 'rows.ndjson')
  try {
    const options = ['--columns', COLUMNS.join(','), '--format', 'ndjson', '--first-location-only', '--output', output]
    const { status, stderr, error } = spawnSync(multitool, ['project', file, ...options], { encoding: 'utf8', env: WITHOUT_LOCALES })
    if (error !== undefined) throw error
    return status === 0 ? { results: rowsOf(readFileSync(output, 'utf8')) } : { unreadable: firstLine(stderr) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The program would ask for ICU's libraries, which it does not need here (learn.microsoft.com, ".NET globalization invariant mode"). */
const WITHOUT_LOCALES = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }

function rowsOf(ndjson: string): OracleResult[] {
  const lines = ndjson.split('\n').filter((line) => line !== '')
  return lines.map((line) => toResult(JSON.parse(line) as Row))
}

function toResult(row: Row): OracleResult {
  return {
    run: Number(row.RunIndex),
    index: Number(row.ResultIndex),
    ruleId: row.RuleId,
    kind: lowerFirst(row.Kind),
    level: lowerFirst(row.Level),
    message: row.Message,
    startLine: row['Location.Region.StartLine'],
  }
}

/** The enumerations of .NET are SARIF's words with a capital letter. */
function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

/** An exception's message without its type and its stack. */
function firstLine(stderr: string): string {
  const [line = ''] = stderr.trim().split(/\r?\n/, 1)
  return line.replace(/^[\w.]+Exception: /, '').trim() || 'no reason given'
}
