/** Values that a form gives to a name, without a sign between the two. */
import { describe, expect, test } from '@jest/globals'
import { redactText } from '../../src/redact/text.js'

const VALUES = ['Zk9q2Lw7Xc4Vb8Nm1Rt6', 'hunter2hunter2', 'S3cr3t!Pa55', '5f4dcc3b5aa765d61d8327deb882cf99']

const FORMS: readonly (readonly [string, (value: string) => string])[] = [
  ['a block of YAML', (value) => `db:\n  password: |\n    ${value}\n  user: app`],
  ['a folded block of YAML', (value) => `api_key: >-\n  ${value}\n  ${value}\nuser: app`],
  ['a pair of attributes', (value) => `<add key="Password" value="${value}" />`],
  ['a pair of members', (value) => `{"name": "DB_PASSWORD", "value": "${value}"}`],
  ['an escaped pair of members', (value) => `{\\"name\\": \\"DB_PASSWORD\\", \\"value\\": \\"${value}\\"}`],
  ['a variable of a container', (value) => `env:\n- name: DB_PASSWORD\n  value: ${value}\n`],
  ['a setter', (value) => `config.setPassword("${value}")`],
  ['a builder', (value) => `.withApiKey('${value}')`],
  ['a setter of named values', (value) => `props.setProperty("spring.datasource.password", "${value}")`],
  ['a line of .netrc', (value) => `machine example.com login app password ${value}`],
  ['a line of .npmrc', (value) => `//registry.example.com/:_auth=${value}`],
  ['a list of headers', (value) => `{"Authorization":["Bearer ${value}"]}`],
  ['an arrow', (value) => `token -> ${value}`],
]

describe.each(FORMS)('%s', (_name, form) => {
  test.each(VALUES)('does not show %s', (value) => {
    expect(redactText(form(value))).not.toContain(value)
  })

  test('shows what it is about', () => {
    expect(redactText(form(VALUES[0] ?? ''))).toContain('[redacted]')
  })
})

test.each([
  ['<add key="Password" value="correct horse 9 battery" />', '<add key="Password" value="[redacted]" />'],
  ['{"name":"DB_PASSWORD","value":"two words; and more"}', '{"name":"DB_PASSWORD","value":"[redacted]"}'],
  ['config.setPassword("ab\\"cd efgh")', 'config.setPassword("[redacted]")'],
])('all that is in quotes is the value: %s', (text, redacted) => {
  expect(redactText(text)).toBe(redacted)
})

test('what follows a block stays', () => {
  expect(redactText('password: |\n  first line\n  second\nuser: app')).toBe('password: |\n  [redacted]\nuser: app')
})

test.each([
  'description: |\n  Passwords are compared\n  in constant time.\n',
  '<add key="Timeout" value="30" />',
  '{"name": "LOG_LEVEL", "value": "debug"}',
  '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: db\n',
  '- name: DB_PASSWORD\n  value: ${{ secrets.DB_PASSWORD }}\n',
  'config.setPassword(process.env.PASSWORD)',
  'config.setPassword("password")',
  'vault.getSecret("db/main")',
  'setTimeout("tick()", 5)',
  'props.setProperty("encoding", "UTF-8")',
  'Users login with a password and a second factor',
  'Use Type -> Other instead of Token.',
  'token -> string',
])('%j is no credential', (text) => {
  expect(redactText(text)).toBe(text)
})
