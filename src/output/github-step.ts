import * as core from '@actions/core'
import { createLog } from './log.js'
import type { Step } from './publish.js'

/** The step this process runs as. */
export function createGitHubStep(): Step {
  return {
    log: createLog(),
    async writeSummary(markdown) {
      try {
        await core.summary.addRaw(markdown).write()
      } finally {
        core.summary.emptyBuffer()
      }
    },
    setOutput: core.setOutput,
    setFailed: core.setFailed,
  }
}
