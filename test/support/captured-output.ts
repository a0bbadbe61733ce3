/** What the process writes to its standard output while something runs. */
export async function captureOutput(run: () => void | Promise<void>): Promise<string> {
  const write = process.stdout.write
  let output = ''
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    return true
  }
  try {
    await run()
  } finally {
    process.stdout.write = write
  }
  return output
}
