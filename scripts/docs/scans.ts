/** Scans of which test/fixtures has several forms, and what differs between them for a reason. */

/** What is compared of two findings. `finding`: that it is there at all. `Id`: the last part of it, as a new finding would have it. */
export const FACTS = [
  'finding',
  'Id',
  'rule',
  'title',
  'severity',
  'type',
  'file',
  'line',
  'package',
  'fixed version',
  'vulnerability',
  'CWE',
] as const
export type Fact = (typeof FACTS)[number]

export interface Form {
  readonly name: string
  /** In test/fixtures. */
  readonly report: string
  /** What differs from the first form, with the reason. */
  readonly differs?: Readonly<Partial<Record<Fact, string>>>
  /** How many findings do not go on with the Id that they have, for the reason that is given for their Ids. */
  readonly anew?: number
}

export interface Scan {
  readonly tool: string
  /** What was scanned, from the root of the project. */
  readonly sample: string
  /** The tool's own first. */
  readonly forms: readonly Form[]
}

const SHOP = 'demo/sample'
const ONE = 'test/fixtures/samples/one'
const FORMS = 'test/fixtures/samples/forms'

const FOLDER = 'test/fixtures/samples/folder'

const NO_CWE = { CWE: 'not in this form' } as const
const GITLAB_OF_SEMGREP = { ...NO_CWE, severity: 'other words: `ERROR` is high, `INFO` is info' } as const
const IN_THE_IMAGE = 'of packages of a language their place in the image is not told'
const THREE_LEVELS = { severity: 'SARIF has three levels' } as const

export const SCANS: readonly Scan[] = [
  two('Bandit', 'bandit/many'),
  two('cargo-audit', 'cargo-audit/forms', {
    sample: 'test/fixtures/samples/cargo',
    differs: {
      title: 'the advisory has no other names there',
      'fixed version': 'not in this form',
      vulnerability: 'the advisory has no other names there',
    },
  }),
  two('cfn-lint', 'cfn-lint/many'),
  {
    tool: 'Checkov',
    sample: ONE,
    forms: [
      { name: 'JSON', report: 'checkov/forms.json' },
      { name: 'SARIF', report: 'checkov/forms.sarif' },
      {
        name: 'CycloneDX',
        report: 'cyclonedx-xml/checkov.xml',
        differs: { Id: 'no lines, by which the code is known', line: 'not in this form' },
      },
      { name: 'GitLab', report: 'gitlab/checkov.json' },
    ],
  },
  two('ESLint', 'eslint/many'),
  two('Gitleaks', 'gitleaks/many'),
  two('golangci-lint', 'golangci-lint/many', {
    sample: 'demo/sample/payments',
    differs: { severity: 'whatever is no word of SARIF is an error there, so what a linter graded is not told from what nobody has' },
    more: [
      {
        name: 'Code Climate',
        report: 'code-quality/golangci-lint-many.json',
        differs: { severity: 'whatever is no word of Code Climate is critical there' },
      },
    ],
  }),
  {
    tool: 'gosec',
    sample: ONE,
    forms: [
      { name: 'JSON', report: 'gosec/one.json' },
      { name: 'SARIF', report: 'gosec/one.sarif' },
      { name: 'SonarQube', report: 'sonarqube-generic/gosec.json', differs: NO_CWE },
    ],
  },
  two('Hadolint', 'hadolint/many'),
  {
    tool: 'Hadolint',
    sample: ONE,
    forms: [
      { name: 'JSON', report: 'hadolint/one.json' },
      { name: 'SARIF', report: 'hadolint/one.sarif' },
      { name: 'Code Quality', report: 'code-quality/hadolint-one.json' },
      { name: 'SonarQube', report: 'sonarqube-generic/hadolint.json' },
    ],
  },
  {
    tool: 'KICS',
    sample: FORMS,
    forms: [
      { name: 'JSON', report: 'kics/forms.json' },
      { name: 'SARIF', report: 'kics/forms.sarif', differs: { ...NO_CWE, ...THREE_LEVELS } },
      { name: 'CycloneDX', report: 'cyclonedx-xml/kics.xml', differs: { type: 'the cloud is not told' } },
      { name: 'ASFF', report: 'asff/kics.json', differs: { finding: 'KICS writes what is about AWS alone' } },
      { name: 'GitLab', report: 'gitlab/kics.json' },
      {
        name: 'Code Climate',
        report: 'code-quality/kics.json',
        differs: { Id: 'by the rule', rule: 'the name of a query, not its id', type: 'the cloud is not told' },
      },
      {
        name: 'SonarQube',
        report: 'sonarqube-generic/kics-forms.json',
        differs: { title: 'the name of a query is not told, its description is', type: 'the cloud is not told' },
      },
    ],
  },
  two('njsscan', 'njsscan/many', {
    sample: 'test/fixtures/samples/express',
    more: [{ name: 'SonarQube', report: 'sonarqube-generic/njsscan.json', differs: NO_CWE }],
  }),
  {
    tool: 'Opengrep',
    sample: ONE,
    forms: [
      { name: 'JSON', report: 'semgrep/opengrep.json' },
      { name: 'SARIF', report: 'opengrep/one.sarif' },
      {
        name: 'GitLab',
        report: 'gitlab/opengrep.json',
        differs: { ...GITLAB_OF_SEMGREP, Id: 'by the fingerprint of the tool, which is not in this form' },
      },
    ],
  },
  two('OSV-Scanner', 'osv-scanner/many', { differs: NO_CWE }),
  two('OSV-Scanner', 'osv-scanner/one', {
    sample: ONE,
    differs: NO_CWE,
    more: [
      {
        name: 'CycloneDX',
        report: 'cyclonedx/osv-scanner.json',
        differs: {
          ...NO_CWE,
          Id: 'neither the tool nor the file is told',
          rule: 'by the name in the database; which of them the tool goes by is not told',
          file: 'not in this form',
          'fixed version': 'not in this form',
        },
      },
    ],
  }),
  {
    tool: 'Prowler',
    sample: SHOP,
    forms: [
      { name: 'OCSF', report: 'ocsf/bucket.json' },
      { name: 'ASFF', report: 'asff/bucket.json', differs: { Id: 'by the fingerprint of the tool, which is another one in this form' } },
    ],
  },
  two('Ruff', 'ruff/many', {
    more: [{ name: 'GitLab Code Quality', report: 'code-quality/ruff.json' }],
  }),
  {
    tool: 'Ruff',
    sample: ONE,
    forms: [
      { name: 'JSON Lines', report: 'ruff/lines.ndjson' },
      { name: 'SARIF', report: 'ruff/one.sarif' },
    ],
  },
  two('Semgrep', 'semgrep/many', { more: [{ name: 'GitLab', report: 'gitlab/many.json', differs: GITLAB_OF_SEMGREP }] }),
  {
    tool: 'ShellCheck',
    sample: SHOP,
    forms: [
      { name: 'json1', report: 'shellcheck/many.json1.json' },
      {
        name: 'json',
        report: 'shellcheck/many.json',
        differs: { finding: 'columns count tabs as wide as they look, so two places of one line are one' },
      },
      { name: 'SARIF of shellcheck-sarif', report: 'shellcheck/many.sarif', differs: THREE_LEVELS },
    ],
  },
  two('TFLint', 'tflint/many'),
  two('tfsec', 'tfsec/one', { sample: ONE }),
  {
    tool: 'Trivy, a folder',
    sample: SHOP,
    forms: [
      { name: 'SARIF', report: 'trivy/many.sarif' },
      {
        name: 'CycloneDX',
        report: 'cyclonedx/many.json',
        differs: { finding: 'packages alone', line: 'not in this form', CWE: 'not in SARIF' },
      },
    ],
  },
  two('Trivy, a folder', 'trivy/folder', {
    sample: FOLDER,
    differs: { ...NO_CWE, Id: 'by the line', line: 'the first where none is told' },
    more: [
      { name: 'CycloneDX', report: 'cyclonedx/folder.json', differs: { finding: 'packages alone', line: 'not in this form' } },
      {
        name: 'ASFF',
        report: 'asff/trivy-folder.json',
        differs: { ...NO_CWE, Id: 'by the rule', rule: 'of a secret the title alone', line: 'not of packages and secrets' },
      },
      {
        name: 'GitLab',
        report: 'gitlab/trivy-folder.json',
        anew: 2,
        differs: {
          ...NO_CWE,
          finding: 'packages alone',
          Id: 'the file is not told',
          file: 'not in this form',
          line: 'not in this form',
          package: 'its manager is told by the file',
        },
      },
      {
        name: 'GitLab Code Quality',
        report: 'code-quality/trivy-folder.json',
        anew: 1,
        differs: {
          ...NO_CWE,
          Id: 'what has no line goes by its message, which is not in this form',
          line: 'not of packages',
          'fixed version': 'not in this form',
        },
      },
    ],
  }),
  two('Trivy, an image', 'trivy/image', {
    differs: NO_CWE,
    more: [
      { name: 'CycloneDX', report: 'cyclonedx/image.json' },
      { name: 'ASFF', report: 'asff/trivy-image.json', anew: 2, differs: { ...NO_CWE, Id: IN_THE_IMAGE } },
      {
        name: 'GitLab',
        report: 'gitlab/trivy-image.json',
        anew: 2,
        differs: { ...NO_CWE, Id: IN_THE_IMAGE, package: 'the system is told of every package, so its manager is not' },
      },
      {
        name: 'GitLab Code Quality',
        report: 'code-quality/trivy-image.json',
        anew: 2,
        differs: { ...NO_CWE, Id: IN_THE_IMAGE, 'fixed version': 'not in this form' },
      },
    ],
  }),
  two('Trivy, secrets', 'trivy/secret', { sample: 'test/fixtures/samples/secrets' }),
  two('zizmor', 'zizmor/many'),
]

interface More {
  readonly sample?: string
  readonly differs?: NonNullable<Form['differs']>
  readonly more?: readonly Form[]
}

/** A scan in the tool's own JSON and in SARIF. */
function two(tool: string, report: string, { sample = SHOP, differs = {}, more = [] }: More = {}): Scan {
  return {
    tool,
    sample,
    forms: [{ name: 'JSON', report: `${report}.json` }, { name: 'SARIF', report: `${report}.sarif`, differs }, ...more],
  }
}
