/** JUnit XML: which tests passed. What scanners put into it of a finding is its name and a text; no rule, no severity, no place. */
import { UserError } from '../../errors.js'
import type { ReportDocument } from '../documents/document.js'
import { childrenOf, isXmlElement, type XmlElement } from '../documents/xml.js'

/** What the names of suites and cases say of the scanner, and how it writes SARIF instead. Source: the help of each command. */
const INSTEAD: readonly (readonly [word: string, command: string])[] = [
  ['checkov', 'checkov --output sarif'],
  ['tfsec', 'tfsec --format sarif'],
  ['kics', 'kics scan --report-formats sarif'],
  ['semgrep', 'semgrep scan --sarif'],
  ['gosec', 'gosec -fmt sarif'],
  ['golangci', 'golangci-lint run --output.sarif.path stdout'],
  ['eslint', 'eslint --format @microsoft/eslint-formatter-sarif'],
  ['cfn-lint', 'cfn-lint --format sarif'],
  ['terrascan', 'terrascan scan --output sarif'],
  ['kubescape', 'kubescape scan --format sarif'],
  ['gitleaks', 'gitleaks git --report-format sarif'],
  ['tflint', 'tflint --format sarif'],
  ['hadolint', 'hadolint --format sarif'],
  ['rubocop', 'rubocop --format json'],
  ['ruff', 'ruff check --output-format sarif'],
  ['grype', 'grype --output sarif'],
  ['trivy', 'trivy --format sarif'],
]

const MOST_COMMON = 'for example `trivy --format sarif`, `checkov --output sarif` or `semgrep scan --sarif`'

/** Suites and cases whose names are looked at. */
const EXAMINED = 20

/** @returns the error for JUnit XML; `undefined` for anything else */
export function testResults({ skeleton }: ReportDocument): UserError | undefined {
  if (!isXmlElement(skeleton) || (skeleton.name !== 'testsuites' && skeleton.name !== 'testsuite')) return undefined
  const names = namesIn(skeleton).toLowerCase()
  const found = INSTEAD.find(([word]) => names.includes(word))
  const command = found === undefined ? MOST_COMMON : `with \`${found[1]}\``
  return new UserError(
    'REPORT_UNRECOGNISED',
    'this is JUnit XML: it says which tests have passed, and of findings neither rule, severity nor place',
    {
      hint: `Let the scanner write SARIF or its own JSON, ${command}, and name that file in the input reports.`,
    },
  )
}

function namesIn(root: XmlElement): string {
  const suites = [root, ...childrenOf(root, 'testsuite').slice(0, EXAMINED)]
  const elements = suites.flatMap((suite) => [suite, ...childrenOf(suite, 'testcase').slice(0, EXAMINED)])
  return elements.flatMap(({ attributes }) => ['name', 'classname', 'package'].map((name) => attributes.get(name) ?? '')).join('\n')
}
