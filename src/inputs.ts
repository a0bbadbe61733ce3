/** The action's inputs, read and checked once. The only place that knows input names. */

import { isAbsolute, posix, relative } from 'node:path'
import { type BranchPattern, parseBranchPattern } from './branch-patterns.js'
import { SEVERITIES, type Severity } from './finding.js'
import { matrixCategory } from './matrix-category.js'
import { FORMAT_IDS } from './reports/recognise/formats.js'
import { parseTags, type Tags } from './tags.js'
import { type Complaint, invalidInputs, quote, unknownInputs } from './wrong-inputs.js'

export type Gate = Severity | 'any' | undefined

export interface Inputs {
  readonly reports: string
  readonly format: string
  readonly ifNoReportsFound: 'error' | 'warn' | 'ignore'
  /** Repository path of the folder that relative paths in reports start from, without a slash at its end; `''` for the root. */
  readonly sourceRoot?: string | undefined
  readonly category: string | undefined
  /** Derived from the matrix values, `undefined` outside a matrix. */
  readonly matrixCategory: string | undefined
  /** Always known unless `import` is `never`. */
  readonly region: string | undefined
  readonly accountId: string | undefined
  readonly roleToAssume: string | undefined
  readonly roleSessionName: string
  readonly audience: string | undefined
  readonly productArn: string | undefined
  readonly productName: string | undefined
  readonly companyName: string | undefined
  readonly import: 'auto' | 'always' | 'never'
  /** Which branches are imported besides the default branch. */
  readonly branches: readonly BranchPattern[]
  readonly archiveFixed: boolean
  /** Days after which what has not changed is sent again; 0 for always. */
  readonly refreshAfter: number
  /** Path of a file that an earlier run left. */
  readonly baseline: string | undefined
  readonly minimumSeverity: Severity
  readonly includeSuppressed: boolean
  readonly includeReview: boolean
  readonly failOn: Gate
  readonly failOnNew: Gate
  readonly ifNotCompared: 'auto' | 'error' | 'warn'
  readonly annotations: 'new' | 'all' | 'none'
  readonly comment: 'never' | 'on-change' | 'always'
  /** Of what the repository is for, 0 to 100. */
  readonly criticality: number | undefined
  /** Of the repository, as its resource in each finding. */
  readonly tags: Tags
  readonly summary: boolean
  readonly token: string | undefined
  readonly outputDirectory: string | undefined
}

/**
 * What stands in `action.yml`. The runner fills these in; whoever starts the bundle by hand gets the same.
 * A test holds the two together.
 */
export const INPUT_DEFAULTS = {
  reports: '',
  format: 'auto',
  'if-no-reports-found': 'error',
  'source-root': '',
  category: '',
  matrix: '${{ toJson(matrix) }}',
  'aws-region': '',
  'aws-account-id': '',
  'role-to-assume': '',
  'role-session-name': 'publish-to-security-hub',
  audience: '',
  'product-arn': '',
  'product-name': '',
  'company-name': '',
  import: 'auto',
  branches: '',
  'archive-fixed': 'true',
  'refresh-after': '7',
  baseline: '',
  'minimum-severity': 'informational',
  'include-suppressed': 'false',
  'include-review': 'false',
  'fail-on': 'never',
  'fail-on-new': 'never',
  'if-not-compared': 'auto',
  annotations: 'new',
  comment: 'never',
  criticality: '',
  tags: '',
  summary: 'true',
  token: '${{ github.token }}',
  'output-directory': '',
} as const
export type InputName = keyof typeof INPUT_DEFAULTS

/** STS `AssumeRoleWithWebIdentity`, parameter RoleSessionName. */
const ROLE_SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/
const ACCOUNT_ID = /^\d{12}$/
const REGION = /^[a-z]{2,5}(-[a-z]+){1,3}-\d{1,2}$/
/** The form of the field ProductArn in the AWS Security Finding Format. */
const PRODUCT_ARN = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:(\d{12})?:product\/[^/\s]+\/[^/\s]+$/
/** ASFF `ProductName` and `CompanyName`: 1 to 128 characters. */
const MAX_NAME_LENGTH = 128

/**
 * Days that nothing which is still reported goes without being sent. Security Hub deletes what has not been updated for 90: user guide, "Finding
 * retention". The rest is for repositories that are scanned once a month.
 */
export const LONGEST_REFRESH = 60

/** ASFF `Criticality`: service model, RatioScale, 0 to 100. */
const CRITICALITY = { most: 100, expected: 'a whole number, 0 to 100' }

const GATE_WORDS = ['never', 'low', 'medium', 'high', 'critical', 'any'] as const
const SEVERITY_WORDS = ['informational', 'low', 'medium', 'high', 'critical'] as const

/** What inputs are held against outside of themselves. */
export interface InputChecks {
  /** Absolute path of the checkout, in which `source-root` lies. */
  readonly checkout?: string
  /** What is wrong with a folder that files are to be written to, for people; nothing when it will do. */
  readonly folderFault?: (path: string) => string | undefined
}

/**
 * Reads every input.
 * @param getInput the value of an input by name, `''` when it is not set (`@actions/core`'s `getInput`)
 * @param environment for `AWS_REGION`, `AWS_DEFAULT_REGION` and the names of the inputs that were set
 * @throws UserError `INVALID_INPUT` naming all wrong and all unknown inputs at once, each with what was expected
 */
export function readInputs(
  getInput: (name: string) => string,
  environment: Readonly<Record<string, string | undefined>>,
  { checkout = '/', folderFault = () => undefined }: InputChecks = {},
): Inputs {
  const complaints: Complaint[] = []
  const read = reader(getInput, complaints)
  const importMode = read.word('import', ['auto', 'always', 'never'])
  const inputs: Inputs = {
    reports: read.required('reports', 'at least one path, glob or directory'),
    format: read.word('format', ['auto', ...FORMAT_IDS]),
    ifNoReportsFound: read.word('if-no-reports-found', ['error', 'warn', 'ignore']),
    sourceRoot: readSourceRoot(read, checkout),
    category: read.optional('category'),
    matrixCategory: read.matrix(),
    region: readRegion(read, environment, importMode === 'never'),
    accountId: read.matching('aws-account-id', ACCOUNT_ID, "12 digits; quote it ('012345678901'), or YAML drops a leading zero"),
    roleToAssume: read.matching('role-to-assume', ROLE_ARN, 'the ARN of an IAM role, arn:aws:iam::<account>:role/<name>'),
    roleSessionName: read.matching('role-session-name', ROLE_SESSION_NAME, '2 to 64 letters, digits or any of +=,.@-_') ?? '',
    audience: read.optional('audience'),
    productArn: read.matching('product-arn', PRODUCT_ARN, 'arn:aws:securityhub:<region>:<account>:product/<company>/<product>'),
    productName: read.name('product-name'),
    companyName: read.name('company-name'),
    import: importMode,
    branches: readBranches(read),
    archiveFixed: read.boolean('archive-fixed'),
    refreshAfter: read.number('refresh-after', { most: LONGEST_REFRESH, expected: `a whole number of days, 0 to ${LONGEST_REFRESH}` }),
    baseline: read.optional('baseline'),
    minimumSeverity: toSeverity(read.word('minimum-severity', SEVERITY_WORDS)),
    includeSuppressed: read.boolean('include-suppressed'),
    includeReview: read.boolean('include-review'),
    failOn: toGate(read.word('fail-on', GATE_WORDS)),
    failOnNew: toGate(read.word('fail-on-new', GATE_WORDS)),
    ifNotCompared: read.word('if-not-compared', ['auto', 'error', 'warn']),
    annotations: read.word('annotations', ['new', 'all', 'none']),
    comment: read.word('comment', ['never', 'on-change', 'always']),
    criticality: read.optional('criticality') === undefined ? undefined : read.number('criticality', CRITICALITY),
    tags: readTags(read),
    summary: read.boolean('summary'),
    token: read.optional('token'),
    outputDirectory: read.folder('output-directory', folderFault),
  }
  const unknown = unknownInputs(environment, Object.keys(INPUT_DEFAULTS))
  if (complaints.length + unknown.length > 0) throw invalidInputs(complaints, unknown)
  return inputs
}

function reader(getInput: (name: string) => string, complaints: Complaint[]) {
  const complain = (name: InputName, message: string) => {
    complaints.push({ name, message })
  }
  // An expression that nobody evaluated stands here when the bundle is started by hand.
  const evaluated = (text: string) => (text.startsWith('${{') ? '' : text)
  const raw = (name: InputName) => getInput(name).trim() || evaluated(INPUT_DEFAULTS[name])
  const optional = (name: InputName) => raw(name) || undefined
  return {
    optional,
    required(name: InputName, expected: string): string {
      const value = raw(name)
      if (value === '') complain(name, `is required: ${expected}`)
      return value
    },
    word<const T extends string>(name: InputName, words: readonly [T, ...T[]]): T {
      const value = raw(name).toLowerCase()
      const word = words.find((candidate) => candidate === value)
      if (word === undefined) complain(name, `is ${quote(raw(name))}, expected one of ${words.join(', ')}`)
      return word ?? words[0]
    },
    boolean(name: InputName): boolean {
      const value = raw(name)
      // YAML 1.2 core schema, section 10.3.2: nothing else is a boolean.
      if (/^(true|True|TRUE)$/.test(value)) return true
      if (!/^(false|False|FALSE)$/.test(value)) complain(name, `is ${quote(value)}, expected true or false`)
      return false
    },
    number(name: InputName, { most, expected }: { readonly most: number; readonly expected: string }): number {
      const value = raw(name)
      const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.POSITIVE_INFINITY
      if (number > most) complain(name, `is ${quote(value)}, expected ${expected}`)
      return Math.min(number, most)
    },
    matching(name: InputName, pattern: RegExp, expected: string): string | undefined {
      const value = optional(name)
      if (value !== undefined && !pattern.test(value)) complain(name, `is ${quote(value)}, expected ${expected}`)
      return value
    },
    name(name: InputName): string | undefined {
      const value = optional(name)
      const length = value === undefined ? 0 : [...value].length
      if (length > MAX_NAME_LENGTH) complain(name, `has ${length} characters, expected at most ${MAX_NAME_LENGTH}`)
      return value
    },
    folder(name: InputName, faultOf: (path: string) => string | undefined): string | undefined {
      const value = optional(name)
      const fault = value === undefined ? undefined : faultOf(value)
      if (fault !== undefined) complain(name, `is ${quote(value ?? '')}, expected a folder that the job may write to: ${fault}`)
      return value
    },
    matrix(): string | undefined {
      const category = matrixCategory(raw('matrix'))
      if (category === 'invalid') complain('matrix', 'is no JSON object; leave it at its default')
      return category === 'invalid' ? undefined : category
    },
    complain,
  }
}
type Reader = ReturnType<typeof reader>

function readRegion(read: Reader, environment: Readonly<Record<string, string | undefined>>, dryRun: boolean): string | undefined {
  const input = read.optional('aws-region')
  const region = input ?? (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || undefined)
  if (region === undefined && !dryRun) {
    read.complain('aws-region', 'is not set, nor AWS_REGION or AWS_DEFAULT_REGION: expected the Region of Security Hub, e.g. eu-central-1')
  }
  if (region !== undefined && !REGION.test(region)) {
    read.complain(
      'aws-region',
      `${input === undefined ? '(from the environment) ' : ''}is ${quote(region)}, expected an AWS Region such as eu-central-1`,
    )
  }
  return region
}

/** A path of the repository; `${{ github.workspace }}/services/shop` is one too. */
function readSourceRoot(read: Reader, checkout: string): string | undefined {
  const value = read.optional('source-root')
  if (value === undefined) return undefined
  const slashed = value.replaceAll('\\', '/')
  const path = posix.normalize(isAbsolute(value) ? relative(checkout, value).replaceAll('\\', '/') : slashed).replace(/\/+$/, '')
  if (/^\.\.(?:\/|$)|^\/|^[A-Za-z]:|[\n\0]/.test(path)) {
    read.complain('source-root', `is ${quote(value)}, expected a folder of the checkout, such as services/shop`)
  }
  return path === '.' ? '' : path
}

/** One pattern a line. There are no comments: the name of a branch may begin with `#`. */
function readBranches(read: Reader): readonly BranchPattern[] {
  const lines = (read.optional('branches') ?? '').split('\n').map((line) => line.trim())
  const patterns = lines
    .filter((line) => line !== '')
    .flatMap((line) => {
      const pattern = parseBranchPattern(line)
      if (!('fault' in pattern)) return [pattern]
      read.complain('branches', `has the pattern ${quote(line)}, which ${pattern.fault}`)
      return []
    })
  // GitHub takes no such list either.
  if (patterns.length > 0 && patterns.every(({ exclude }) => exclude))
    read.complain('branches', 'only excludes, expected a pattern without ! first')
  return patterns
}

function readTags(read: Reader): Tags {
  const { tags, faults } = parseTags(read.optional('tags') ?? '')
  for (const fault of faults) read.complain('tags', fault)
  return tags
}

function toSeverity(word: (typeof SEVERITY_WORDS)[number]): Severity {
  return SEVERITIES.find((severity) => severity.toLowerCase() === word) ?? 'INFORMATIONAL'
}

function toGate(word: (typeof GATE_WORDS)[number]): Gate {
  if (word === 'never') return undefined
  return word === 'any' ? 'any' : toSeverity(word)
}
