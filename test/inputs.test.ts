import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { matchesBranch } from '../src/branch-patterns.js'
import { UserError } from '../src/errors.js'
import { INPUT_DEFAULTS, readInputs } from '../src/inputs.js'

const given = (inputs: Record<string, string>, environment: Record<string, string> = { AWS_REGION: 'eu-central-1' }) =>
  readInputs((name) => inputs[name] ?? '', environment)

const complaint = (inputs: Record<string, string>, environment?: Record<string, string>): UserError => {
  try {
    given({ reports: 'a.sarif', ...inputs }, environment)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('the inputs were accepted')
}

test('the defaults in the code are those of action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default?: string }> }
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']))
  expect(defaults).toEqual(INPUT_DEFAULTS)
})

test('only reports and a Region are needed', () => {
  expect(given({ reports: 'a.sarif' })).toMatchObject({
    reports: 'a.sarif',
    format: 'auto',
    region: 'eu-central-1',
    import: 'auto',
    archiveFixed: true,
    minimumSeverity: 'INFORMATIONAL',
    failOn: undefined,
    annotations: 'new',
    summary: true,
    token: undefined,
    matrixCategory: undefined,
  })
})

test('all wrong inputs are reported together, each with what was expected', () => {
  const error = complaint({ import: 'sometimes', summary: 'yes', 'aws-account-id': '1234', 'fail-on': 'severe' })
  expect(error.code).toBe('INVALID_INPUT')
  for (const part of [
    'import is "sometimes"',
    'auto, always, never',
    'summary is "yes"',
    'true or false',
    'aws-account-id is "1234"',
    '12 digits',
    'fail-on is "severe"',
  ]) {
    expect(error.message).toContain(part)
  }
})

describe('booleans follow the YAML core schema', () => {
  test.each(['true', 'True', 'TRUE'])('%s is true', (text) =>
    expect(given({ reports: 'a', 'include-review': text }).includeReview).toBe(true),
  )
  test.each(['false', 'False', 'FALSE'])('%s is false', (text) => expect(given({ reports: 'a', summary: text }).summary).toBe(false))
  test.each(['yes', 'no', 'on', '1', '0', 'tRUE', 'truee'])('%s is an error', (text) =>
    expect(complaint({ summary: text }).code).toBe('INVALID_INPUT'),
  )
})

describe('the Region', () => {
  test('comes from the input before the environment', () => {
    expect(given({ reports: 'a', 'aws-region': 'us-gov-west-1' }).region).toBe('us-gov-west-1')
  })
  test('falls back to AWS_DEFAULT_REGION', () => {
    expect(given({ reports: 'a' }, { AWS_DEFAULT_REGION: 'cn-north-1' }).region).toBe('cn-north-1')
  })
  test('is that of AWS_REGION before AWS_DEFAULT_REGION', () => {
    expect(given({ reports: 'a' }, { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'cn-north-1' }).region).toBe('eu-west-1')
  })
  test('is told to come from the environment when it is none', () => {
    expect(complaint({}, { AWS_REGION: 'Frankfurt' }).message).toContain('aws-region (from the environment) is "Frankfurt"')
    expect(complaint({ 'aws-region': 'Frankfurt' }).message).not.toContain('from the environment')
  })
  test('is required for an import', () => {
    expect(complaint({}, {}).message).toContain('aws-region is not set')
  })
  test('is not needed for a dry run', () => {
    expect(given({ reports: 'a', import: 'never' }, {}).region).toBeUndefined()
  })
  test.each(['Frankfurt', 'eu central 1', 'eu-central-1.evil.example'])('%s is refused', (region) => {
    expect(complaint({ 'aws-region': region }).message).toContain('expected an AWS Region')
  })
})

describe('the account id', () => {
  test('keeps its leading zero', () => {
    expect(given({ reports: 'a', 'aws-account-id': '012345678901' }).accountId).toBe('012345678901')
  })
  test('of which YAML ate the zero is refused with the reason', () => {
    expect(complaint({ 'aws-account-id': '12345678901' }).message).toContain("quote it ('012345678901')")
  })
})

describe('the category of a matrix leg', () => {
  test('does not depend on the order of the keys', () => {
    const one = given({ reports: 'a', matrix: '{"os":"linux","node":24}' }).matrixCategory
    expect(one).toBe('node:24/os:linux')
    expect(given({ reports: 'a', matrix: '{"node":24,"os":"linux"}' }).matrixCategory).toBe(one)
  })
  test('is another one for every value, also one that is a list or an object', () => {
    const legs = ['1', '"1,2"', '[1,2]', '[[1],2]', '{"os":"linux"}', '{"os":"mac"}', '"[object Object]"', 'true', 'null']
    const categories = legs.map((value) => given({ reports: 'a', matrix: `{"leg":${value}}` }).matrixCategory)
    expect(new Set(categories).size).toBe(categories.length)
  })
  test.each(['null', '{}', ''])('is none for %s', (matrix) => expect(given({ reports: 'a', matrix }).matrixCategory).toBeUndefined())
  test.each(['[1]', '{', '7'])('%s is an error', (matrix) => expect(complaint({ matrix }).message).toContain('matrix is no JSON object'))
})

describe('an input that does not exist', () => {
  const set = (...variables: string[]) =>
    complaint({}, { AWS_REGION: 'eu-central-1', ...Object.fromEntries(variables.map((name) => [name, 'x'])) }).message

  test.each([
    ['INPUT_FAIL-ON-NWE', 'fail-on-nwe is no input of this action, expected fail-on-new'],
    ['INPUT_FAIL_ON_NEW', 'fail_on_new is no input of this action, expected fail-on-new'],
    ['Input_Report', 'report is no input of this action, expected reports'],
    ['INPUT_SUMMRY', 'summry is no input of this action, expected summary'],
    ['INPUT_REGION', 'region is no input of this action, expected aws-region'],
    ['INPUT_ROLE', 'role is no input of this action, expected role-to-assume or role-session-name'],
    ['INPUT_SARIF', 'sarif is no input of this action'],
    ['INPUT_COMMENTS', 'comments is no input of this action, expected comment'],
    ['INPUT_CHECK-RUN', 'check-run is no input of this action'],
    ['INPUT___PROTO__', '__proto__ is no input of this action'],
    ['INPUT_', ' is no input of this action'],
  ])('%s', (variable, message) => expect(set(variable)).toBe(message))

  test('is refused without a value too', () => {
    expect(complaint({}, { AWS_REGION: 'eu-central-1', INPUT_SARIF: '' }).message).toContain('sarif is no input of this action')
  })

  test('is told with all that is wrong, one to a line', () => {
    const error = complaint({ summary: 'yes' }, { 'INPUT_FAIL-ON-NWE': '', INPUT_SUMMARY: 'yes' })
    expect(error.message.split('\n')).toEqual([
      '3 inputs are wrong:',
      expect.stringMatching(/^- aws-region is not set/),
      '- summary is "yes", expected true or false',
      '- fail-on-nwe is no input of this action, expected fail-on-new',
    ])
    expect(error.hint).toBe(
      'Correct aws-region, summary, fail-on-nwe under `with:` in the workflow. A variable INPUT_… under `env:` counts as an input too.',
    )
  })

  test('is none that action.yml has, in whatever case the system keeps names of variables', () => {
    const variables = Object.keys(INPUT_DEFAULTS).flatMap((name) => [`INPUT_${name.toUpperCase()}`, `Input_${name}`])
    const environment = { AWS_REGION: 'eu-central-1', ...Object.fromEntries(variables.map((name) => [name, 'x'])) }
    expect(given({ reports: 'a' }, environment).reports).toBe('a')
  })

  test('has nothing to do with other variables', () => {
    expect(given({ reports: 'a' }, { AWS_REGION: 'eu-central-1', MY_INPUT_X: '1', INPUTRC: '/etc/inputrc' }).reports).toBe('a')
  })
})

describe('the format', () => {
  test('is read in any case', () => expect(given({ reports: 'a', format: 'SARIF' }).format).toBe('sarif'))
  test('is one of those that can be read', () => expect(given({ reports: 'a', format: 'trivy' }).format).toBe('trivy'))
  test('is an error that lists the known ones when it is none of them', () =>
    expect(complaint({ format: 'nonsense' }).message).toContain('auto, sarif'))
})

test.each([
  ['role-to-assume', 'deploy'],
  ['role-to-assume', 'arn:aws:iam::011122223333:role/'],
  ['role-to-assume', `arn:aws:iam::011122223333:role/${'x'.repeat(577)}`],
  ['role-to-assume', 'arn:aws:iam::011122223333:role/deploy and more'],
  ['role-session-name', 'a b'],
  ['product-arn', 'arn:aws:s3:::bucket'],
  ['product-arn', 'arn:aws:securityhub:eu-central-1:011122223333:product/acme'],
  ['product-arn', 'arn:aws:securityhub:eu-central-1:011122223333:product/acme/shop/more'],
  ['aws-account-id', '0123456789012'],
  ['product-name', 'x'.repeat(129)],
  ['if-no-reports-found', 'maybe'],
  ['minimum-severity', 'none'],
])('%s is checked', (name, value) => expect(complaint({ [name]: value }).message).toContain(`${name} `))

test.each(['x', 'é', '🚀'])('a product may have a name of 128 characters, and no longer one: %s', (character) => {
  expect(given({ reports: 'a', 'product-name': character.repeat(128) }).productName).toBe(character.repeat(128))
  expect(complaint({ 'product-name': character.repeat(129) }).message).toContain('product-name has 129 characters, expected at most 128')
})

test.each([
  ['x', 'xy'],
  ['x'.repeat(65), 'x'.repeat(64)],
])('a role session is named by 2 to 64 characters: %s', (refused, taken) => {
  expect(complaint({ 'role-session-name': refused }).message).toContain('role-session-name ')
  expect(given({ reports: 'a', 'role-session-name': taken }).roleSessionName).toBe(taken)
})

test('an expression that nobody evaluated counts as not set', () => {
  expect(given({ reports: 'a' }).token).toBeUndefined()
})

describe('source-root', () => {
  const root = (text: string) =>
    readInputs((name) => ({ reports: 'a', 'source-root': text })[name] ?? '', { AWS_REGION: 'eu-central-1' }, { checkout: '/w/shop' })
      .sourceRoot

  test.each([
    ['', undefined],
    ['services/shop', 'services/shop'],
    ['./services/shop/', 'services/shop'],
    ['services\\shop', 'services/shop'],
    ['services/../shop', 'shop'],
    ['.', ''],
    ['/w/shop', ''],
    ['/w/shop/services', 'services'],
  ])('%j is %j', (text, expected) => {
    expect(root(text)).toBe(expected)
  })

  test.each(['..', '../shop', 'a/../../b', '/etc', '/w/shopping', 'C:\\shop', 'a\nb'])('%j is refused', (text) => {
    expect(() => root(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})

describe('branches', () => {
  test('are none by themselves, and patterns in order else, one a line', () => {
    expect(given({ reports: 'a' }).branches).toEqual([])
    const { branches } = given({ reports: 'a', branches: '\n  release/**\r\n\n!release/old\n#12\n' })
    expect(['release/1', 'release/old', '#12', 'main'].map((name) => matchesBranch(branches, name))).toEqual([true, false, true, false])
  })

  test('say of each wrong pattern what is wrong with it', () => {
    const { message } = complaint({ branches: 'main develop\nrelease/**\nv[0-9' })
    expect(message).toContain('branches has the pattern "main develop", which holds a blank')
    expect(message).toContain('branches has the pattern "v[0-9", which has a [ without its ]')
    expect(message).not.toContain('release/**')
  })

  test('that only exclude are none', () => {
    expect(complaint({ branches: '!release/**' }).message).toContain('branches only excludes')
  })
})
