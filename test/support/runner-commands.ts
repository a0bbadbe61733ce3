/**
 * What the GitHub Actions runner makes of a step's output: its command grammar and its rules for annotations, after actions/runner 2.336.0,
 * `ActionCommand.cs`, `ActionCommandManager.cs` and `ExecutionContext.cs`.
 */

export interface RunnerCommand {
  readonly version: 1 | 2
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

export interface RunnerAnnotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
}

export interface RunnerView {
  /** Lines that are no commands: the log. */
  readonly lines: readonly string[]
  readonly commands: readonly RunnerCommand[]
  /** What reaches the run's page. */
  readonly annotations: readonly RunnerAnnotation[]
  /** Annotations that were only logged, since there were ten of their level already. */
  readonly dropped: number
  /** Whether the runner had to cut a message. */
  readonly cut: boolean
}

const REGISTERED = new Set(
  'error warning notice debug group endgroup add-mask add-matcher remove-matcher stop-commands echo set-env set-output save-state add-path internal-set-repo-path'.split(
    ' ',
  ),
)
const ANNOTATIONS_PER_LEVEL = 10
const MESSAGE_CHARS = 4096

export function readByRunner(output: string): RunnerView {
  const parsed = output.split(/\r\n|\n|\r/).map((line) => parseCommand(line) ?? line)
  const commands = parsed.filter((entry): entry is RunnerCommand => typeof entry !== 'string')
  const issues = commands.filter(isIssue).map(toAnnotation)
  const annotations = issues.filter(
    (issue, index) => countBefore(issues, index, issue.level) < ANNOTATIONS_PER_LEVEL && issue.message.trim() !== '',
  )
  return {
    lines: parsed.filter((entry): entry is string => typeof entry === 'string'),
    commands,
    annotations: annotations.map((issue) => ({ ...issue, message: issue.message.slice(0, MESSAGE_CHARS) })),
    dropped: issues.length - annotations.length,
    cut: issues.some(({ message }) => message.length > MESSAGE_CHARS),
  }
}

/** The command in a line of output, as the runner sees it. */
export function parseCommand(line: string): RunnerCommand | undefined {
  return parseV2(line) ?? parseV1(line)
}

/** `::name key=value,…::data`, after leading white space as .NET's `TrimStart()` knows it. */
function parseV2(line: string): RunnerCommand | undefined {
  const trimmed = line.replace(/^(?:(?!\uFEFF)\s|\u0085)+/, '')
  if (!trimmed.startsWith('::')) return undefined
  const end = trimmed.indexOf('::', 2)
  if (end < 0) return undefined
  const head = readHead(trimmed.slice(2, end))
  if (head === undefined) return undefined
  return {
    version: 2,
    name: head.name,
    properties: readProperties(head.rest.trim(), ',', { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }),
    data: decode(trimmed.slice(end + 2), { '%0D': '\r', '%0A': '\n' }),
  }
}

/** `##[name key=value;…]data`, anywhere in the line. */
function parseV1(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const head = readHead(line.slice(start + 3, end))
  if (head === undefined) return undefined
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']' }
  return { version: 1, name: head.name, properties: readProperties(head.rest, ';', escapes), data: decode(line.slice(end + 1), escapes) }
}

function readHead(text: string): { name: string; rest: string } | undefined {
  const space = text.indexOf(' ')
  const name = (space < 0 ? text : text.slice(0, space)).toLowerCase()
  return REGISTERED.has(name) ? { name, rest: space < 0 ? '' : text.slice(space + 1) } : undefined
}

function readProperties(text: string, separator: string, escapes: Record<string, string>): Record<string, string> {
  const pairs = text.split(separator).map((part): [string, string] => {
    const equals = part.indexOf('=')
    return [part.slice(0, Math.max(0, equals)), decode(part.slice(equals + 1), escapes)]
  })
  return Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== ''))
}

/** The percent sign comes last, so that `%250A` is `%0A` and no line break. */
function decode(text: string, escapes: Record<string, string>): string {
  return [...Object.entries(escapes), ['%25', '%'] as const].reduce((result, [code, char]) => result.replaceAll(code, char), text)
}

function isIssue(command: RunnerCommand): boolean {
  return command.name === 'error' || command.name === 'warning' || command.name === 'notice'
}

function countBefore(issues: readonly RunnerAnnotation[], index: number, level: RunnerAnnotation['level']): number {
  return issues.slice(0, index).filter((issue) => issue.level === level && issue.message.trim() !== '').length
}

function toAnnotation({ name, properties, data }: RunnerCommand): RunnerAnnotation {
  const { title, file } = properties
  return {
    level: name === 'error' || name === 'warning' ? name : 'notice',
    message: data,
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { file }),
    ...toRange(properties),
  }
}

function toRange(properties: Readonly<Record<string, string>>): Pick<RunnerAnnotation, 'line' | 'endLine' | 'col' | 'endColumn'> {
  const line = Number(properties['line'] ?? properties['endLine'] ?? 0)
  const endLine = Number(properties['endLine'] ?? line)
  if (line === 0 || endLine < line) return {}
  const col = Number(properties['col'] ?? properties['endColumn'] ?? 0)
  const endColumn = Number(properties['endColumn'] ?? col)
  if (line !== endLine || col === 0 || endColumn < col) return { line, endLine }
  return { line, endLine, col, endColumn }
}
