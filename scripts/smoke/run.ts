/** Runs the bundle once under the Node.js of the runner, against the local Security Hub; exits non-zero when it does not import. */

import { startLocalSecurityHub } from '../../local-hub/index.js'
import { nodeOfTheRunner } from '../../test/support/node24.js'
import { removeActionRuns, runAction } from '../../test/support/run-action.js'

const node = nodeOfTheRunner(process.cwd())
if (!node.exact) process.stdout.write(`No Node.js 24 here: using ${process.version}\n`)

const hub = await startLocalSecurityHub()
const result = {
  ruleId: 'smoke',
  message: { text: 'It runs' },
  locations: [{ physicalLocation: { artifactLocation: { uri: 'a.py' }, region: { startLine: 1 } } }],
}
const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'Smoke' } }, results: [result] }] }
const run = await runAction({
  inputs: { reports: 'a.sarif' },
  files: { 'a.sarif': JSON.stringify(log), 'a.py': 'x = 1\n' },
  environment: { ...hub.env },
})
const held = hub.findings().length
await hub.close()
removeActionRuns()
process.stdout.write(run.log)
const fine = run.exitCode === 0 && held === 1 && run.outputs['outcome'] === 'imported'
process.stdout.write(fine ? 'The bundle runs.\n' : `The bundle failed: exit code ${run.exitCode}, ${held} findings.\n`)
process.exitCode = fine ? 0 : 1
