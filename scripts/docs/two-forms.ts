/** What a tool's own format says of a scan, and what its SARIF says of the same one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { dryRun } from '../corpus/dry-run.js'
import { COLUMNS } from './format-docs.js'
import { type Mark, withPart } from './marked-part.js'

/** Two reports of one scan. */
export interface Pair {
  readonly tool: string
  /** In test/fixtures, without what follows the dot. */
  readonly report: string
}

/** Tools that write both, whose two reports in test/fixtures are of the very same scan. */
export const PAIRS: readonly Pair[] = [
  { tool: 'Bandit', report: 'bandit/many' },
  { tool: 'cfn-lint', report: 'cfn-lint/many' },
  { tool: 'ESLint', report: 'eslint/many' },
  { tool: 'Gitleaks', report: 'gitleaks/many' },
  { tool: 'Hadolint', report: 'hadolint/many' },
  { tool: 'njsscan', report: 'njsscan/many' },
  { tool: 'OSV-Scanner', report: 'osv-scanner/many' },
  { tool: 'Ruff', report: 'ruff/many' },
  { tool: 'Semgrep', report: 'semgrep/many' },
  { tool: 'Trivy, an image', report: 'trivy/image' },
  { tool: 'Trivy, secrets', report: 'trivy/secret' },
  { tool: 'zizmor', report: 'zizmor/many' },
]

export const TWO_FORMS_MARK: Mark = { name: 'two-forms', origin: 'measured on the reports in test/fixtures by npm run docs' }

/** The page with what each of the two says more made anew. */
export async function withTwoForms(page: string): Promise<string> {
  const rows = []
  for (const pair of PAIRS) rows.push(row(await twoForms(pair)))
  const headings = ['Scan', 'Findings', 'Same rule, file, line, severity', 'Same Id', 'Only in the own format', 'Only in SARIF']
  const lines = [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return withPart(page, TWO_FORMS_MARK, lines.join('\n'))
}

function row({ tool, sarif, own }: TwoForms): readonly string[] {
  const alike = common(sarif.map(placed), own.map(placed))
  const known = common(sarif.map(idOf), own.map(idOf))
  const of = (count: number) => (count === own.length && count === sarif.length ? 'all' : String(count))
  return [tool, String(own.length), of(alike), of(known), added(own, sarif), added(sarif, own)]
}

/** What more of the findings have than in the other report: `CVSS (9)`. */
function added(findings: readonly AwsSecurityFinding[], others: readonly AwsSecurityFinding[]): string {
  return [...COLUMNS, ...MORE]
    .map(([heading, has]) => [heading, findings.filter(has).length - others.filter(has).length] as const)
    .flatMap(([heading, count]) => (count > 0 ? [`${heading} (${count})`] : []))
    .join(', ')
}

const MORE: typeof COLUMNS = [
  ['several places', ({ Resources }) => Resources?.[0]?.Details?.Other?.['OtherLocations'] !== undefined],
  ['confidence', ({ FindingProviderFields }) => FindingProviderFields?.Confidence !== undefined],
  ['other names', ({ Vulnerabilities }) => Vulnerabilities?.some(({ RelatedVulnerabilities: names = [] }) => names.length > 0) ?? false],
]

/** How many of the texts of one list are in the other one. */
function common(left: readonly string[], right: readonly string[]): number {
  const rest = [...right]
  return left.filter((text) => {
    const at = rest.indexOf(text)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  }).length
}

export interface TwoForms {
  readonly tool: string
  readonly sarif: readonly AwsSecurityFinding[]
  readonly own: readonly AwsSecurityFinding[]
}

/** The findings of both reports, sorted by what is the same in them, as they are without AWS. */
export async function twoForms({ tool, report }: Pair): Promise<TwoForms> {
  const [sarif, own] = [await findingsOf(`${report}.sarif`), await findingsOf(`${report}.json`)]
  return { tool, sarif, own }
}

async function findingsOf(report: string): Promise<readonly AwsSecurityFinding[]> {
  const output = mkdtempSync(join(tmpdir(), 'two-forms-'))
  try {
    const { files } = await dryRun(join(process.cwd(), 'test', 'fixtures', report), output, {
      workspace: join(process.cwd(), 'demo', 'sample'),
    })
    const findings = JSON.parse(readFileSync(files.findings ?? '', 'utf8')) as AwsSecurityFinding[]
    return findings.toSorted((left, right) => (placed(left) < placed(right) ? -1 : 1))
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

export function idOf({ Id }: AwsSecurityFinding): string {
  return Id ?? ''
}

/** Rule, file, line and severity. */
export function placed(finding: AwsSecurityFinding): string {
  const fields = finding.ProductFields ?? {}
  const parts = ['rule', 'path', 'line'].map((name) => fields[`publish-to-security-hub/${name}`] ?? '')
  return [...parts, finding.FindingProviderFields?.Severity?.Label].join(' ')
}
