/** A scenario for every code of the closed list that can fail a run. */
import { gzipSync } from 'node:zlib'
import type { LocalSecurityHubOptions } from '../../local-hub/index.js'
import type { ErrorCode } from '../../src/errors.js'
import type { ActionRunOptions } from '../support/run-action.js'
import { aReport, aResult, aRun } from '../support/sarif.js'
import type { Scenario } from '../support/scenario.js'

/** What `report.sarif` holds when nothing else is said. */
export const TWO = [aResult({ line: 2 }), aResult({ line: 4, message: 'Another one' })]

export interface Trouble {
  readonly code: ErrorCode
  /** Continues "is told when …". */
  readonly when: string
  readonly hub?: LocalSecurityHubOptions
  prepare?(shop: Scenario): void
  readonly run?: ActionRunOptions | ((shop: Scenario) => ActionRunOptions)
  /** What the user reads of what happened and of what to do. */
  readonly message: RegExp
  readonly hint: RegExp
  readonly outcome: string
  readonly imported: number
}

/** Nothing gets through: two findings are read, none is sent. */
const NONE = { outcome: 'failed', imported: 0 }
/** One report is bad, the two findings of the other are imported. */
const OTHERS = { outcome: 'partial', imported: 2 }

const BOTH: ActionRunOptions = { inputs: { reports: 'report.sarif\nother.sarif' } }
/** A job that is not signed in. */
export const UNSIGNED = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }

const withRole = ({ hub }: Scenario): ActionRunOptions => ({
  inputs: { 'role-to-assume': hub.roleArn },
  environment: { ...UNSIGNED, ...hub.oidcEnv },
})

const otherReport =
  (content: string | Uint8Array) =>
  ({ files }: Scenario) =>
    files({ 'other.sarif': content })

export const manyFindings = ({ files }: Scenario) =>
  files({ 'report.sarif': aReport(Array.from({ length: 200 }, (_, index) => aResult({ line: index + 1, message: `Number ${index}` }))) })

export const TROUBLES: readonly Trouble[] = [
  {
    code: 'INVALID_INPUT',
    when: 'inputs are wrong, all of them at once',
    run: { inputs: { 'archive-fixed': 'yes', 'fail-on': 'sometimes', 'aws-account-id': '12345' } },
    message:
      /3 inputs are wrong:\n- aws-account-id is "12345", expected 12 digits.*\n- archive-fixed is "yes", expected true or false\n- fail-on is "sometimes"/,
    hint: /Correct aws-account-id, archive-fixed, fail-on under `with:`/,
    ...NONE,
  },
  {
    code: 'INVALID_INPUT',
    when: 'no Region is known',
    run: { environment: { AWS_REGION: '' } },
    message: /aws-region is not set, nor AWS_REGION or AWS_DEFAULT_REGION/,
    hint: /Correct aws-region/,
    ...NONE,
  },
  {
    code: 'INVALID_INPUT',
    when: 'the output directory is a file',
    run: { inputs: { 'output-directory': 'report.sarif', 'check-run': 'true' } },
    message:
      /2 inputs are wrong:\n- output-directory is "report.sarif", expected a folder that the job may write to: .*\n- check-run is no input/,
    hint: /Correct output-directory, check-run under `with:`/,
    ...NONE,
  },
  {
    code: 'NO_REPOSITORY',
    when: 'nobody says which repository it is',
    run: { environment: { GITHUB_REPOSITORY: '', GITHUB_REPOSITORY_ID: '' } },
    message: /GITHUB_REPOSITORY does not name one/,
    hint: /set GITHUB_REPOSITORY to `owner\/name`/,
    ...NONE,
  },
  {
    code: 'NO_REPORTS_FOUND',
    when: 'no file matches',
    run: { inputs: { reports: '# the scanner of the day\n*.json.sarif\n!x' } },
    message: /No report matches \*\.json\.sarif, !x$/m,
    hint: /Check that the scanner ran.*if-no-reports-found/,
    ...NONE,
  },
  {
    code: 'REPORT_NOT_FOUND',
    when: 'a report that is named is not there',
    run: BOTH,
    message: /other\.sarif: there is no such file/,
    hint: /The step that writes the report has to run before.*if-no-reports-found/,
    ...OTHERS,
  },
  {
    code: 'REPORT_UNREADABLE',
    when: 'a packed report is cut off',
    prepare: otherReport(gzipSync(aReport(TWO)).subarray(0, 60)),
    run: BOTH,
    message: /other\.sarif: the gzip file is damaged or cut off/,
    hint: /Check the step that packs the report, or give the action the unpacked file/,
    ...OTHERS,
  },
  {
    code: 'REPORT_EMPTY',
    when: 'a report is empty',
    prepare: otherReport(''),
    run: BOTH,
    message: /other\.sarif: the file is empty/,
    hint: /The scanner probably failed/,
    ...OTHERS,
  },
  {
    code: 'REPORT_NOT_JSON',
    when: 'a report is a traceback',
    prepare: otherReport('Traceback (most recent call last):'),
    run: BOTH,
    message: /other\.sarif: this is not JSON: unexpected "T" at line 1, column 1/,
    hint: /Let the scanner write SARIF or its own JSON into the file, without a banner, and without any other output/,
    ...OTHERS,
  },
  {
    code: 'REPORT_NOT_JSON',
    when: 'a report ends in the middle',
    prepare: otherReport(aReport(TWO).slice(0, -20)),
    run: BOTH,
    message: /other\.sarif: the JSON ends too early, at line 1, column \d+/,
    hint: /The scanner was probably stopped while it wrote/,
    ...OTHERS,
  },
  {
    code: 'REPORT_UNRECOGNISED',
    when: 'a JSON file is no report',
    prepare: otherReport('{"name":"shop","private":true}'),
    run: BOTH,
    message: /other\.sarif: no known report format: an object with the keys "name", "private"/,
    hint: /Formats that can be read: .*sarif/,
    ...OTHERS,
  },
  {
    code: 'REPORT_UNRECOGNISED',
    when: 'a report is a bill of materials',
    prepare: otherReport('{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"shop","packages":[]}'),
    run: BOTH,
    message: /other\.sarif: this is a bill of materials \(SPDX\)/,
    hint: /grype sbom:FILE .*trivy sbom/,
    ...OTHERS,
  },
  {
    code: 'REPORT_UNRECOGNISED',
    when: 'not one entry of a report is read',
    prepare: otherReport('{"matches":[{"eol":"2024-01-01"}],"source":{},"descriptor":{"name":"grype"}}'),
    run: BOTH,
    message: /other\.sarif: it is read as Grype JSON, but its only entry can be read as that/,
    hint: /set the input format to the right one/,
    ...OTHERS,
  },
  {
    code: 'REPORT_IS_OWN_OUTPUT',
    when: 'a report is what this action wrote',
    prepare: otherReport('[{"Id":"x","ProductFields":{"publish-to-security-hub/scheme":"1"}}]'),
    run: BOTH,
    message: /other\.sarif: this is no report of a scanner: it holds findings that this action made/,
    hint: /Give the action the scanner's own report.*output-directory/,
    ...OTHERS,
  },
  {
    code: 'SCANNER_FAILED',
    when: 'a scanner wrote an error in place of a report',
    prepare: otherReport('{"error":{"code":"ENOAUDIT","summary":"Your registry has no audit","detail":""}}'),
    run: BOTH,
    message: /other\.sarif: npm audit failed and wrote an error in place of a report: Your registry has no audit/,
    hint: /Repair the step that runs npm audit/,
    ...OTHERS,
  },
  {
    code: 'SARIF_VERSION_UNSUPPORTED',
    when: 'a report is SARIF 1.0.0',
    prepare: otherReport(JSON.stringify({ version: '1.0.0', runs: [aRun(TWO)] })),
    run: BOTH,
    message: /other\.sarif: Only SARIF 2\.1\.0 can be read; the report has "1\.0\.0"/,
    hint: /npx @microsoft\/sarif-multitool transform/,
    ...OTHERS,
  },
  {
    code: 'SARIF_MALFORMED',
    when: 'a SARIF log has no runs',
    prepare: otherReport(JSON.stringify({ version: '2.1.0', runs: { run: aRun(TWO) } })),
    run: BOTH,
    message: /other\.sarif: The SARIF log has no `runs` array \(it is an object\)/,
    hint: /Check that the scanner finished/,
    ...OTHERS,
  },
  {
    code: 'NO_CREDENTIALS',
    when: 'the job is not signed in',
    run: { environment: UNSIGNED },
    message: /No AWS credentials were found/,
    hint: /aws-actions\/configure-aws-credentials[\s\S]*role-to-assume[\s\S]*id-token: write/,
    ...NONE,
  },
  {
    code: 'CREDENTIALS_EXPIRED',
    when: 'credentials that cannot be renewed have expired',
    prepare: ({ hub }) => hub.fault({ kind: 'expired-token', times: 100 }),
    message: /The AWS credentials have expired/,
    hint: /role-to-assume/,
    ...NONE,
  },
  {
    code: 'CREDENTIALS_INVALID',
    when: 'the access key does not exist',
    run: { environment: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN8EXAMPLE' } },
    message: /AWS does not accept the credentials.*InvalidClientTokenId/,
    hint: /Check that the access key exists and is active/,
    ...NONE,
  },
  {
    code: 'CREDENTIALS_INVALID',
    when: 'the secret key is wrong',
    run: { environment: { AWS_SECRET_ACCESS_KEY: 'wrong' } },
    message: /AWS does not accept the credentials.*SignatureDoesNotMatch/,
    hint: /session token belongs to it/,
    ...NONE,
  },
  {
    code: 'CREDENTIALS_INVALID',
    when: 'requests are signed for another Region than the one that they reach',
    run: { inputs: { 'aws-region': 'eu-west-1' } },
    message: /AWS does not accept the credentials.*Credential should be scoped to a valid region/,
    hint: /the account has the region eu-west-1 switched on/,
    ...NONE,
  },
  {
    code: 'NO_ID_TOKEN',
    when: 'the job lacks id-token: write',
    run: (shop) => ({ ...withRole(shop), environment: UNSIGNED }),
    message: /role-to-assume needs an ID token of the job, and GitHub gave it none/,
    hint: /permissions:\n {2}contents: read\n {2}id-token: write/,
    ...NONE,
  },
  {
    code: 'NO_ID_TOKEN',
    when: 'GitHub does not hand the token out',
    prepare: ({ hub }) => hub.fault({ kind: 'access-denied', operation: 'GetIdToken', times: 100 }),
    run: withRole,
    message: /GitHub gave no ID token for the audience sts\.amazonaws\.com: HTTP 403/,
    hint: /id-token: write/,
    ...NONE,
  },
  {
    code: 'ROLE_NOT_ASSUMED',
    when: 'the trust policy is for another repository',
    prepare: ({ hub }) => hub.trust({ subject: 'repo:acme/other:*' }),
    run: withRole,
    message: /role\/publish-to-security-hub could not be assumed: no such role.*Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    hint: / {2}sub {2}repo:acme\/shop:ref:refs\/heads\/main\n[\s\S]*"token\.actions\.githubusercontent\.com:sub": "repo:acme\/shop:ref:refs\/heads\/main"/,
    ...NONE,
  },
  {
    code: 'SECURITY_HUB_NOT_ENABLED',
    when: 'each finding is refused for that',
    hub: { enabled: false, notEnabledForm: 'failed-findings' },
    message: /Security Hub is not enabled in us-east-1 for account 123456789012/,
    hint: /aws securityhub enable-security-hub --region us-east-1[\s\S]*https:\/\/us-east-1\.console\.aws\.amazon\.com\/securityhub\/home/,
    ...NONE,
  },
  {
    code: 'SECURITY_HUB_NOT_ENABLED',
    when: 'the request is refused for that',
    hub: { enabled: false, notEnabledForm: 'exception' },
    message: /Security Hub is not enabled in us-east-1 for account 123456789012/,
    hint: /Or set the input aws-region to a Region in which it is enabled/,
    ...NONE,
  },
  {
    code: 'IMPORT_NOT_ALLOWED',
    when: 'the policy lacks securityhub:BatchImportFindings',
    prepare: ({ hub }) => hub.deny('securityhub:BatchImportFindings'),
    message: /The credentials may not import findings.*securityhub:BatchImportFindings/,
    hint: /"Action": "securityhub:BatchImportFindings",\s+"Resource": "arn:aws:securityhub:us-east-1:123456789012:product\/123456789012\/default"/,
    ...NONE,
  },
  {
    code: 'ACCOUNT_MISMATCH',
    when: 'aws-account-id is another account than the credentials’',
    run: { inputs: { 'aws-account-id': '000000000042' } },
    message: /The credentials belong to account 123456789012, the findings to account 000000000042/,
    hint: /leave out the input aws-account-id to send to account 123456789012/,
    ...NONE,
  },
  {
    code: 'PRODUCT_ARN_MISMATCH',
    when: 'the product lies in another Region',
    run: { inputs: { 'product-arn': 'arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default' } },
    message: /its region is "eu-west-1", not "us-east-1"/,
    hint: /Leave out the input product-arn to use the account's own product, arn:aws:securityhub:us-east-1:/,
    ...NONE,
  },
  {
    code: 'THROTTLED',
    when: 'throttling outlasts the retries',
    prepare: ({ hub }) => hub.fault({ kind: 'throttle', operation: 'BatchImportFindings', times: 100 }),
    run: { environment: { AWS_MAX_ATTEMPTS: '2' } },
    message: /Security Hub kept refusing requests as too many.*TooManyRequestsException, HTTP 429/,
    hint: /10 BatchImportFindings and 3 GetFindings requests a second/,
    ...NONE,
  },
  {
    code: 'ENDPOINT_UNREACHABLE',
    when: 'nobody listens',
    run: { environment: { AWS_ENDPOINT_URL_SECURITYHUB: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '2' } },
    message: /Security Hub in us-east-1 did not answer.*ECONNREFUSED/,
    hint: /network, firewall, proxy.*AWS_ENDPOINT_URL_SECURITYHUB/,
    ...NONE,
  },
  {
    code: 'SERVICE_ERROR',
    when: 'the service keeps failing',
    prepare: ({ hub }) => hub.fault({ kind: 'internal', operation: 'BatchImportFindings', times: 100 }),
    run: { environment: { AWS_MAX_ATTEMPTS: '2' } },
    message: /A request to Security Hub in us-east-1 failed.*InternalException, HTTP 500/,
    hint: /Run the step again.*AWS Support can look into it by the request id [\da-f-]{36}/,
    ...NONE,
  },
  {
    code: 'SERVICE_ERROR',
    when: 'a proxy answers in place of AWS',
    prepare: ({ hub }) => hub.fault({ kind: 'not-json', operation: 'BatchImportFindings', times: 100 }),
    message: /A request to Security Hub in us-east-1 failed.*is not valid JSON \(SyntaxError, HTTP 200\)$/m,
    hint: /look for a proxy, a firewall or a sign-in page/,
    ...NONE,
  },
  {
    code: 'FINDINGS_REJECTED',
    when: 'a finding is refused',
    prepare: ({ hub }) =>
      hub.fault({ kind: 'refuse-finding-if', predicate: isCalled('Another one'), code: 'InvalidInput', message: 'No such thing' }),
    message: /Security Hub refused 1 finding\. The first: InvalidInput: No such thing/,
    hint: /failed-findings-file names each of them with the reason\. The others were imported\./,
    outcome: 'partial',
    imported: 1,
  },
  {
    code: 'FINDINGS_NOT_SENT',
    when: 'a part of the requests is given up',
    prepare: (shop) => {
      manyFindings(shop)
      shop.hub.fault({ kind: 'throttle', operation: 'BatchImportFindings' })
    },
    run: { environment: { AWS_MAX_ATTEMPTS: '1' } },
    message: /100 findings could not be sent; 100 were imported/,
    hint: /Run the step again: what was imported is not doubled/,
    outcome: 'partial',
    imported: 100,
  },
  {
    code: 'GATE_FAILED',
    when: 'a finding is as severe as fail-on says',
    run: { inputs: { 'fail-on': 'high' } },
    message: /2 open findings of severity high or higher \(fail-on: high\)/,
    hint: /Fix them, accept false positives/,
    outcome: 'imported',
    imported: 2,
  },
  {
    code: 'NOT_COMPARED',
    when: 'fail-on-new is set and Security Hub may not be asked',
    prepare: ({ hub }) => hub.deny('securityhub:GetFindings'),
    run: { inputs: { 'fail-on-new': 'high' } },
    message:
      /fail-on-new: high could not be judged: it is not known whether 2 findings of severity high or higher are new \(LOOKUP_NOT_ALLOWED\)/,
    hint: /Do what is said of LOOKUP_NOT_ALLOWED.*set if-not-compared to warn/,
    outcome: 'imported',
    imported: 2,
  },
  {
    code: 'CANCELLED',
    when: 'the job is cancelled before anything is sent',
    prepare: ({ hub }) => hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'GetCallerIdentity' }),
    run: ({ hub }) => ({
      cancel: { signal: 'SIGINT', when: () => hub.requests().some(({ operation }) => operation === 'GetCallerIdentity') },
    }),
    message: /The job was cancelled/,
    hint: /Run the job again/,
    ...NONE,
  },
]

function isCalled(title: string): (finding: unknown) => boolean {
  return (finding) => (finding as { Title: string }).Title === title
}
