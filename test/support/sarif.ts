/** Small SARIF logs for tests. */

export interface ResultOptions {
  readonly ruleId?: string
  readonly level?: string
  readonly message?: string
  readonly uri?: string
  readonly line?: number
  readonly more?: Readonly<Record<string, unknown>>
}

export function aResult(options: ResultOptions = {}): Record<string, unknown> {
  const { ruleId = 'sql-injection', level = 'error', message = 'User input reaches a query', uri = 'src/app.py', line = 2 } = options
  return {
    ruleId,
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
    ...options.more,
  }
}

export interface RunOptions {
  readonly tool?: string
  /** `''` for a tool that does not say its version. */
  readonly version?: string
  readonly rules?: readonly unknown[]
  readonly more?: Readonly<Record<string, unknown>>
}

export function aRun(
  results: unknown,
  { tool = 'Scanner', version = '1.0', rules = [], more = {} }: RunOptions = {},
): Record<string, unknown> {
  return { tool: { driver: { name: tool, ...(version !== '' && { version }), rules } }, results, ...more }
}

export function aLog(...runs: readonly unknown[]): string {
  return JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs })
}

/** A log of one run of one tool. */
export function aReport(results: unknown, options: RunOptions = {}): string {
  return aLog(aRun(results, options))
}
