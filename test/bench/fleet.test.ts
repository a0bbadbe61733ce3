import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const PATIENCE = 180_000

/** The cells of a row of the table, one for each way of importing. */
function row(table: string, name: string): readonly string[] {
  const line = table.split('\n').find((one) => one.startsWith(`| ${name} |`))
  if (line === undefined) throw new Error(`The table has no row "${name}".`)
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}

test(
  'a night and a working hour of ten repositories: nothing is lost, and what is sent follows what changed',
  () => {
    const table = execFileSync(process.execPath, ['--no-warnings', resolve('lib/bench/fleet.js'), '10', '1'], { encoding: 'utf8' })
    for (const name of ['findings lost', 'findings left open although fixed', 'runs whose sums do not balance']) {
      expect(row(table, name)).toEqual(['0', '0', '0'])
    }
    expect(row(table, 'runs that failed or did not know what was there')).toEqual(['0', '0', '0'])
    const [everything = 0, changed = 0, withBaseline = 0] = row(table, 'findings written, each an event').map((cell) =>
      Number(cell.replaceAll(',', '')),
    )
    expect(changed).toBeLessThan(everything / 3)
    expect(withBaseline).toBe(changed)
  },
  PATIENCE,
)
