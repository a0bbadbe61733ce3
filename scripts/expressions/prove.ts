/** Whether an expression takes time by the length of the text, judged by recheck (MIT, makenowjust-labs.github.io/recheck). */

/** `automaton`: proven. `fuzz`: too large to prove, and no slow text was found. */
export type Verdict = 'automaton' | 'fuzz'

/** Milliseconds. Most take a few; those with large counts some seconds. */
const PATIENCE = 60_000

/** @returns the verdict, or what is wrong, for people */
export async function prove(expression: string): Promise<{ readonly verdict: Verdict } | { readonly wrong: string }> {
  // The implementation in JavaScript, which needs neither Java nor a binary of the platform.
  process.env['RECHECK_BACKEND'] = 'pure'
  const { check } = await import('recheck')
  const end = expression.lastIndexOf('/')
  // How often and from where an expression is tried is not a property of the expression.
  const flags = expression.slice(end + 1).replace(/[gy]/g, '')
  const result = await check(expression.slice(1, end), flags, { timeout: PATIENCE })
  if (result.status === 'safe') return { verdict: result.checker === 'automaton' ? 'automaton' : 'fuzz' }
  return { wrong: result.status === 'vulnerable' ? `${result.complexity.summary}, e.g. ${result.attack.pattern}` : result.error.kind }
}
