/**
 * What a fleet of repositories costs, and how long its runs wait, where all share the quotas of one account.
 *
 *   npm run bench:fleet [-- <repositories> [<hours of the working day> [<variant> …]]]
 *
 * Each run is the whole action with the real AWS client, over HTTP, in this process; the clock is virtual, so that nothing takes time but waiting for
 * Security Hub. A night in which all repositories are scanned at one minute, and as much of a working day as is asked for (10 hours). Adds its tables to
 * docs/fleet.md when `--save` is given. Exits non-zero when a finding is lost or left open, a run fails or does not account for
 * all of its findings, or the night takes more than 1.25 times what the quotas allow.
 */
import { appendFileSync } from 'node:fs'
import { type Simulated, simulate, type Variant } from './fleet/simulate.js'
import { hasFailed, headline, isUnbalanced, nightRatio, tableOf } from './fleet/table.js'
import { installVirtualTime } from './fleet/virtual-time.js'

const VARIANTS: readonly Variant[] = [
  { name: 'everything with every run (`refresh-after: 0`)', refreshAfter: '0', baseline: false },
  { name: 'what changed', refreshAfter: '7', baseline: false },
  { name: 'what changed, with a baseline file', refreshAfter: '7', baseline: true },
]
const MAX_RATIO = 1.25

const today = new Date().toISOString().slice(0, 10)
const words = process.argv.slice(2).filter((word) => word !== '--save')
const [repositories = 10, hours = 10, ...chosen] = words.map(Number)
const variants = VARIANTS.filter((_, index) => chosen.length === 0 || chosen.includes(index))
const time = installVirtualTime(Date.parse('2026-06-01T00:00:00.000Z'))
const played: (readonly [Variant, Simulated])[] = []
for (const variant of variants) {
  played.push([variant, await simulate({ repositories, hours }, variant, time)])
  process.stderr.write(`played: ${variant.name}\n`)
}
const command = ['npm run bench:fleet --', ...process.argv.slice(2).filter((word) => word !== '--save')].join(' ')
const text = `\n${headline({ repositories, hours }, { today, command })}\n\n${tableOf(played)}\n`
process.stdout.write(text)
if (process.argv.includes('--save')) appendFileSync('docs/fleet.md', text)
const isGood = (one: Simulated) => one.lost === 0 && one.leftOpen === 0 && !one.runs.some(isUnbalanced) && !one.runs.some(hasFailed)
process.exit(played.every(([, one]) => isGood(one) && nightRatio(one) <= MAX_RATIO) ? 0 : 1)
