import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { FAKES, privateKey } from '../redact/fakes.js'
import { everythingWritten, expectSound } from '../support/outcomes.js'
import { type ActionRun, type ActionRunOptions, projectRoot } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aLog, aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const FIXTURES = join(projectRoot(), 'test', 'fixtures')

/** What `samples/secrets` and the demo's sample have planted; no scanner's word for it may come out again. */
const PLANTED = [
  'n0tr3al-w4r3h0us3-k3y-9b3e7f1a',
  'n0tr3al/p4rtn3r+t0k3n==5e8a1d6f',
  'bm90IGEgcmVhbCBsaWNlbmNlLCBvbmx5IGEgc2FtcGxlIG9m',
  'IGEgc2VjcmV0IG9mIG1vcmUgdGhhbiBvbmUgbGluZSAiPCYg',
  'not a real licence, only a sample of',
  'not-a-real-password',
]

/** Who wrote the commits of the sample's history. */
const PEOPLE = ['shop-ci', 'shop.invalid']

/** Folders of GitHub's runners, and what a container action sees of them. */
const MACHINES = ['/home/runner/work', '/github/workspace']

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.copy(join(FIXTURES, 'samples', 'secrets'), '.')
})
afterEach(() => shop.close())

/** Everything that left the process over the network, besides the credentials in the headers of requests. */
const everythingSent = () => JSON.stringify(shop.hub.requests().map(({ path, body }) => [path, body]))

/** @returns those of the texts that left the process, on whatever way */
function leaked(run: ActionRun, texts: readonly string[]): string[] {
  const everything = `${everythingSent()}\n${everythingWritten(run)}`
  return [...new Set(texts)].filter((text) => everything.includes(text) || everything.includes(JSON.stringify(text).slice(1, -1)))
}

const secretReports = ['gitleaks', 'trivy', 'trufflehog', 'detect-secrets', 'bandit'].flatMap((scanner) =>
  readdirSync(join(FIXTURES, scanner))
    .filter((name) => /\.(sarif|json|ndjson)$/.test(name))
    .map((name) => `${scanner}/${name}`),
)

describe('the report of a scanner that finds secrets', () => {
  test.each(secretReports)('%s: no secret, no person and no path of a machine leaves the process', async (path) => {
    const name = basename(path)
    shop.copy(join(FIXTURES, path), name)
    const run = await shop.run({ inputs: { reports: name } })
    expectSound(run)
    expect(shop.hub.violations()).toEqual([])
    expect(leaked(run, [...PLANTED, ...secretsIn(path), ...PEOPLE, ...MACHINES, shop.workspace])).toEqual([])
  })

  test('the secrets are really in the reports that were searched for', () => {
    const texts = secretReports.map((path) => readFileSync(join(FIXTURES, path), 'utf8')).join('\n')
    const plain = [...PLANTED, ...PEOPLE].filter((text) => !texts.includes(text))
    expect(plain).toEqual([])
    expect(secretsIn('gitleaks/many.json').length).toBeGreaterThan(0)
  })
})

/** What Gitleaks' own format calls the secret, line by line; its SARIF report of the same scan holds the same ones. */
function secretsIn(path: string): string[] {
  if (!path.startsWith('gitleaks/')) return []
  const found = ['many.json', 'history.json'].flatMap(
    (name) => JSON.parse(readFileSync(join(FIXTURES, 'gitleaks', name), 'utf8')) as { Secret: string }[],
  )
  return found.flatMap(({ Secret }) => Secret.split('\n')).filter((line) => line.length >= 8 && !line.startsWith('-----'))
}

describe('a secret that a result quotes', () => {
  const SECRET = 'tr0ub4dor-and-three-more-9f8e7d6c'

  const quoting = {
    ruleId: 'generic-api-key',
    message: { text: `Found ${SECRET} in line 2` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `config/${SECRET}.env` },
          region: { startLine: 2, snippet: { text: `API_KEY="${SECRET}"` } },
          contextRegion: { startLine: 1, endLine: 3, snippet: { text: `a\nAPI_KEY="${SECRET}"\nb` } },
        },
        logicalLocations: [{ fullyQualifiedName: `env.${SECRET}` }],
        message: { text: SECRET },
      },
    ],
    relatedLocations: [{ physicalLocation: { artifactLocation: { uri: `other/${SECRET}` } } }],
    properties: { Secret: SECRET, Match: `API_KEY="${SECRET}"`, Author: 'Jane Doe', Email: 'jane.doe@example.com', author: 'Jane Doe' },
    fixes: [{ description: { text: `Remove ${SECRET}` }, artifactChanges: [] }],
    partialFingerprints: { secret: SECRET, author: 'Jane Doe', email: 'jane.doe@example.com', commitMessage: `Add ${SECRET}` },
  }

  const rules = [
    {
      id: 'generic-api-key',
      shortDescription: { text: 'A key' },
      help: { text: `As in ${SECRET}`, markdown: `As in \`${SECRET}\`` },
      helpUri: `https://example.com/?key=${SECRET}`,
      properties: { tags: ['secret', SECRET] },
    },
  ]

  test.each(['gitleaks', 'Trivy', 'A scanner of our own'])('of %s leaves on no way, and neither does who wrote it', async (tool) => {
    shop.files({ 'report.sarif': aReport([quoting], { tool, rules }), [`config/${SECRET}.env`]: `a\nAPI_KEY="${SECRET}"\n` })
    const run = await shop.run({ inputs: { annotations: 'all' } })
    const report = expectSound(run)
    expect(report.import).toMatchObject({ imported: 1 })
    expect(leaked(run, [SECRET, 'Jane Doe', 'jane.doe'])).toEqual([])
    expect(shop.active()[0]?.Description).toContain('[redacted]')
    expect(shop.hub.violations()).toEqual([])
  })

  test('and that Security Hub refuses, with a message that names it, leaves on no way either', async () => {
    shop.files({ 'report.sarif': aReport([quoting], { tool: 'gitleaks', rules }) })
    shop.hub.fault({ kind: 'refuse-finding-if', predicate: () => true, code: 'InvalidInput', message: 'refused' })
    const run = await shop.run()
    expect(expectSound(run).import).toMatchObject({ failed: 1 })
    expect(leaked(run, [SECRET, 'Jane Doe', 'jane.doe'])).toEqual([])
  })
})

describe('credentials of well-known shapes', () => {
  const fakes = Object.values(FAKES)

  test('leave nowhere, whatever scanner quotes them wherever', async () => {
    const results = fakes.map((fake, index) =>
      aResult({
        ruleId: `rule-${index}`,
        line: index + 1,
        message: `Uses ${fake} here`,
        more: {
          fixes: [{ description: { text: `Remove ${fake}` } }],
          properties: { note: fake },
          partialFingerprints: { 'custom/v1': `${index} ${fake}` },
        },
      }),
    )
    const rules = fakes.map((fake, index) => ({
      id: `rule-${index}`,
      shortDescription: { text: `Rule ${index}` },
      fullDescription: { text: `As in ${fake}` },
      help: { text: `Not ${fake}` },
      helpUri: `https://example.com/${index}?token=${encodeURIComponent(fake)}`,
    }))
    const notifications = fakes.map((fake) => ({ level: 'error', message: { text: `Cannot use ${fake}` } }))
    const more = { invocations: [{ executionSuccessful: false, toolExecutionNotifications: notifications }] }
    shop.files({ 'report.sarif': aReport(results, { rules, more }) })
    const run = await shop.run({ inputs: { annotations: 'all' } })
    expect(expectSound(run).import).toMatchObject({ imported: fakes.length })
    expect(leaked(run, fakes)).toEqual([])
  })

  test('a private key of several lines leaves nowhere', async () => {
    const key = privateKey()
    shop.files({ 'report.sarif': aReport([aResult({ message: `Found:\n${key}\nin a file` })]) })
    const run = await shop.run()
    expectSound(run)
    expect(leaked(run, key.split('\n').slice(1, -1))).toEqual([])
  })

  test('also where a report cannot be read', async () => {
    const files = fakes.map((fake, index) => [`reports/${index}.sarif`, JSON.stringify({ [fake]: fake })] as const)
    shop.files({ ...Object.fromEntries(files), 'reports/log.sarif': fakes.join('\n') })
    const run = await shop.run({ inputs: { reports: 'reports' } })
    expect(run.exitCode).toBe(1)
    expectSound(run)
    expect(leaked(run, fakes)).toEqual([])
  })
})

describe('paths of the machine', () => {
  test('leave nowhere, whatever text they stand in', async () => {
    const machine = [shop.workspace, '/home/runner/work/shop/shop', '/github/workspace', 'D:\\a\\shop\\shop']
    const results = machine.flatMap((path, index) => [
      aResult({ line: 2 * index + 1, message: `In ${path}/src/app.py something` }),
      aResult({ line: 2 * index + 2, uri: `file://${path.replaceAll('\\', '/')}/src/app.py`, message: `Number ${index}` }),
    ])
    const invocations = [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: `Cannot read ${shop.workspace}/x` } }],
      },
    ]
    shop.files({ 'src/app.py': 'x\n', 'report.sarif': aReport(results, { more: { invocations } }) })
    const run = await shop.run({ inputs: { annotations: 'all' } })
    expectSound(run)
    expect(leaked(run, machine)).toEqual([])
  })
})

describe('credentials of the job', () => {
  const unmasked = (run: ActionRun) =>
    run.log
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n')
  const masked = (run: ActionRun) =>
    readByRunner(run.log)
      .commands.filter(({ name }) => name === 'add-mask')
      .map(({ data }) => data)

  /** Everything that is kept: the log shows masks as asterisks. */
  const kept = (run: ActionRun) => everythingWritten({ ...run, log: unmasked(run) })

  const withRole = (): ActionRunOptions => ({
    inputs: { 'role-to-assume': shop.hub.roleArn },
    environment: { ...shop.hub.oidcEnv, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
  })

  beforeEach(() => shop.files({ 'report.sarif': aReport([aResult()]) }))

  test('of the environment are masked before anything else is said, and appear nowhere', async () => {
    const run = await shop.run()
    const { AWS_SECRET_ACCESS_KEY: secret = '', AWS_ACCESS_KEY_ID: key = '' } = shop.hub.env
    expect(masked(run)).toEqual(expect.arrayContaining([secret, key]))
    expect(kept(run)).not.toContain(secret)
    expect(kept(run)).not.toContain(key)
  })

  test('of a role are masked, with the ID token, and appear nowhere', async () => {
    const run = await shop.run(withRole())
    expect(run.exitCode).toBe(0)
    const body = shop.hub.requests().find(({ operation }) => operation === 'AssumeRoleWithWebIdentity')?.body
    const token = (body as { WebIdentityToken?: string }).WebIdentityToken ?? ''
    expect(token.split('.')).toHaveLength(3)
    const secrets = masked(run)
    expect(secrets).toContain(token)
    expect(secrets.filter((text) => text.startsWith('example-secret-'))).toHaveLength(1)
    expect(secrets.filter((text) => text.startsWith('example-session-token-'))).toHaveLength(1)
    for (const secret of [...secrets, shop.hub.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '?']) expect(kept(run)).not.toContain(secret)
  })

  test('that STS refuses appear nowhere either', async () => {
    shop.hub.trust({ audience: 'another' })
    const run = await shop.run(withRole())
    expect(run.exitCode).toBe(1)
    for (const secret of masked(run)) expect(kept(run)).not.toContain(secret)
    expect(masked(run).length).toBeGreaterThan(0)
  })

  test('are handed to no later step', async () => {
    const run = await shop.run({ ...withRole(), environment: { ...withRole().environment, GITHUB_ENV: join(shop.workspace, 'env') } })
    expect(run.exitCode).toBe(0)
    expect(readdirSync(shop.workspace)).not.toContain('env')
  })
})

test('several tools and runs at once leak nothing of one another', async () => {
  const secret = 'n0tr3al-k3y-of-the-other-tool-77'
  const run = (tool: string, results: unknown[]) => ({ tool: { driver: { name: tool } }, results })
  const leak = aResult({ more: { message: { text: `Key ${secret}` }, properties: { Secret: secret } } })
  shop.files({ 'report.sarif': aLog(run('gitleaks', [leak]), run('Scanner', [aResult({ uri: 'src/other.py' })])) })
  const done = await shop.run()
  expectSound(done)
  expect(leaked(done, [secret])).toEqual([])
})
