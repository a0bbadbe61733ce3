/** What tools say of a credential, in whatever words: the value goes, the rest stays. */
import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { createRedactor } from '../../src/redact.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'

const redactor = createRedactor({ roots: [] })

const SECRET: Finding = {
  kind: 'secret',
  rule: { id: 'hardcoded-password', tags: [] },
  severity: { label: 'HIGH', original: 'high' },
  message: '',
  location: { path: 'config/deploy.py', startLine: 3 },
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
  'correct horse battery staple',
  'Zm9vYmFyYmF6cXV4MTIz',
  'x9Kd82Lq',
  '483920',
  "it's-s3cret",
  'a"b\'c9x',
  'p:w=1;2z',
  'AKiad****wxYz',
  'tr0ub\u2026dor',
]

const WORDINGS: readonly ((value: string) => string)[] = [
  (value) => `Possible hardcoded password: '${value}'`,
  (value) => `Found secret: ${value}`,
  (value) => `Hard-coded value "${value}" is used as password.`,
  (value) => `Secret \`${value}\` found in config`,
  (value) => `Secret \u00ab${value}\u00bb detected`,
  (value) => `The password \u201c${value}\u201d is hard-coded`,
  (value) => `\u201e${value}\u201c is a secret`,
  (value) => `Secret <${value}> found`,
  (value) => `Found a string with entropy 4.25 : "${value}"`,
  (value) => `line 3: password = "${value}"`,
  (value) => `Snippet:\n\`\`\`\npassword: ${value}\n\`\`\``,
  (value) => `{"password": "${value}"}`,
  (value) => `{\\"password\\": \\"${value}\\"}`,
  (value) => `password: ${value}\nuser: x`,
  (value) => `The secret is ${value}`,
  (value) => `Password is set to ${value}.`,
  (value) => `Hardcoded secret (${value}) in file config.py`,
  (value) => `Potential secret [${value}] found`,
  (value) => `DB_PASSWORD=${value}`,
  (value) => `Match: ${value}`,
  (value) => `Evidence:${value}`,
  (value) => `Secret detected - ${value}`,
  (value) => `Value ${value} looks like a password`,
  (value) => `Hardcoded password in variable 'pw': '${value}'`,
  (value) => `Secret:\n${value}`,
  (value) => `<password>${value}</password>`,
  (value) => `password|${value}|`,
  (value) => `Hardcoded password "${value}`,
  (value) => `Detected hard-coded password (value: ${value}, line: 3)`,
  (value) => `Revoke ${value} now`,
  (value) => `Do not commit "${value}"`,
]

/** The longer words of a value: none of them may be left. */
const wordsOf = (value: string) => [value, ...value.split(' ').filter((word) => word.length > 4)]

describe.each([
  ['a secret', SECRET],
  ['code with CWE-798', { ...SECRET, kind: 'code', rule: { id: 'X1', tags: [] }, cwes: ['CWE-798'] }],
  ['code whose rule names it', { ...SECRET, kind: 'code', rule: { id: 'no-secrets/no-secrets', tags: [] } }],
  ['style whose rule names it', { ...SECRET, kind: 'other', rule: { id: 'X1', title: 'Checks API keys', tags: [] } }],
] as const)('a finding about %s', (_what, finding) => {
  test.each(WORDINGS.map((say) => [say('\u2026'), say] as const))('says nothing of its value in: %s', (_wording, say) => {
    const left = VALUES.flatMap((value) => {
      const { message } = redactor.finding({ ...finding, message: say(value) })
      return wordsOf(value).filter((word) => message.includes(word))
    })
    expect(left).toEqual([])
  })
})

describe('what else a finding says', () => {
  test.each([
    'Possible hardcoded password',
    'Detected a Generic API Key, potentially exposing access to various services and sensitive operations.',
    'Potential hardcoded credentials: Google API Key',
    'Trivy found a secret in config/deploy.py: Warehouse key',
    '"password" detected here, make sure this is not a hard-coded credential.',
    'Do not hardcode passwords in code. Found hardcoded password used in password.',
    "Variable 'db_password' holds a hardcoded credential",
    'AWS Access Key ID found in config/deploy.py:3',
    'Hardcoded credentials, see CWE-798 (https://cwe.mitre.org/data/definitions/798.html).',
    'Read the password with password=os.environ["DB_PASSWORD"]',
    'URI secret. TruffleHog has not been able to verify it.',
  ])('stays: %s', (message) => {
    expect(redactor.finding({ ...SECRET, message }).message).toBe(message)
  })

  test('is the same for a finding about something else', () => {
    const message = "Unexpected token: punc ('}') at 'x9Kd82Lq', use y = z9Kd82Lq"
    const finding: Finding = { ...SECRET, kind: 'other', rule: { id: 'syntax', tags: [] }, message }
    expect(redactor.finding(finding).message).toBe(message)
  })

  test('keeps the names of resources in settings about passwords', () => {
    const message = "Resource 'aws_iam_account_password_policy.strict' does not expire passwords"
    const finding: Finding = { ...SECRET, kind: 'configuration', rule: { id: 'iam-password-policy', tags: [] }, message }
    expect(redactor.finding(finding).message).toBe(message)
  })
})

describe('the value that a message quotes', () => {
  const VALUE = 'hunter2-Swordfish'

  test('is gone from everything else, ids and places included', () => {
    const redacted = redactor.finding({
      ...SECRET,
      rule: {
        id: `hardcoded-password:${VALUE}`,
        name: `x-${VALUE}`,
        title: `Password ${VALUE}`,
        help: `Not ${VALUE}`,
        helpUrl: `https://x.test/${VALUE}`,
        tags: [VALUE],
      },
      message: `Hardcoded password: "${VALUE}"`,
      title: `Found ${VALUE}`,
      remediation: `Remove '${VALUE}'`,
      severity: { label: 'HIGH', original: `high (${VALUE})` },
      location: { path: `config/${VALUE}.env`, logicalName: `env.${VALUE}`, uri: `https://x.test/?v=${VALUE}` },
      fingerprints: [{ name: 'a', value: VALUE }],
      requirements: [VALUE],
    })
    expect(JSON.stringify(redacted)).not.toContain(VALUE)
    expect(redacted).toMatchObject({ message: 'Hardcoded password: "[redacted]"', rule: { id: 'hardcoded-password:[redacted]' } })
  })

  test('is the same text for every value', () => {
    const messages = VALUES.map((value) => redactor.finding({ ...SECRET, message: `Hardcoded password: '${value}'` }).message)
    expect(new Set(messages)).toEqual(new Set(["Hardcoded password: '[redacted]'"]))
  })

  test.each(["password: '", '"a" ', 'secret: x9Kd82Lq ', 'password is ', '```', '<a ', "'a", 'a="b" c: d\n', ': '])(
    'is found in linear time in a long row of %j',
    (piece) => {
      const work = (size: number) => void redactor.finding({ ...SECRET, message: piece.repeat(Math.ceil(size / piece.length)) })
      expect(growthOf(work, 20_000)).toBeLessThan(LINEAR_GROWTH)
    },
  )
})
