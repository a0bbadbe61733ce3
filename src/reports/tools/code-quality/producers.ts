import type { FindingKind, Tool } from '../../../finding.js'
import type { FindingFacts } from '../../native/finding.js'
import { has } from '../../native/has.js'
import type { SeverityWords } from '../../native/severity.js'
import { isAdvisoryId } from '../../vocabulary/advisory-ids.js'
import { eslintKind } from '../../vocabulary/eslint-rules.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { eslintFacts } from '../eslint.js'
import { GOLANGCI_LINT, golangciKind } from '../golangci-lint.js'
import { RUBOCOP, rubocopKind } from '../rubocop.js'
import { isRuffSyntaxError, RUFF, ruffKind } from '../ruff.js'

/** A tool that writes issues, and what is known of its rules. */
export interface Producer extends Tool {
  /** `''` for what is not about the code; `undefined` when nothing names a rule. */
  ruleOf(issue: JsonObject): string | undefined
  /** Its words for severities, where they are not those of the specification. */
  readonly words?: SeverityWords
  /** What a rule finds, where its name tells it. */
  kindOf?(rule: string): FindingKind
  /** Whether the rule is a title that people read. */
  readonly isTitled?: boolean
  /** What the rule is called, where that is a part of the description, and all that this says. */
  titleOf?(issue: JsonObject): string | undefined
  /** What else its rule and message say. */
  factsOf?(rule: string, message: string | undefined): Partial<FindingFacts>
  /** Whether an issue says that its file could not be parsed. */
  isUnread?(issue: JsonObject): boolean
  /** Whether an issue says that more than its file was not looked at. */
  isFailure?(issue: JsonObject): boolean
}

/** A producer that nothing but its marks tells. */
interface Marked extends Producer {
  /** `engine_name` that the command line of Code Climate gives its issues. */
  readonly engine?: string
  /** Whether an issue has what only this tool writes. */
  isOf(issue: JsonObject): boolean
}

/** What is nobody's in particular. */
export const UNKNOWN: Producer = { name: 'Code Quality', ruleOf: checkName }

/**
 * Who wrote an issue: whom it names, or whose marks it has. Where several could have, nobody is named, so that two tools never share findings.
 * Issues are looked at one by one: jobs put the reports of several tools into one file.
 */
export function producerOf(issue: JsonObject): Producer {
  const engine = asText(issue['engine_name'])
  if (engine === undefined) return MARKED.find(({ isOf }) => isOf(issue)) ?? UNKNOWN
  return MARKED.find((one) => one.engine === engine.toLowerCase()) ?? { name: engine, ruleOf: checkName }
}

/** Pylint, Ruff and others that have no member for it begin the description with the code of the rule. */
function checkName(issue: JsonObject): string | undefined {
  const description = asText(issue['description'])
  const [, code] = /^([A-Z]{1,8}\d{3,5}): /.exec(description ?? '') ?? []
  return asText(issue['check_name']) ?? code ?? (description === undefined ? undefined : 'unnamed-check')
}

function fingerprintIs(issue: JsonObject, form: RegExp): boolean {
  return form.test(asText(issue['fingerprint']) ?? '')
}

function pathEnds(issue: JsonObject, endings: RegExp): boolean {
  return endings.test(asText(asObject(issue['location'])?.['path']) ?? '')
}

function descriptionBegins(issue: JsonObject, rule: string | undefined): boolean {
  return rule !== undefined && asText(issue['description'])?.startsWith(`${rule}: `) === true
}

/** Source: pkg/printers/codeclimate.go; the MD5 of an issue (pkg/result/issue.go) is in capitals nowhere else. */
const golangciLint: Marked = {
  ...GOLANGCI_LINT,
  isOf: (issue) => fingerprintIs(issue, /^[0-9A-F]{32}$/) && descriptionBegins(issue, asText(issue['check_name'])),
  ruleOf: checkName,
  kindOf: golangciKind,
  // What has no severity, or another word than those of the specification, is critical there.
  words: new Map([['critical', 'MEDIUM']]),
  // Code that does not compile, which most linters then do not look at, with the whole package.
  isFailure: (issue) => issue['check_name'] === 'typecheck',
}

/** Source: crates/ruff_linter/src/message/gitlab.rs: a hash of 64 bits. The codes of rumdl, which has such a one too, are about Markdown. */
const ruff: Marked = {
  ...RUFF,
  isOf: (issue) =>
    !has(issue, 'type') &&
    fingerprintIs(issue, /^[0-9a-f]{9,16}$/) &&
    /^(?:(?!MD)[A-Z]{1,8}\d{3,4}|invalid-syntax|syntax-error|io-error)$/.test(asText(issue['check_name']) ?? '') &&
    pathEnds(issue, /\.(?:pyi?|ipynb|pyw|toml)$/),
  ruleOf: checkName,
  kindOf: ruffKind,
  // The words of gitlab.rs for what the other forms call an error and a warning.
  words: new Map([
    ['major', 'HIGH'],
    ['minor', 'MEDIUM'],
  ]),
  isUnread: (issue) => isRuffSyntaxError(issue['check_name']),
}

/**
 * Source: eslint-formatter-codeclimate, lib/eslint-formatter-codeclimate.js, and eslint-formatter-gitlab before it: `Style` is the last category of
 * all, and messages of ESLint itself have no check. Stylelint's formatter, which was made after it, looks at style sheets.
 */
const eslint: Marked = {
  name: 'ESLint',
  vendor: 'OpenJS Foundation',
  engine: 'eslint',
  isOf: (issue) =>
    issue['type'] === 'issue' &&
    textsOf(issue['categories']).at(-1) === 'Style' &&
    has(issue, 'check_name') &&
    pathEnds(issue, /\.[cm]?[jt]sx?$/),
  ruleOf: ({ check_name: check }) => (typeof check === 'string' ? check.trim() : undefined),
  kindOf: eslintKind,
  factsOf: eslintFacts,
  isUnread: ({ check_name: check, severity }) => check === '' && severity === 'critical',
}

/** Cops have a department: `Style/StringLiterals`, with `Rubocop/` before it from Code Climate's engine. */
const rubocop: Marked = {
  ...RUBOCOP,
  engine: 'rubocop',
  isOf: (issue) =>
    COP.test(asText(issue['check_name']) ?? '') && pathEnds(issue, /(?:\.(?:rb|rake|ru|gemspec|jbuilder)|(?:Gem|Rake)file)$/),
  ruleOf: (issue) => checkName(issue)?.replace(/^Rubocop\//, ''),
  kindOf: rubocopKind,
  isUnread: (issue) => asText(issue['check_name'])?.endsWith('Lint/Syntax') === true,
}

const COP = /^(?:Rubocop\/)?[A-Z]\w{1,40}(?:\/[A-Z]\w{1,80}){1,3}$/

/** Source: pylint-gitlab, GitlabCodeClimateReporter: the message id, which is in the description too; HTML is escaped. */
const pylint: Marked = {
  name: 'Pylint',
  vendor: 'Pylint',
  engine: 'pylint',
  isOf: (issue) =>
    issue['type'] === 'issue' &&
    /^[CRWEFI]\d{4}$/.test(asText(issue['check_name']) ?? '') &&
    descriptionBegins(issue, asText(issue['check_name'])),
  ruleOf: checkName,
  kindOf: () => 'other',
  // syntax-error and astroid-error, parse-error and the like.
  isUnread: (issue) => /^(?:E0001|F\d{4})$/.test(asText(issue['check_name']) ?? ''),
}

/** Source: phpstan-src, src/Command/ErrorFormatter/GitlabErrorFormatter.php: no check of older versions; errors of no file have an empty path. */
const phpstan: Marked = {
  name: 'PHPStan',
  vendor: 'PHPStan',
  engine: 'phpstan',
  isOf: (issue) =>
    !has(issue, 'type') &&
    (!has(issue, 'check_name') || PHPSTAN_IDENTIFIER.test(asText(issue['check_name']) ?? '')) &&
    fingerprintIs(issue, /^[0-9a-f]{64}$/) &&
    pathEnds(issue, /(?:\.(?:php|phtml|inc)|^)$/),
  ruleOf: checkName,
  kindOf: () => 'other',
  isUnread: (issue) => issue['check_name'] === 'phpstan.parse' || asObject(issue['location'])?.['path'] === '',
}

/** Source: phpstan.org, "Error identifiers". */
const PHPSTAN_IDENTIFIER = /^[a-zA-Z]\w{0,60}(?:\.[a-zA-Z]\w{0,60}){1,4}$/

/** Source: PHP-CS-Fixer, src/Console/Report/FixReport/GitlabReporter.php. */
const phpCsFixer: Marked = {
  name: 'PHP CS Fixer',
  vendor: 'PHP Coding Standards Fixer',
  isOf: (issue) => asText(issue['check_name'])?.startsWith('PHP-CS-Fixer.') === true,
  ruleOf: (issue) => checkName(issue)?.replace(/^PHP-CS-Fixer\./, ''),
  kindOf: () => 'other',
}

/** Source: ansible-lint, src/ansiblelint/formatters/__init__.py, CodeclimateJSONFormatter: the page of the rule, of version 6 and later. */
const ansibleLint: Marked = {
  name: 'ansible-lint',
  vendor: 'Ansible',
  engine: 'ansible-lint',
  isOf: ({ url }) =>
    /^https:\/\/(?:ansible\.readthedocs\.io\/projects\/lint|docs\.ansible\.com\/projects\/lint|ansible-lint\.readthedocs\.io)\//.test(
      asText(url) ?? '',
    ),
  ruleOf: checkName,
  kindOf: () => 'configuration',
  isUnread: (issue) => /^(?:syntax-check|load-failure|parser-error|internal-error)\b/.test(asText(issue['check_name']) ?? ''),
}

/** Source: hadolint, src/Hadolint/Formatter/Codeclimate.hs: an error, which is its highest level, becomes a blocker. */
const hadolint: Marked = {
  name: 'Hadolint',
  vendor: 'Hadolint',
  engine: 'hadolint',
  isOf: (issue) => textsOf(issue['categories'])[0] === 'Bug Risk' && /^(?:DL|SC)\d{4}$/.test(asText(issue['check_name']) ?? ''),
  ruleOf: checkName,
  words: new Map([
    ['blocker', 'HIGH'],
    ['major', 'MEDIUM'],
  ]),
  kindOf: () => 'configuration',
  isUnread: (issue) => issue['check_name'] === 'DL1000',
}

/** Source: pkg/report/model/codeclimate.go: the score of a query, and its name in place of its id. */
const kics: Marked = {
  name: 'KICS',
  vendor: 'Checkmarx',
  isOf: (issue) => issue['type'] === 'issue' && has(issue, 'cwe', 'risk_score') && fingerprintIs(issue, /^[0-9a-f]{64}$/),
  ruleOf: checkName,
  kindOf: () => 'configuration',
  isTitled: true,
}

/** Source: crates/biome_cli/src/reporter/gitlab.rs: a hash of 64 bits in decimals, and the category of the rule. */
const biome: Marked = {
  name: 'Biome',
  vendor: 'Biome',
  isOf: (issue) =>
    !has(issue, 'type') &&
    fingerprintIs(issue, /^\d{10,20}$/) &&
    /^(?:lint|assist|suppressions|syntax|parse|format)(?:\/|$)/.test(asText(issue['check_name']) ?? ''),
  ruleOf: checkName,
  kindOf: (rule) => (rule.startsWith('lint/security/') ? 'code' : 'other'),
  isUnread: (issue) => issue['check_name'] === 'parse',
}

/** Source: aquasecurity/trivy, contrib/gitlab-codequality.tpl: one check for all, with the sort and the id in the description. */
const trivy: Marked = {
  name: 'Trivy',
  vendor: 'Aqua Security',
  isOf: (issue) => issue['check_name'] === 'container_scanning' && trivyRule(issue) !== undefined,
  ruleOf: trivyRule,
  kindOf: () => 'configuration',
  words: new Map([
    ['critical', 'CRITICAL'],
    ['major', 'HIGH'],
    ['minor', 'MEDIUM'],
    ['info', 'LOW'],
  ]),
  titleOf: ({ description }) => trivyParts(asText(description)).title,
  factsOf: (_, message) => (trivyParts(message).sort === 'Secret' ? { kind: 'secret' } : {}),
}

function trivyRule({ description }: JsonObject): string | undefined {
  const text = asText(description) ?? ''
  const { sort, id } = trivyParts(text)
  if (sort !== undefined) return id
  const [advisory] = text.split(' - ', 1)
  if (advisory !== undefined && advisory !== text)
    return isAdvisoryId(advisory) || /^[A-Z]{2,12}-[\w:-]{3,60}$/.test(advisory) ? advisory : undefined
  return /^([A-Z]{2,6}-?\d{3,6}): /.exec(text)?.[1]
}

/** `Misconfig - DS-0002 - Image user should not be 'root'`, `Secret - aws-access-key-id - AWS Access Key ID`. */
function trivyParts(description = ''): { readonly sort?: string; readonly id?: string; readonly title?: string } {
  const [sort, id, ...title] = description.split(' - ')
  const isSort = (sort === 'Misconfig' || sort === 'Secret') && title.length > 0
  return isSort && id !== undefined ? { sort, id, title: title.join(' - ') } : {}
}

const MARKED: readonly Marked[] = [
  golangciLint,
  ruff,
  eslint,
  rubocop,
  pylint,
  phpstan,
  phpCsFixer,
  ansibleLint,
  hadolint,
  kics,
  biome,
  trivy,
]
