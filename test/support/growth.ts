/** How work grows with its input, in processor time of this process: what else the machine does hardly matters. */

const FACTOR = 8
/** Below this a clock says little. In microseconds. */
const LEAST = 3000

/**
 * Linear work on eight times the input takes about eight times as long, quadratic work sixty-four times.
 * @returns how many times as long; compare it with `LINEAR_GROWTH`
 */
export function growthOf(work: (size: number) => void, size: number): number {
  const time = (input: number) => {
    const before = process.cpuUsage()
    work(input)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  time(size)
  const small = Math.max(LEAST, time(size))
  return time(size * FACTOR) / small
}

/** Between the two, nearer to what is wrong: a garbage collection falls into one of them. */
export const LINEAR_GROWTH = 40
