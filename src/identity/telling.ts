/** Whether a message tells one problem from another. */

/** `Use of eval` on a line with `eval` says too little; `Do not use eval`, enough. */
const WORDS = 3
/** A message may quote a file. */
const READ = 4096

/**
 * Whether a message says something of its own. Some tools give nothing but the line itself, so that any of their rules would say the same.
 * @param line the source line without white space, where it is known
 */
export function isTelling(message: string, line: string | undefined): boolean {
  const known = line?.toLowerCase() ?? ''
  const own = new Set<string>()
  for (const [word] of message
    .slice(0, READ)
    .toLowerCase()
    .matchAll(/\p{L}{2,}/gu)) {
    if (!known.includes(word)) own.add(word)
    if (own.size === WORDS) return true
  }
  return false
}
