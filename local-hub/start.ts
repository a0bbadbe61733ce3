/** `npm run security-hub`: a local Security Hub to point any AWS client at, until Ctrl-C. */
import { runCommandLine } from './command-line.js'

try {
  const hub = await runCommandLine(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void hub?.close())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
