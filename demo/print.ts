/** How the demo shows things in a terminal. */

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function heading(text: string): void {
  print(`\n── ${text} ${'─'.repeat(Math.max(3, 100 - text.length))}\n`)
}

/** Workflow commands as GitHub shows them; the rest as it is. */
export function printLog(log: string): void {
  for (const line of log.trimEnd().split('\n')) {
    const command = /^::(error|warning|notice)(?: ([^:]*))?::(.*)$/.exec(line)
    if (command !== null) print(annotation(command[1] ?? '', command[2] ?? '', command[3] ?? ''))
    else if (line.startsWith('::group::')) print(`▼ ${line.slice('::group::'.length)}`)
    else if (!/^::(endgroup|debug|add-mask)::/.test(line)) print(line)
  }
}

function annotation(level: string, properties: string, message: string): string {
  const values = new Map(properties.split(',').map((property) => splitAt(property, property.indexOf('='))))
  const file = values.get('file')
  const place = file === undefined ? '' : ` ${unescaped(file)}${values.has('line') ? `:${values.get('line')}` : ''}`
  const title = values.get('title')
  const text = unescaped(message)
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
  return `[${level}]${place}${title === undefined ? '' : ` ${unescaped(title)}`}\n${text}`
}

function splitAt(text: string, index: number): [string, string] {
  return [text.slice(0, index), text.slice(index + 1)]
}

/** The escapes of workflow commands: actions/toolkit, packages/core/src/command.ts. */
function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')
}
