/** Runs one report through the whole pipeline without AWS and looks closely at what comes out. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkFormat } from '../../local-hub/asff/validate.js'
import { SEVERITIES, type Severity } from '../../src/finding.js'
import type { Accounting, RunResult } from '../../src/run-result.js'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { dryRun } from './dry-run.js'

/** What is to be known of one report file. */
export interface Examination {
  /** Relative to the folder that is examined. */
  readonly file: string
  readonly tools: readonly string[]
  readonly formats: readonly string[]
  /** Codes of the errors that a user would see. */
  readonly errors: readonly string[]
  /** Something that must never happen: a crash, an unbalanced sum, an invalid finding, an Id twice. */
  readonly faults: readonly string[]
  readonly accounting: Accounting
  readonly complete: boolean
  readonly severities: Readonly<Record<Severity, number>>
  /** How many findings have each of these. */
  readonly with: Readonly<Record<Aspect, number>>
  readonly findings: readonly AwsSecurityFinding[]
}

export const ASPECTS = ['file', 'line', 'cwe', 'package', 'fix', 'help'] as const
export type Aspect = (typeof ASPECTS)[number]

/** @param folder absolute @param file relative to it */
export async function examine(folder: string, file: string): Promise<Examination> {
  const output = mkdtempSync(join(tmpdir(), 'corpus-'))
  try {
    const result = await dryRun(join(folder, file), output)
    return examination(file, result)
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

function examination(file: string, result: RunResult): Examination {
  const findings = findingsOf(result)
  const reports = result.reports.filter(({ tool }) => tool !== '')
  return {
    file,
    findings,
    tools: [...new Set(reports.map(({ tool }) => tool))],
    formats: [...new Set(reports.map(({ format }) => format))],
    errors: result.errors.map(({ code }) => code),
    faults: [
      ...crashes(result),
      ...imbalance(result.accounting, findings.length),
      ...findings.flatMap(invalidity),
      ...repeatedIds(findings),
    ],
    accounting: result.accounting,
    complete: reports.every(({ complete }) => complete),
    severities: Object.fromEntries(SEVERITIES.map((label) => [label, count(findings, (finding) => labelOf(finding) === label)])) as Record<
      Severity,
      number
    >,
    with: Object.fromEntries(ASPECTS.map((aspect) => [aspect, count(findings, HAS[aspect])])) as Record<Aspect, number>,
  }
}

function findingsOf({ files }: RunResult): AwsSecurityFinding[] {
  return files.findings === undefined ? [] : (JSON.parse(readFileSync(files.findings, 'utf8')) as AwsSecurityFinding[])
}

const HAS: Readonly<Record<Aspect, (finding: AwsSecurityFinding) => boolean>> = {
  file: (finding) => other(finding)['Path'] !== undefined,
  line: (finding) => other(finding)['StartLine'] !== undefined,
  cwe: (finding) => JSON.stringify(finding).includes('CWE-'),
  package: ({ Vulnerabilities }) => Vulnerabilities?.some(({ VulnerablePackages }) => (VulnerablePackages?.length ?? 0) > 0) ?? false,
  fix: ({ Remediation }) => Remediation?.Recommendation?.Text !== undefined,
  help: ({ Remediation }) => Remediation?.Recommendation?.Url !== undefined,
}

function other({ Resources }: AwsSecurityFinding): Record<string, string> {
  return Resources?.[0]?.Details?.Other ?? {}
}

function labelOf({ FindingProviderFields }: AwsSecurityFinding): string | undefined {
  return FindingProviderFields?.Severity?.Label
}

function crashes({ errors }: RunResult): string[] {
  return errors.filter(({ code }) => code === 'INTERNAL').map(({ message }) => `crash: ${message}`)
}

function imbalance(accounting: Accounting, written: number): string[] {
  const { results, notProblems, suppressed, belowMinimum, duplicates, unreadable, findings } = accounting
  const sum = notProblems + suppressed + belowMinimum + duplicates + unreadable + findings
  return [
    ...(sum === results ? [] : [`unbalanced: ${results} results, ${sum} accounted for`]),
    ...(written === findings ? [] : [`unbalanced: ${findings} findings counted, ${written} written`]),
  ]
}

function invalidity(finding: AwsSecurityFinding): string[] {
  const check = checkFormat(finding, true)
  return check.adheres ? [] : [`invalid: ${check.message}`]
}

function repeatedIds(findings: readonly AwsSecurityFinding[]): string[] {
  const seen = new Set<string>()
  return findings.flatMap(({ Id = '' }) => (seen.size === seen.add(Id).size ? [`Id twice: ${Id}`] : []))
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length
}
