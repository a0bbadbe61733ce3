/** The generated parts of docs/formats.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NativeFormat } from '../../src/reports/native/format.js'
import { NATIVE_FORMATS } from '../../src/reports/recognise/native-formats.js'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'
import { type Mark, withPart } from './marked-part.js'

/** What the reports in test/fixtures become: the measure of what a format carries. */
export const GOLDEN = 'test/golden'

const FORMATS_MARK: Mark = { name: 'formats', origin: 'made from the source by npm run docs' }
const CARRIED_MARK: Mark = { name: 'carried', origin: 'measured on the reports in test/fixtures by npm run docs' }

/** @param golden folder with the findings of each format's reports */
export function withFormatTables(page: string, golden: string): string {
  const formats = NATIVE_FORMATS.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  return withPart(withPart(page, FORMATS_MARK, formatsTable(formats)), CARRIED_MARK, carriedTable(formats, golden))
}

function formatsTable(formats: readonly NativeFormat[]): string {
  const rows = formats.map(({ id, name, covers, command, clean = [] }) => {
    const empty = clean.map((emptiness) => (emptiness === 'nothing' ? 'an empty file' : `\`${emptiness}\``)).join(', ')
    return `| ${cell(name)} | \`${id}\` | ${cell(covers)} | \`${cell(command)}\` | ${empty} |`
  })
  return ['| Format | `format` | Reads | How to write it | Empty reports |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

export type Carries = (finding: AwsSecurityFinding) => boolean

/** What a finding may carry. */
export const COLUMNS: readonly (readonly [heading: string, carries: Carries])[] = [
  ['file', (finding) => other(finding)['Path'] !== undefined],
  ['line', (finding) => other(finding)['StartLine'] !== undefined],
  ['package', (finding) => packages(finding).length > 0],
  ['fixed version', (finding) => packages(finding).some(({ FixedInVersion }) => FixedInVersion !== undefined)],
  ['CVE, GHSA', ({ Vulnerabilities }) => Vulnerabilities?.some(({ Id }) => /^(?:CVE|GHSA)-/.test(Id ?? '')) ?? false],
  ['CVSS', ({ Vulnerabilities }) => Vulnerabilities?.some(({ Cvss }) => Cvss !== undefined) ?? false],
  ['EPSS', ({ Vulnerabilities }) => Vulnerabilities?.some(({ EpssScore }) => EpssScore !== undefined) ?? false],
  ['CWE', ({ ProductFields }) => ProductFields?.['publish-to-security-hub/cwe'] !== undefined],
  ['advice', ({ Remediation }) => Remediation?.Recommendation?.Text !== undefined],
  ['link', ({ Remediation }) => Remediation?.Recommendation?.Url !== undefined],
  ['image', ({ Resources }) => Resources?.some(({ Type }) => Type === 'Container' || Type === 'AwsEcrContainerImage') ?? false],
  ['AWS resource', ({ Resources }) => Resources?.some(({ Id }) => Id?.startsWith('arn:') === true) ?? false],
]

function carriedTable(formats: readonly NativeFormat[], golden: string): string {
  const headings = ['`format`', 'kinds', ...COLUMNS.map(([heading]) => heading)]
  const rows = formats.flatMap(({ id }) => {
    const findings = findingsOf(join(golden, id))
    if (findings.length === 0) return []
    return [[`\`${id}\``, kindsOf(findings), ...COLUMNS.map(([, carries]) => share(findings, carries))]]
  })
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function share(findings: readonly AwsSecurityFinding[], carries: Carries): string {
  const count = findings.filter(carries).length
  if (count === findings.length) return 'all'
  return count === 0 ? '' : 'some'
}

function kindsOf(findings: readonly AwsSecurityFinding[]): string {
  const kinds = findings.map(({ ProductFields }) => ProductFields?.['publish-to-security-hub/kind'] ?? '')
  return [...new Set(kinds)].sort().join(', ')
}

function findingsOf(folder: string): readonly AwsSecurityFinding[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { findings: AwsSecurityFinding[] }[])
    .flatMap(({ findings }) => findings)
}

function other({ Resources }: AwsSecurityFinding): Readonly<Record<string, string>> {
  return Resources?.[0]?.Details?.Other ?? {}
}

function packages({ Vulnerabilities }: AwsSecurityFinding) {
  return Vulnerabilities?.flatMap(({ VulnerablePackages }) => VulnerablePackages ?? []) ?? []
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim()
}
