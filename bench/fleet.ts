import { simulate } from './fleet/simulate.js'
import { installVirtualTime } from './fleet/virtual-time.js'

const n = Number(process.argv[2] ?? 10)
const hours = Number(process.argv[3] ?? 10)
const real = process.hrtime.bigint()
const time = installVirtualTime(Date.parse('2026-06-01T00:00:00.000Z'))
const VARIANTS = [
  { name: 'rewrite', refreshAfter: '0', baseline: false },
  { name: 'default', refreshAfter: '7', baseline: false },
  { name: 'baseline', refreshAfter: '7', baseline: true },
]
for (const variant of VARIANTS) {
  const { runs, ...rest } = await simulate({ repositories: n, hours }, variant, time)
  const waits = runs.map(({ waited }) => waited).sort((a, b) => a - b)
  const outcomes: Record<string, number> = {}
  for (const { kind, result } of runs) outcomes[`${kind} ${result.outcome}`] = (outcomes[`${kind} ${result.outcome}`] ?? 0) + 1
  console.log(
    variant.name,
    rest,
    outcomes,
    'max',
    waits.at(-1),
    'p50',
    waits[waits.length >> 1],
    Number(process.hrtime.bigint() - real) / 1e9,
  )
  console.log(runs.flatMap(({ result }) => result.errors.map((e) => e.message)).slice(0, 3))
  console.log(runs.flatMap(({ result }) => result.warnings ?? []).slice(0, 3))
}
