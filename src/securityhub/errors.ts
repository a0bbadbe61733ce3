import { UserError } from '../errors.js'
import { type ErrorFacts, type ErrorKind, factsOf, kindOf } from './error-kind.js'
import { IMPORT_REFUSED_HELP, importStatement, LOOKUP_HELP, ROLE_HELP, SIGN_IN_HELP } from './error-help.js'
import type { Target } from './port.js'
import { isDefaultProduct } from './target.js'

/** What was being tried. */
export type Operation = 'import' | 'lookup' | 'identity' | 'assume-role'

export interface ErrorContext {
  readonly operation: Operation
  readonly region: string
  readonly target?: Target | undefined
  /** Where requests go, when it is not the region's own endpoint. */
  readonly endpoint?: string | undefined
  readonly roleToAssume?: string | undefined
  /** Audience of the ID token. */
  readonly audience?: string | undefined
  /** The account that the credentials belong to. Read from the refusal when it is not known. */
  readonly callerAccount?: string | undefined
  /** The input `aws-account-id`. */
  readonly requestedAccount?: string | undefined
}

type Told = (facts: ErrorFacts, context: ErrorContext) => { readonly error: Parameters<typeof userError>; readonly hint: string }

