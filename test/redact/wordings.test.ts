/** What tools say of credentials in settings and in code, in the words that they have for it: no value is left, whatever it looks like. */
import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { createRedactor } from '../../src/redact.js'

const redactor = createRedactor({ roots: [] })

const FINDING: Finding = {
  kind: 'configuration',
  rule: { id: 'CKV_SECRET_6', tags: [] },
  severity: { label: 'HIGH', original: 'high' },
  message: '',
  location: { path: 'infra/main.tf', startLine: 3 },
  otherLocations: [],
  cwes: [],
  fingerprints: [],
  requirements: [],
  secrets: [],
}

const VALUES = [
  'hunter2-Swordfish',
  'swordfish',
  'P@ss!w0rd',
  'correct-horse-battery',
  'Zm9vYmFyYmF6cXV4MTIz',
  'x9Kd82Lq',
  '483920',
  'Sommer2024',
  'admin123',
  'tr0ub4dor&3',
  'p:w=1;2z',
  'AKiad****wxYz',
]

interface Wording {
  readonly tool: string
  readonly kind?: Finding['kind']
  readonly rule: Finding['rule']
  readonly cwes?: readonly string[]
  readonly says: readonly ((value: string) => string)[]
}

const rule = (id: string, title?: string): Finding['rule'] => ({ id, ...(title !== undefined && { title }), tags: [] })

const WORDINGS: readonly Wording[] = [
  {
    tool: 'tfsec: general-secrets',
    rule: rule('general-secrets-no-plaintext-exposure', 'Potentially sensitive data stored in block attribute.'),
    says: [
      (value) =>
        `Block 'aws_db_instance.db' includes a potentially sensitive attribute which is defined within the project: password = "${value}"`,
      (value) => `Variable 'variable.db_password' includes a potentially sensitive default value: ${value}`,
      (value) => `Local 'local.token' includes a potentially sensitive value which is defined within the project: "${value}"`,
      (value) => `variable.db_password default = "${value}"`,
      (value) => `variable "db_password" {\n  default = "${value}"\n}`,
      (value) => `variable "db_password" { default = ${JSON.stringify(value)} }`,
      (value) => `Attribute default is "${value}" in variable.db_password`,
      (value) => `Resource 'aws_instance.web' has user data with a password: export DB_PASSWORD=${value}`,
    ],
  },
  {
    tool: 'tfsec: another check of a password',
    rule: rule('aws-rds-specify-password', 'RDS master password is in plain text'),
    says: [
      (value) => `master_password is ${value}`,
      (value) => `Attribute master_password is set to "${value}"`,
      (value) => `password is ${value}`,
    ],
  },
  {
    tool: 'Checkov',
    rule: rule('CKV_SECRET_6', 'Base64 High Entropy String'),
    says: [
      (value) => `details: ['password: ${value}']`,
      (value) => `password: "${value}"`,
      (value) => `  password = "${value}"\n  username = "admin"`,
      (value) => `Code lines: 4 | password = ${value}`,
      (value) => `evaluated_keys: ['password'] = ['${value}']`,
      (value) => `Base64 High Entropy String: ${value}`,
      (value) => `Secret found: ${value} (line 4)`,
    ],
  },
  {
    tool: 'Checkov: environment of a function',
    rule: rule('CKV_AWS_45', 'Ensure no hard-coded secrets exist in Lambda environment'),
    says: [
      (value) => `environment/variables/DB_PASSWORD: ${value}`,
      (value) => `environment.variables.API_TOKEN = "${value}"`,
      (value) => `{'variables': {'api_key': '${value}'}}`,
      (value) => `Found '${value}' in environment`,
    ],
  },
  {
    tool: 'Checkov: user data',
    rule: rule('CKV_AWS_46', 'Ensure no hard-coded secrets exist in EC2 user data'),
    says: [(value) => `user_data: #!/bin/sh\nexport DB_PASSWORD=${value}\n`, (value) => `user_data = mysql -u root -p${value} shop`],
  },
  {
    tool: 'Checkov: a credential without a word of it in the title',
    rule: rule('CKV_SECRET_2', 'CKV_SECRET_2'),
    says: [(value) => `DB_PASSWORD=${value}`, (value) => `resource: ${value}`, (value) => `Evidence: ${value}`],
  },
  {
    tool: 'hadolint and checks of Dockerfiles',
    rule: rule('DL3000-secret', 'Do not put credentials into ENV or ARG'),
    says: [
      (value) => `ENV DB_PASSWORD=${value}`,
      (value) => `ENV DB_PASSWORD ${value}`,
      (value) => `ARG NPM_TOKEN=${value}`,
      (value) => `ENV NAME=shop DB_PASSWORD="${value}" PORT=80`,
      (value) => `LABEL token=${value}`,
      (value) => `Secrets passed via build-args or envs or copied secret files: ENV API_KEY ${value}`,
      (value) => `RUN echo ${value} | docker login --password-stdin`,
      (value) => `RUN curl -u deploy:${value} https://example.test/x`,
      (value) => `RUN curl -H "Authorization: Bearer ${value}" https://example.test/x`,
    ],
  },
  {
    tool: 'a parser of a Dockerfile that quotes the line',
    kind: 'other',
    rule: rule('DL1000', 'parse error'),
    says: [
      (value) => `unexpected 'E' expecting end of line: ENV DB_PASSWORD=${value}`,
      (value) => `Dockerfile:3:1 unexpected "DB_PASSWORD=${value}"`,
      (value) => `invalid line: ENV DB_PASSWORD ${value}`,
    ],
  },
  {
    tool: 'Kubernetes',
    rule: rule('CKV_K8S_35', 'Prefer using secrets as files over secrets as environment variables'),
    says: [
      (value) => `- name: DB_PASSWORD\n  value: ${value}`,
      (value) => `- name: DB_PASSWORD\n  value: "${value}"`,
      (value) => `env: [{name: DB_PASSWORD, value: ${JSON.stringify(value)}}]`,
      (value) => `{"name":"DB_PASSWORD","value":${JSON.stringify(value)}}`,
      (value) => `containers[0].env[3].value: ${value}`,
      (value) => `env DB_PASSWORD has the value '${value}'`,
      (value) => `stringData:\n  password: ${value}`,
      (value) => `args: ["--db-password", "${value}"]`,
      (value) => `args: ["--db-password=${value}"]`,
      (value) => `command: ["sh", "-c", "export TOKEN=${value}"]`,
    ],
  },
  {
    tool: 'KICS',
    rule: rule('487f4be7-3fd9-4506-a07a-eae252180c08', 'Passwords And Secrets - Generic Password'),
    says: [
      (value) => `Hardcoded secret key should not appear in source. Hardcoded secret key appears in source: password = "${value}"`,
      (value) => `DB_PASSWORD=${value} is a secret`,
      (value) => `'password' is equal '${value}'`,
      (value) => `password should not be ${value}`,
    ],
  },
  {
    tool: 'SonarQube S2068',
    kind: 'code',
    rule: rule('python:S2068', 'Credentials should not be hard-coded'),
    says: [
      (value) => `"password" detected here, make sure this is not a hard-coded credential: ${value}`,
      (value) => `'password' detected in this expression, review this potentially hard-coded credential: "${value}".`,
      (value) => `Make sure that using "${value}" is safe here.`,
    ],
  },
  {
    tool: 'SonarQube S6418',
    kind: 'code',
    rule: rule('java:S6418', 'Secrets should not be hard-coded'),
    says: [
      (value) => `'apiKey' detected in this expression, review this potentially hard-coded secret (${value}).`,
      (value) => `"${value}" is a secret`,
    ],
  },
  {
    tool: 'Snyk Code',
    kind: 'code',
    rule: rule('javascript/NoHardcodedPasswords', 'Use of Hardcoded Passwords'),
    cwes: ['CWE-259', 'CWE-798'],
    says: [
      (value) => `Do not hardcode passwords in code. Found hardcoded password "${value}" used in mysql.createConnection.`,
      (value) => `Avoid hardcoding values that are meant to be secret. Found a hardcoded string "${value}" used in here.`,
    ],
  },
  {
    tool: 'Nuclei',
    kind: 'vulnerability',
    rule: rule('credentials-disclosure', 'Credentials Disclosure Check'),
    says: [
      (value) => `Extracted: password=${value}`,
      (value) => `extracted-results: ["${value}"]`,
      (value) => `Extracted results: ${value}`,
      (value) => `Credentials Disclosure Check: found ${value}`,
      (value) => `Matched at https://shop.test/?password=${encodeURIComponent(value)}`,
    ],
  },
  {
    tool: 'ESLint: a parse error',
    kind: 'other',
    rule: rule('parse-error', 'Parsing error'),
    says: [
      (value) => `Parsing error: Unterminated string constant\n\n  3 | const password = '${value}'\n    |                  ^`,
      (value) => `Parsing error: Unexpected token\n> 3 | const dbPassword = "${value}\n`,
      (value) => `Parsing error: Unexpected token, expected ";" (3:7): let apiKey = '${value}' x`,
    ],
  },
  {
    tool: 'eslint-plugin-no-secrets',
    kind: 'other',
    rule: rule('no-secrets/no-secrets', 'An eslint rule that looks for possible leftover secrets in code'),
    says: [
      (value) => `Found a string with entropy 4.25 : "${value}"`,
      (value) => `Found a string that matches "Generic password" : "${value}"`,
    ],
  },
  {
    tool: 'GitLab SAST',
    kind: 'code',
    rule: rule('bandit.B105', 'Hardcoded password string'),
    cwes: ['CWE-259'],
    says: [(value) => `Possible hardcoded password: '${value}'`, (value) => `Hardcoded password ${value} in line 3`],
  },
  {
    tool: 'GitLab DAST',
    kind: 'vulnerability',
    rule: rule('10024', 'Exposure of sensitive information in query string'),
    says: [
      (value) => `The URL contains the password: ${value}`,
      (value) => `The following were found in the URL: password=${value}`,
      (value) => `Evidence: password=${value}`,
      (value) =>
        `GET https://shop.test/login?password=${encodeURIComponent(value)} HTTP/1.1\r\nCookie: session=${encodeURIComponent(value)}`,
    ],
  },
  {
    tool: 'GitHub code scanning',
    kind: 'code',
    rule: rule('py/clear-text-logging-sensitive-data', 'Clear-text logging of sensitive information'),
    cwes: ['CWE-312'],
    says: [
      (value) => `This expression logs sensitive data (password) as clear text: "${value}"`,
      (value) => `The hard-coded value "${value}" is used as password.`,
    ],
  },
  {
    tool: 'gosec',
    kind: 'code',
    rule: rule('G101', 'Look for hard coded credentials'),
    cwes: ['CWE-798'],
    says: [
      (value) => `Potential hardcoded credentials: password := "${value}"`,
      (value) => `Potential hardcoded credentials: ${value}`,
      (value) => `2: \n3: const password = "${value}"\n4: \n`,
    ],
  },
  {
    tool: 'Bandit',
    kind: 'code',
    rule: rule('B107', 'hardcoded_password_default'),
    cwes: ['CWE-259'],
    says: [(value) => `Possible hardcoded password: '${value}'`, (value) => `3 def login(user, password="${value}"):\n4     pass`],
  },
  {
    tool: 'Horusec',
    kind: 'code',
    rule: rule('HS-LEAKS-26', 'Hard-coded password'),
    says: [
      (value) =>
        `(1/1) * Possible vulnerability detected: Hard-coded password\nThe software contains hard-coded credentials: password = "${value}"`,
      (value) => `Code: DB_PASSWORD: ${value}`,
    ],
  },
]

/** The longer words of a value: none of them may be left. */
const leftOf = (text: string) => VALUES.filter((value) => text.includes(value) || text.includes(encodeURIComponent(value)))

const CASES = WORDINGS.flatMap(({ says, ...tool }) => says.map((say) => ({ ...tool, say, wording: say('\u2026') })))

describe('in the words of tools', () => {
  test('there are more than seventy wordings', () => {
    expect(CASES.length).toBeGreaterThan(70)
  })

  test.each(CASES)('$tool says nothing of a value: $wording', ({ kind, rule, cwes = [], say }) => {
    const finding: Finding = { ...FINDING, rule, cwes, ...(kind !== undefined && { kind }) }
    expect(leftOf(VALUES.map((value) => redactor.finding({ ...finding, message: say(value) }).message).join('\n'))).toEqual([])
  })
})
