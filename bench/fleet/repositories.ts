/** The repositories of a fleet, and what their scanners find. */
import { aReport, aResult } from '../../test/support/sarif.js'

/**
 * How many findings are open: most repositories have few, some have many. Of any twenty: eleven with 20, six with 100, two with 200 and one with 500;
 * 86 on average.
 */
const SIZES = [20, 100, 20, 20, 100, 20, 200, 20, 100, 20, 20, 500, 20, 100, 20, 20, 100, 200, 20, 100] as const

/** Share of the open findings that a push changes: half of it is fixed, and as many are new. */
const CHANGED = 0.01

const PER_FILE = 50
const RULES = 40

export interface Repository {
  readonly number: number
  /** Numbers of the findings that are in its code now. */
  open(): readonly number[]
  /** A push: some are fixed, some are new. */
  change(random: () => number): void
}

export function createRepository(number: number): Repository {
  const size = SIZES[number % SIZES.length] ?? 20
  let open = Array.from({ length: size }, (_, index) => index)
  let next = size
  return {
    number,
    open: () => open,
    change(random) {
      const expected = (size * CHANGED) / 2
      const count = Math.floor(expected) + (random() < expected % 1 ? 1 : 0)
      for (let changed = 0; changed < count; changed++) {
        const fixed = open[Math.floor(random() * open.length)]
        open = [...open.filter((one) => one !== fixed), next]
        next += 1
      }
    },
  }
}

/** One checkout serves all: what differs is what is found in it. */
export function sourceFiles(findings: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (let number = 0; number < findings; number++) {
    const path = pathOf(number)
    files[path] = `${files[path] ?? ''}def function_${number}(name):\n    db.run("select ${number} " + name)\n`
  }
  return files
}

export function reportOf(open: readonly number[]): string {
  return aReport(
    open.map((number) =>
      aResult({
        uri: pathOf(number),
        line: 2 * (number % PER_FILE) + 2,
        ruleId: `rule-${number % RULES}`,
        message: `Query number ${number} is built from input`,
      }),
    ),
  )
}

/** The number that a finding of the report has, by its text. */
export function numberIn(description: string | undefined): number {
  return Number(/Query number (\d+)/.exec(description ?? '')?.[1] ?? Number.NaN)
}

function pathOf(number: number): string {
  return `src/module_${Math.floor(number / PER_FILE)}.py`
}
