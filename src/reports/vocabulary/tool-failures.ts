/**
 * Results that are none: the tool says that it could not parse, build or load what it was given. Whatever it would have found there is missing
 * from its report, so nothing may be concluded from that.
 */

/** How tools call it, the letters of the last part of a rule's id: `js/syntax-error`, `phpstan.parse.syntaxError`. */
const USUAL: ReadonlySet<string> = new Set([
  'syntaxerror',
  'invalidsyntax',
  'csssyntaxerror',
  'parseerror',
  'parsererror',
  'parsingerror',
  'partialparsing',
  'lexicalerror',
  'parsefailure',
  'parserfailure',
  'compileerror',
  'compilererror',
  'compilationerror',
  'internalerror',
  'fatalerror',
  'loaderror',
  'loadfailure',
  'typecheck',
])

/** Of single tools, by the beginning of their name: rule ids as they write them. */
const OWN: readonly (readonly [tool: string, ids: readonly string[]])[] = [
  ['golangci-lint', ['typecheck']],
  // lintcmd/lint.go, failed(): what the Go compiler said, and what is wrong with staticcheck.conf.
  ['staticcheck', ['compile', 'config']],
  // pylint.readthedocs.io, "Messages overview": syntax-error, fatal, astroid-error, parse-error, method-check-failed.
  ['pylint', ['E0001', 'F0001', 'F0002', 'F0010', 'F0011', 'fatal', 'astroid-error']],
  // docs.astral.sh/ruff/rules: io-error and syntax-error; pycodestyle has the same.
  ['ruff', ['E902', 'E999', 'io-error']],
  ['flake8', ['E902', 'E999']],
  ['hadolint', ['DL1000']],
  // Of the parser, which stops there: shellcheck.net/wiki.
  ['shellcheck', ['SC1072', 'SC1088', 'SC1089']],
  ['cfn-lint', ['E0000', 'E0001', 'E0002', 'E0003', 'E0004', 'E0005', 'E0006', 'E0007', 'E0008', 'E0009']],
  // With what went wrong behind it: load-failure[yaml], syntax-check[specific].
  ['ansible-lint', ['syntax-check', 'load-failure', 'internal-error']],
  // A file that its parser refuses.
  ['oxlint', ['OXL0001']],
  ['rubocop', ['Lint/Syntax']],
  ['mypy', ['syntax']],
  ['phpstan', ['phpstan.parse']],
  ['cppcheck', ['internalAstError', 'cppcheckError', 'preprocessorErrorDirective', 'unknownMacro']],
  ['clang-tidy', ['clang-diagnostic-error']],
  ['gnu ', ['error', 'fatal error']],
  ['biome', ['parse']],
  ['sqlfluff', ['PRS', 'LXR', 'TMP']],
  ['spectral', ['parser', 'unrecognized-format']],
  // An analyzer of .NET threw an exception.
  ['microsoft', ['AD0001']],
  // "Parser failure", in all languages that it has parsers for.
  ['sonar', ['S2260']],
]

/** What a message begins with that stands for itself, without a rule. */
const SPOKEN = ['parsing error', 'parse error', 'syntax error', 'syntaxerror', 'fatal error', 'got an exception'] as const

export interface ToldResult {
  /** Undefined for none. */
  readonly ruleId: string | undefined
  readonly ruleName?: string | undefined
  readonly message: string
}

/**
 * Tells the results that say that the tool itself failed.
 * @param tool as the report calls it; undefined where any may have written it
 */
export function createToolFailureTest(tool: string | undefined): (result: ToldResult) => boolean {
  const name = tool?.toLowerCase()
  const own = new Set(name === undefined ? [] : OWN.find(([start]) => name.startsWith(start))?.[1])
  return ({ ruleId, ruleName, message }) => {
    if (ruleId === undefined) return isSpoken(message)
    return isUsual(ruleId) || (ruleName !== undefined && isUsual(ruleName)) || own.has(ruleId) || own.has(lastOf(ruleId))
  }
}

/** How much of a message is looked at, in UTF-16 code units. */
const LONGEST_START = 100

function isSpoken(message: string): boolean {
  const start = message.slice(0, LONGEST_START).trimStart().toLowerCase()
  return SPOKEN.some((words) => start.startsWith(words))
}

/** Longer than any of these. */
const LONGEST_ID = 200

function isUsual(id: string): boolean {
  return id.length <= LONGEST_ID && USUAL.has(lettersOf(lastOf(id)))
}

function lettersOf(text: string): string {
  return [...text.toLowerCase()].filter((sign) => sign >= 'a' && sign <= 'z').join('')
}

function lastOf(id: string): string {
  const [start = ''] = id.split('[', 1)
  return start.slice(Math.max(start.lastIndexOf('/'), start.lastIndexOf('.'), start.lastIndexOf(':')) + 1)
}
