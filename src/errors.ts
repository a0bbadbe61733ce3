/**
 * Everything that can make a run fail, as one closed list.
 * README's troubleshooting is keyed by these codes; a check holds the two together.
 */
export const ERROR_CODES = [
  // what the user wrote
  'INVALID_INPUT',
  'NO_REPOSITORY',
  // reports
  'NO_REPORTS_FOUND',
  'REPORT_NOT_FOUND',
  'REPORT_UNREADABLE',
  'REPORT_EMPTY',
  'REPORT_NOT_JSON',
  'REPORT_UNRECOGNISED',
  'REPORT_IS_OWN_OUTPUT',
  'SCANNER_FAILED',
  'SARIF_VERSION_UNSUPPORTED',
  'SARIF_MALFORMED',
  // credentials
  'NO_CREDENTIALS',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_INVALID',
  'NO_ID_TOKEN',
  'ROLE_NOT_ASSUMED',
  // Security Hub
  'SECURITY_HUB_NOT_ENABLED',
  'IMPORT_NOT_ALLOWED',
  'LOOKUP_NOT_ALLOWED',
  'ACCOUNT_MISMATCH',
  'PRODUCT_ARN_MISMATCH',
  'THROTTLED',
  'ENDPOINT_UNREACHABLE',
  'SERVICE_ERROR',
  'FINDINGS_REJECTED',
  'FINDINGS_NOT_SENT',
  // the user's own gates
  'GATE_FAILED',
  'NOT_COMPARED',
  'CANCELLED',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export interface UserErrorOptions {
  /** What to do about it: the input, the IAM action, the YAML to add. */
  readonly hint?: string
  readonly cause?: unknown
}

/** An error that is told to the user: which of the closed list, what happened, what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
  }
}

/** The text of anything thrown, without assuming it is an Error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
