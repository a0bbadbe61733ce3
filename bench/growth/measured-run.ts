/** Runs the bundle and tells what it took: by its own account, which knows the largest memory and nothing of what else the machine does. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ActionRun, type ActionRunOptions, removeActionRuns, runAction } from '../../test/support/run-action.js'

export interface Measured {
  /** Of the processor. */
  readonly seconds: number
  readonly megabytes: number
  /** Whether outputs, summary and run report were written. */
  readonly told: boolean
  readonly outcome: string
  readonly run: Pick<ActionRun, 'log' | 'exitCode' | 'millisecondsAfterCancel'>
}

export interface Measuring {
  run(options: ActionRunOptions): Promise<Measured>
  close(): void
}

export function createMeasuring(): Measuring {
  const folder = mkdtempSync(join(tmpdir(), 'measuring-'))
  const usage = join(folder, 'usage.json')
  const preload = join(folder, 'preload.mjs')
  writeFileSync(preload, recording(usage))
  return {
    async run(options) {
      rmSync(usage, { force: true })
      const run = await runAction({ ...options, nodeArguments: [...(options.nodeArguments ?? []), '--import', preload] })
      const report = run.outputs['report-file'] ?? ''
      const told = run.outputs['outcome'] !== undefined && run.summary !== '' && existsSync(report)
      const used = existsSync(usage) ? JSON.parse(readFileSync(usage, 'utf8')) : { seconds: 0, megabytes: 0 }
      removeActionRuns()
      return { ...used, told, outcome: told ? inWords(run) : 'nothing was told', run }
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

/** What getrusage(2) says of the largest memory has that of the parent before it in it, where a process was started by a larger one. */
function recording(path: string): string {
  return `import { existsSync, readFileSync, writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(status)?.[1] ?? maxRSS)
  writeFileSync(${JSON.stringify(path)}, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: kilobytes / 1024 }))
})\n`
}

function inWords({ log, outputs }: ActionRun): string {
  const [error = ''] = /^::error::([A-Z][A-Z_]{0,30}: [^\n]{0,110})/m.exec(log)?.slice(1) ?? []
  const { outcome, 'findings-count': findings, 'new-count': added } = outputs
  return `${outcome}, ${findings} findings${outcome === 'imported' ? `, ${added} of them new` : ''} ${error}`.trim()
}
