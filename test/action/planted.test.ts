/** One run over reports of every format at once, with tokens in all their sentences: nothing that leaves the process holds one. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { FAKES, mixed } from '../redact/fakes.js'
import { everythingWritten, expectSound } from '../support/outcomes.js'
import { projectRoot } from '../support/run-action.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const FIXTURES = join(projectRoot(), 'test', 'fixtures')
const TOKENS = Object.values(FAKES)

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(() => shop.close())

test('tokens in the sentences of every format, in the names of files and of the branch leave nowhere', async () => {
  const reports = readdirSync(FIXTURES).flatMap(plantedReports)
  const branch = `fix/ghp_${mixed(36)}`
  shop.files({ ...Object.fromEntries(reports), [`reports/glpat-${mixed(20)}.json`]: `{"token": "${TOKENS[0]}"` })
  const run = await shop.run({
    inputs: { reports: 'reports', annotations: 'all', import: 'always' },
    environment: { GITHUB_REF: `refs/heads/${branch}`, GITHUB_REF_NAME: branch },
  })
  const report = expectSound(run)
  expect(reports.length).toBeGreaterThan(50)
  expect(Number(report.import['imported'])).toBeGreaterThan(250)
  const everything = `${JSON.stringify(shop.hub.requests().map(({ path, body }) => [path, body]))}\n${everythingWritten(run)}`
  expect([...TOKENS, `ghp_${mixed(36)}`, `glpat-${mixed(20)}`].filter((token) => everything.includes(token))).toEqual([])
  expect(everything).toContain('[redacted]')
}, 120_000)

/** Strings of several words take a token each, in turn. */
function plantedReports(tool: string): readonly (readonly [string, string])[] {
  const folder = join(FIXTURES, tool)
  const names = tool === 'samples' || tool === 'record' || tool === 'README.md' ? [] : readdirSync(folder)
  return names
    .filter((name) => /^(?:many|secrets?)\.(?:json|ndjson|sarif)$/.test(name))
    .map((name) => [`reports/${tool}-${name}`, planted(readFileSync(join(folder, name), 'utf8'))] as const)
}

function planted(content: string): string {
  let number = 0
  const plant = (_key: string, value: unknown) =>
    typeof value === 'string' && value.includes(' ') ? `${value} ${TOKENS[number++ % TOKENS.length]}` : value
  const documents = JSON.parse(`[${content.replace(/\}\s*\n\s*\{/g, '},{')}]`, plant) as unknown[]
  return documents.map((document) => JSON.stringify(document)).join('\n')
}
