/** What each tool's SARIF tells and what it does not, counted over a folder of reports of many tools. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { type Examination, examine } from '../corpus/examine.js'
import { severityRung } from './sarif-severity.js'
import { table } from './sarif-words.js'

/** One report of the index. */
interface Entry {
  readonly path: string
  readonly tool: string
}

interface ToolReports {
  readonly name: string
  readonly reports: readonly Examination[]
}

/** @param folder absolute @returns undefined when there is no such folder */
export async function toolsTable(folder: string): Promise<string | undefined> {
  const index = join(folder, 'INDEX.tsv')
  if (!existsSync(index)) return undefined
  const tools = await examineTools(folder, realReports(readFileSync(index, 'utf8')))
  const telling = tools.filter(({ reports }) => sum(reports, ({ findings }) => findings.length) > 0)
  const silent = tools.filter((tool) => !telling.includes(tool)).map(({ name }) => name)
  const rows = []
  for (const tool of telling) rows.push(rowOf(tool, await severityRungs(folder, tool)))
  return `${table(HEAD, rows)}\n\nOnly reports without an open problem were there of ${silent.join(', ')}.`
}

/** The same of the reports in a folder that has one for each tool. @param folder absolute or relative */
export async function recordedToolsTable(place: string): Promise<string> {
  const folder = resolve(place)
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => ({ path: join(name, file), tool: name })))
    .filter(({ path }) => path.endsWith('.sarif'))
    // Folders are listed in the order of the file system.
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
  const tools = await examineTools(folder, entries)
  const rows = []
  for (const tool of tools) rows.push(rowOf(tool, await severityRungs(folder, tool)))
  return table(HEAD, rows)
}

/** Reports that a tool has written: no examples of the standard, no made-up edge cases. */
function realReports(index: string): Entry[] {
  const [head = '', ...lines] = index.trimEnd().split('\n')
  const names = head.split('\t')
  const column = (cells: readonly string[], name: string) => cells[names.indexOf(name)] ?? ''
  return lines
    .map((line) => line.split('\t'))
    .filter((cells) => column(cells, 'kind') === 'sarif' && column(cells, 'origin') !== 'synthetic')
    .map((cells) => ({ path: column(cells, 'path'), tool: column(cells, 'tool') }))
}

async function examineTools(folder: string, entries: readonly Entry[]): Promise<ToolReports[]> {
  const byTool = new Map<string, Examination[]>()
  for (const { path, tool } of entries) {
    const examination = await examine(folder, path)
    if (examination.tools.length > 0) byTool.set(tool, [...(byTool.get(tool) ?? []), examination])
  }
  const tools = [...byTool].map(([tool, reports]) => ({ name: nameOf(tool, reports), reports }))
  return tools.toSorted((left, right) => left.name.localeCompare(right.name, 'en'))
}

/** As the tool calls itself, when it is one tool. */
function nameOf(tool: string, reports: readonly Examination[]): string {
  const drivers = [...new Set(reports.flatMap(({ tools }) => tools))]
  return drivers.length === 1 && drivers[0] !== undefined ? cell(drivers[0]) : tool
}

const HEAD = ['Tool', 'Files', 'Results', 'Findings', 'Severity', 'File', 'Line', 'CWE', 'Package', 'Fix', 'Link', 'Recognised by']

function rowOf({ name, reports }: ToolReports, severities: readonly string[]): string[] {
  const findings = reports.flatMap((report) => report.findings)
  const share = (has: (finding: AwsSecurityFinding) => boolean) => percentage(findings.filter(has).length, findings.length)
  return [
    name,
    String(reports.length),
    String(sum(reports, ({ accounting }) => accounting.results)),
    String(findings.length),
    ranked(severities),
    share((finding) => other(finding)['Path'] !== undefined),
    share((finding) => other(finding)['StartLine'] !== undefined),
    share(({ ProductFields }) => ProductFields?.['publish-to-security-hub/cwe'] !== undefined),
    share((finding) => other(finding)['Package'] !== undefined),
    share(({ Remediation }) => Remediation?.Recommendation?.Text !== undefined),
    share(({ Remediation }) => Remediation?.Recommendation?.Url !== undefined),
    ranked(
      findings.map(
        ({ ProductFields }) =>
          EVIDENCE.get(/^\w+/.exec(ProductFields?.['publish-to-security-hub/fingerprint-evidence'] ?? '')?.[0] ?? '') ?? 'text',
      ),
    ),
  ]
}

const EVIDENCE: ReadonlyMap<string, string> = new Map([
  ['package', 'package'],
  ['tool', 'fingerprint'],
])

async function severityRungs(folder: string, { reports }: ToolReports): Promise<string[]> {
  const rungs = []
  for (const { file, findings } of reports) {
    const rung = await severityRung(join(folder, file))
    rungs.push(...findings.map(({ FindingProviderFields }) => rung(FindingProviderFields?.Severity?.Original ?? '')))
  }
  return rungs
}

function other({ Resources }: AwsSecurityFinding): Record<string, string> {
  return Resources?.[0]?.Details?.Other ?? {}
}

/** Values by how often they occur. */
function ranked(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .map(([value]) => value)
    .join(', ')
}

function percentage(part: number, whole: number): string {
  if (part === 0) return '–'
  return part === whole ? 'all' : `${Math.min(99, Math.max(1, Math.round((part / whole) * 100)))} %`
}

function sum(reports: readonly Examination[], value: (report: Examination) => number): number {
  return reports.reduce((total, report) => total + value(report), 0)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
