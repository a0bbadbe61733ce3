/** The SARIF Multitool, which its makers publish on npm. It is no dependency of this project: its binary is a hundred megabytes large. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '5.7.0'

/** Installs it when it is missing. @returns the absolute path of the program */
export function installMultitool(): string {
  const folder = join(tmpdir(), `sarif-multitool-${VERSION}`)
  if (!existsSync(folder)) install(folder)
  return createRequire(join(folder, 'package.json'))('@microsoft/sarif-multitool') as string
}

/** In one step as far as other runs can see, so that a broken-off download is never taken for the program. */
function install(folder: string): void {
  const incoming = `${folder}.${process.pid}`
  mkdirSync(incoming)
  try {
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save']
    execFileSync('npm', ['install', '--prefix', incoming, ...options, `@microsoft/sarif-multitool@${VERSION}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    // All that the package's install script does.
    chmodSync(createRequire(join(incoming, 'package.json'))('@microsoft/sarif-multitool') as string, 0o755)
    renameSync(incoming, folder)
  } finally {
    rmSync(incoming, { recursive: true, force: true })
  }
}
