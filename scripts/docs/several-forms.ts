/** Whether the forms of one scan give the same findings. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agreement, parseEvidence } from '../../src/identity/evidence.js'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { dryRun } from '../corpus/dry-run.js'
import { type Mark, withPart } from './marked-part.js'
import { FACTS, type Fact, type Form, SCANS, type Scan } from './scans.js'

export const FORMS_MARK: Mark = { name: 'several-forms', origin: 'measured on the reports in test/fixtures by npm run docs' }

/** What became of the comparison of a form with the first one of its scan. */
export interface Comparison {
  readonly form: Form
  readonly findings: number
  /** Findings of both forms. */
  readonly common: number
  readonly sameIds: number
  /** Findings that go on when the workflow changes to this form, with the Id that they have. */
  readonly foundAgain: number
  /** How many findings differ in a fact. */
  readonly differences: ReadonlyMap<Fact, number>
}

/** The page with the table made anew. */
export async function withSeveralForms(page: string): Promise<string> {
  const headings = ['Scan', 'Form', 'Findings', 'Same Ids', 'Found again', 'What differs, and why']
  const rows: (readonly string[])[] = [headings, headings.map(() => '---')]
  for (const scan of SCANS) rows.push(...(await rowsOf(scan)))
  return withPart(page, FORMS_MARK, rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
}

async function rowsOf(scan: Scan): Promise<readonly (readonly string[])[]> {
  const { first, others } = await compare(scan)
  const own = [scan.tool, scan.forms[0]?.name ?? '', String(first.length), '', '', '']
  return [
    own,
    ...others.map(({ form, findings, ...of }) => ['', form.name, String(findings), ...countsOf(of), reasonsOf(form, of.differences)]),
  ]
}

function countsOf({ common, sameIds, foundAgain }: Omit<Comparison, 'form' | 'findings' | 'differences'>): readonly string[] {
  return [sameIds, foundAgain].map((count) => (count === common ? 'all' : String(count)))
}

function reasonsOf({ differs = {} }: Form, differences: Comparison['differences']): string {
  return [...differences].map(([fact, count]) => `${fact} (${count}): ${differs[fact] ?? '–'}`).join('; ')
}

/** Every form of a scan against the first. */
export async function compare(
  scan: Scan,
): Promise<{ readonly first: readonly AwsSecurityFinding[]; readonly others: readonly Comparison[] }> {
  const [own, ...forms] = scan.forms
  const first = own === undefined ? [] : await findingsOf(own, scan)
  const others = []
  for (const form of forms) others.push(comparison(form, first, await findingsOf(form, scan)))
  return { first, others }
}

function comparison(form: Form, first: readonly AwsSecurityFinding[], second: readonly AwsSecurityFinding[]): Comparison {
  const pairs = paired(first, second)
  const alone = first.length + second.length - 2 * pairs.length
  const differences = new Map<Fact, number>()
  for (const fact of FACTS) {
    const count = fact === 'finding' ? alone : pairs.filter(([a, b]) => factsOf(a)[fact] !== factsOf(b)[fact]).length
    if (count > 0) differences.set(fact, count)
  }
  return {
    form,
    findings: second.length,
    common: pairs.length,
    sameIds: pairs.filter(([a, b]) => idOf(a) === idOf(b)).length,
    foundAgain: pairs.filter(([a, b]) => isFoundAgain(a, b)).length,
    differences,
  }
}

type Pair = readonly [AwsSecurityFinding, AwsSecurityFinding]

/** By what is most telling first, so that of several alike the right ones meet. */
const KEYS: readonly ((finding: AwsSecurityFinding) => string)[] = [
  idOf,
  (finding) => [field(finding, 'rule'), field(finding, 'path'), field(finding, 'line')].join('\n'),
  (finding) => [field(finding, 'rule'), field(finding, 'path')].join('\n'),
  (finding) => [finding.Title, field(finding, 'path'), field(finding, 'line')].join('\n'),
  (finding) => [finding.Title, field(finding, 'path')].join('\n'),
  (finding) => [field(finding, 'rule'), finding.Title].join('\n'),
  (finding) => finding.Title ?? '',
]

function paired(first: readonly AwsSecurityFinding[], second: readonly AwsSecurityFinding[]): readonly Pair[] {
  const pairs: Pair[] = []
  const left = new Set(first)
  const right = new Set(second)
  for (const keyOf of KEYS) {
    for (const one of left) {
      const other = [...right].find((candidate) => keyOf(candidate) === keyOf(one))
      if (other === undefined) continue
      pairs.push([one, other])
      left.delete(one)
      right.delete(other)
    }
  }
  return pairs
}

/** As a later run compares: the same rule and place, and any piece of evidence that holds. */
function isFoundAgain(a: AwsSecurityFinding, b: AwsSecurityFinding): boolean {
  const [one, other] = [a, b].map((finding) => parseEvidence(field(finding, 'fingerprint-evidence'), undefined))
  const alike = one !== undefined && other !== undefined && agreement(one, other) !== undefined
  return alike && a.ProductName === b.ProductName && field(a, 'path') === field(b, 'path')
}

function factsOf(finding: AwsSecurityFinding): Readonly<Record<Fact, string>> {
  const vulnerabilities = finding.Vulnerabilities ?? []
  const packages = vulnerabilities.flatMap(({ VulnerablePackages = [] }) => VulnerablePackages)
  const names = vulnerabilities.map(({ Id }) => Id ?? '').filter((name) => !name.startsWith('CWE-'))
  return {
    finding: '',
    Id: idOf(finding),
    rule: field(finding, 'rule'),
    title: finding.Title ?? '',
    severity: finding.FindingProviderFields?.Severity?.Label ?? '',
    type: (finding.FindingProviderFields?.Types ?? []).join(' '),
    file: field(finding, 'path'),
    line: field(finding, 'line'),
    package: packages.map(({ Name, Version, PackageManager }) => [Name, Version, PackageManager].join(' ')).join('\n'),
    'fixed version': packages.map(({ FixedInVersion }) => FixedInVersion ?? '').join('\n'),
    vulnerability: names.join('\n'),
    CWE: field(finding, 'cwe'),
  }
}

/** Tool, category and fingerprint: what an Id has behind the repository. */
function idOf({ Id, ProductName }: AwsSecurityFinding): string {
  return [ProductName ?? '', ...(Id ?? '').split('/').slice(-2)].join('/')
}

function field({ ProductFields }: AwsSecurityFinding, name: string): string {
  return ProductFields?.[`publish-to-security-hub/${name}`] ?? ''
}

async function findingsOf({ report }: Form, { sample }: Scan): Promise<readonly AwsSecurityFinding[]> {
  const output = mkdtempSync(join(tmpdir(), 'several-forms-'))
  try {
    const { files } = await dryRun(join(process.cwd(), 'test', 'fixtures', report), output, { workspace: join(process.cwd(), sample) })
    return JSON.parse(readFileSync(files.findings ?? '', 'utf8')) as AwsSecurityFinding[]
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}
