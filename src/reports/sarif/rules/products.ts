import type { FindingKind } from '../../../finding.js'

/** What is known of a tool beforehand. */
export interface Product {
  /** One name for all editions of a tool; undefined for tools that nothing is known about. */
  readonly key?: string
  /** The organisation behind it, for reports that do not say. */
  readonly vendor?: string
  /** What it finds, for tools that only find one kind of thing. */
  readonly kind?: FindingKind
  /** Where its official container image expects the repository; `/` for a tool whose paths begin with a slash at the scanned directory. */
  readonly mounts: readonly string[]
  /** What it scans, for tools that scan no files of a repository. */
  readonly scans?: 'hosts' | 'images'
  /** Which of a result's locations is its place, where it is not the first. */
  readonly place?: 'last'
  /**
   * Which of a rule's texts is the rule's own, where the short description is none: it is what was said of the first result, or there is none.
   * `message`: only what is said of each result, as in the tool's own format.
   */
  readonly ruleText?: 'help' | 'message'
  /** What is true of all its rules, as its own format has it. */
  readonly tags?: readonly string[]
  /** The level that it writes where it has no grade, because the format has no word for that. */
  readonly ungraded?: 'error'
  /** Its name in its own format, where the one here is another. */
  readonly name?: string
  /** Whether it grades by the kind `informational`: what it calls so is a problem, of the lowest grade. */
  readonly gradesByKind?: boolean
}

interface Entry extends Partial<Product> {
  /** Lower case; a longer driver name matches when a space follows. */
  readonly names: readonly string[]
  readonly key: string
}

const CLOUDFORMATION = ['AWS', 'CloudFormation'] as const

/** Longer names stand before the names they begin with. */
const PRODUCTS: readonly Entry[] = [
  { names: ['codeql', 'lgtm.com', 'semmle ql'], key: 'codeql', vendor: 'GitHub' },
  { names: ['semgrep'], key: 'semgrep', vendor: 'Semgrep', kind: 'code' },
  { names: ['opengrep'], key: 'semgrep', vendor: 'Opengrep', kind: 'code' },
  { names: ['bandit'], key: 'bandit', vendor: 'PyCQA', kind: 'code' },
  { names: ['gosec'], key: 'gosec', vendor: 'securego', kind: 'code' },
  { names: ['brakeman'], key: 'brakeman', vendor: 'Brakeman', kind: 'code' },
  { names: ['nodejsscan', 'njsscan'], key: 'njsscan', vendor: 'OpenSecurity', kind: 'code', mounts: ['/src'] },
  { names: ['mobsfscan'], key: 'mobsfscan', vendor: 'OpenSecurity', kind: 'code', mounts: ['/src'] },
  { names: ['flawfinder'], key: 'flawfinder', kind: 'code' },
  { names: ['devskim'], key: 'devskim', vendor: 'Microsoft', kind: 'code' },
  { names: ['micro focus fortify', 'fortify'], key: 'fortify', vendor: 'OpenText', kind: 'code' },
  { names: ['contrast security', 'contrast scan'], key: 'contrast', vendor: 'Contrast Security', kind: 'code' },
  { names: ['security code scan', 'security-code-scan'], key: 'security-code-scan', kind: 'code' },
  { names: ['snykcode', 'snyk code'], key: 'snyk-code', vendor: 'Snyk', kind: 'code' },
  { names: ['snyk iac'], key: 'snyk-iac', vendor: 'Snyk', kind: 'configuration' },
  { names: ['snyk container'], key: 'snyk', vendor: 'Snyk', kind: 'vulnerability', scans: 'images' },
  { names: ['snyk open source', 'sectools sca'], key: 'snyk', vendor: 'Snyk', kind: 'vulnerability' },
  { names: ['trivy'], key: 'trivy', vendor: 'Aqua Security' },
  { names: ['wizcli', 'wiz cli', 'wiz'], key: 'wiz', vendor: 'Wiz' },
  // checkov/common/output/sarif.py: grades are for users of its platform, whose rules have a score, too.
  { names: ['checkov'], key: 'checkov', vendor: 'Prisma Cloud', kind: 'configuration', ungraded: 'error' },
  // pkg/report/model/sarif.go: INFO is the kind `informational`.
  { names: ['kics'], key: 'kics', vendor: 'Checkmarx', kind: 'configuration', mounts: ['/path'], gradesByKind: true },
  { names: ['tfsec', 'defsec'], key: 'tfsec', vendor: 'Aqua Security', kind: 'configuration' },
  { names: ['terrascan'], key: 'terrascan', vendor: 'Tenable', kind: 'configuration' },
  { names: ['hadolint'], key: 'hadolint', kind: 'configuration' },
  { names: ['dockle'], key: 'dockle', kind: 'configuration', scans: 'images' },
  { names: ['kubescape'], key: 'kubescape', vendor: 'ARMO', kind: 'configuration' },
  { names: ['kube-linter'], key: 'kube-linter', vendor: 'StackRox', kind: 'configuration' },
  { names: ['tflint', 'tflint-errors'], key: 'tflint', kind: 'configuration' },
  // src/ansiblelint/formatters/__init__.py, SarifFormatter: the short description is the message of the rule's first match.
  { names: ['ansible-lint'], key: 'ansible-lint', vendor: 'Red Hat', kind: 'configuration', ruleText: 'help' },
  { names: ['cfn-lint'], key: 'cfn-lint', vendor: 'AWS', kind: 'configuration', tags: CLOUDFORMATION },
  { names: ['cfn_nag', 'cfn-nag'], key: 'cfn-nag', kind: 'configuration', tags: CLOUDFORMATION },
  { names: ['zizmor'], key: 'zizmor', vendor: 'zizmor', kind: 'configuration', ruleText: 'help' },
  { names: ['actionlint', 'github actions lint'], key: 'actionlint', kind: 'configuration' },
  { names: ['scorecard'], key: 'scorecard', vendor: 'OpenSSF', kind: 'configuration' },
  { names: ['ciscat', 'cis-cat'], key: 'ciscat', vendor: 'CIS', kind: 'configuration' },
  { names: ['gitleaks'], key: 'gitleaks', vendor: 'Gitleaks', kind: 'secret' },
  { names: ['trufflehog'], key: 'trufflehog', vendor: 'Truffle Security', kind: 'secret' },
  { names: ['ggshield'], key: 'ggshield', vendor: 'GitGuardian', kind: 'secret' },
  { names: ['detect-secrets'], key: 'detect-secrets', vendor: 'Yelp', kind: 'secret' },
  { names: ['secretlint'], key: 'secretlint', vendor: 'Secretlint', kind: 'secret' },
  { names: ['noseyparker', 'nosey parker'], key: 'noseyparker', vendor: 'Praetorian', kind: 'secret' },
  { names: ['kingfisher'], key: 'kingfisher', vendor: 'MongoDB', kind: 'secret' },
  { names: ['betterleaks'], key: 'betterleaks', vendor: 'Betterleaks', kind: 'secret' },
  { names: ['2ms'], key: '2ms', vendor: 'Checkmarx', kind: 'secret' },
  { names: ['whispers'], key: 'whispers', kind: 'secret' },
  { names: ['titus'], key: 'titus', vendor: 'Praetorian', kind: 'secret' },
  { names: ['gitguardian'], key: 'ggshield', vendor: 'GitGuardian', kind: 'secret' },
  { names: ['rusty-hog', 'rusty hog'], key: 'rusty-hog', kind: 'secret' },
  { names: ['n0s1'], key: 'n0s1', kind: 'secret' },
  { names: ['talisman'], key: 'talisman', vendor: 'Thoughtworks', kind: 'secret' },
  { names: ['jfrog secrets scanner', 'jfrog binary secrets scanner'], key: 'jfrog-secrets', vendor: 'JFrog', kind: 'secret' },
  { names: ['jfrog terraform scanner', 'jfrog services scanner'], key: 'jfrog-iac', vendor: 'JFrog', kind: 'configuration' },
  { names: ['jfrog sast'], key: 'jfrog-sast', vendor: 'JFrog', kind: 'code' },
  { names: ['jfrog policy enforcer'], key: 'jfrog-policy', vendor: 'JFrog' },
  { names: ['jfrog'], key: 'jfrog', vendor: 'JFrog', kind: 'vulnerability' },
  { names: ['anchore container vulnerability report'], key: 'grype', vendor: 'Anchore', kind: 'vulnerability', scans: 'images' },
  { names: ['grype'], key: 'grype', vendor: 'Anchore', kind: 'vulnerability', mounts: ['/'] },
  { names: ['osv-scanner'], key: 'osv-scanner', vendor: 'Google', kind: 'vulnerability' },
  { names: ['govulncheck'], key: 'govulncheck', vendor: 'Go', kind: 'vulnerability' },
  { names: ['dependency-check'], key: 'dependency-check', vendor: 'OWASP', kind: 'vulnerability', mounts: ['/src'] },
  { names: ['black duck', 'blackduck'], key: 'blackduck', vendor: 'Black Duck', kind: 'vulnerability' },
  { names: ['pip-audit'], key: 'pip-audit', vendor: 'PyPA', kind: 'vulnerability' },
  { names: ['cargo-audit', 'cargo audit'], key: 'cargo-audit', vendor: 'RustSec', kind: 'vulnerability', ungraded: 'error' },
  { names: ['npm audit', 'npm-audit'], key: 'npm-audit', vendor: 'npm', kind: 'vulnerability' },
  {
    names: ['prisma cloud', 'twistcli', 'twistlock'],
    key: 'prisma-cloud',
    vendor: 'Palo Alto Networks',
    kind: 'configuration',
    scans: 'images',
  },
  { names: ['docker scout'], key: 'docker-scout', vendor: 'Docker', scans: 'images' },
  { names: ['clair', 'clairctl'], key: 'clair', vendor: 'Red Hat', scans: 'images' },
  { names: ['nessus'], key: 'nessus', vendor: 'Tenable', scans: 'hosts' },
  { names: ['zap', 'owasp zap', 'zed attack proxy', 'zaproxy'], key: 'zap', vendor: 'ZAP', scans: 'hosts' },
  { names: ['nuclei'], key: 'nuclei', vendor: 'ProjectDiscovery', scans: 'hosts' },
  { names: ['burp', 'burp suite', 'dastardly'], key: 'burp', vendor: 'PortSwigger', scans: 'hosts' },
  { names: ['stackhawk', 'hawkscan'], key: 'stackhawk', vendor: 'StackHawk', scans: 'hosts' },
  { names: ['acunetix', 'netsparker', 'invicti'], key: 'invicti', vendor: 'Invicti', scans: 'hosts' },
  { names: ['nikto'], key: 'nikto', scans: 'hosts' },
  { names: ['wapiti'], key: 'wapiti', scans: 'hosts' },
  { names: ['arachni'], key: 'arachni', scans: 'hosts' },
  { names: ['w3af'], key: 'w3af', scans: 'hosts' },
  { names: ['nmap'], key: 'nmap', scans: 'hosts' },
  { names: ['testssl', 'testssl.sh', 'sslyze'], key: 'testssl', scans: 'hosts' },
  { names: ['dalfox'], key: 'dalfox', scans: 'hosts' },
  { names: ['schemathesis'], key: 'schemathesis', scans: 'hosts' },
  { names: ['insightappsec'], key: 'insightappsec', vendor: 'Rapid7', scans: 'hosts' },
  { names: ['detectify'], key: 'detectify', vendor: 'Detectify', scans: 'hosts' },
  // lib/errorlogger.cpp: the locations are the call stack, and what Cppcheck itself calls the place is the last of them.
  { names: ['cppcheck'], key: 'cppcheck', place: 'last' },
  { names: ['eslint'], key: 'eslint', vendor: 'OpenJS Foundation', ruleText: 'message' },
  // crates/ruff_linter/src/message/sarif.rs: the short description is the first of the messages that the rule may have.
  { names: ['ruff'], key: 'ruff', vendor: 'Astral', ruleText: 'message' },
  { names: ['shellcheck'], key: 'shellcheck', vendor: 'ShellCheck', name: 'ShellCheck', kind: 'other', ruleText: 'message' },
  // pkg/printers/sarif.go: what has no severity, or another word than those of the format, is an error.
  { names: ['golangci-lint'], key: 'golangci-lint', vendor: 'golangci', ungraded: 'error' },
]

const UNKNOWN: Product = { mounts: [] }

/** What is known of a scanner of secrets that is not in the table. */
export const SECRET_SCANNER: Product = { mounts: [], kind: 'secret' }

/** What is known of the tool whose driver has this name. MegaLinter's `(MegaLinter X)` and decoration before the name do not matter. */
export function productOf(driverName: string): Product {
  const name = driverName
    .toLowerCase()
    .replace(/^[^a-z0-9]+/, '')
    .replace(/ \(megalinter [^()]*\)$/, '')
  const found = PRODUCTS.find(({ names }) => names.some((known) => name === known || name.startsWith(`${known} `)))
  return found === undefined ? UNKNOWN : { mounts: [], ...found }
}
