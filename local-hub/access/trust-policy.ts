/** Does a role's trust policy let the bearer of an ID token in? As much of IAM's policy language as such policies use. */
import { isObject, member } from '../server/json.js'

/** What a request of AssumeRoleWithWebIdentity is judged by. */
export interface Bearer {
  /** ARN of the identity provider that vouches for the token. */
  readonly provider: string
  /** Condition keys in lower case, such as `token.actions.githubusercontent.com:sub`. */
  readonly keys: ReadonlyMap<string, string>
}

const ACTION = 'sts:AssumeRoleWithWebIdentity'

/**
 * Source: IAM user guide, "Policy evaluation logic": one statement has to allow it, and none may deny it.
 * Throws for a condition that this server does not understand: to pass over it would be to judge wrongly.
 */
export function trusts(policy: unknown, bearer: Bearer): boolean {
  const statements = listOf(member(policy, 'Statement')).filter((statement) => applies(statement, bearer))
  const effects = new Set(statements.map((statement) => member(statement, 'Effect')))
  return effects.has('Allow') && !effects.has('Deny')
}

function applies(statement: unknown, bearer: Bearer): boolean {
  const federated = member(member(statement, 'Principal'), 'Federated')
  return (
    textsOf(member(statement, 'Action')).some((action) => isLike(ACTION.toLowerCase(), action.toLowerCase())) &&
    textsOf(federated).includes(bearer.provider) &&
    conditionsOf(statement).every((condition) => holds(condition, bearer))
  )
}

interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

function conditionsOf(statement: unknown): Condition[] {
  const blocks = member(statement, 'Condition')
  return entriesOf(blocks).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  )
}

/** The claims have one value each, so `ForAnyValue:` and `ForAllValues:` differ only where there is none: the latter then holds. */
function holds({ operator, key, values }: Condition, { keys }: Bearer): boolean {
  const value = keys.get(key.toLowerCase())
  const plain = operator.replace(/^For(?:AnyValue|AllValues):/, '').replace(/IfExists$/, '')
  const compare = OPERATORS.get(plain)
  if (compare === undefined) throw new Error(`The local STS does not know the condition operator ${operator}`)
  if (value === undefined) return operator.startsWith('ForAllValues:') || operator.endsWith('IfExists') || compare.negated
  return values.some((wanted) => compare.same(value, wanted)) !== compare.negated
}

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators". Values are compared with their case, keys without. */
const OPERATORS: ReadonlyMap<string, { readonly negated: boolean; same(value: string, wanted: string): boolean }> = new Map([
  ['StringEquals', { negated: false, same: (value, wanted) => value === wanted }],
  ['StringNotEquals', { negated: true, same: (value, wanted) => value === wanted }],
  ['StringEqualsIgnoreCase', { negated: false, same: (value, wanted) => value.toLowerCase() === wanted.toLowerCase() }],
  ['StringLike', { negated: false, same: isLike }],
  ['StringNotLike', { negated: true, same: isLike }],
])

/** IAM's wildcards: `*` for any text, `?` for one character. */
function isLike(text: string, pattern: string): boolean {
  let [at, from] = [0, 0]
  let star: { readonly from: number; at: number } | undefined
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = { from: from + 1, at }
      from += 1
    } else if (pattern[from] === '?' || pattern[from] === text[at]) {
      at += 1
      from += 1
    } else if (star !== undefined) {
      star.at += 1
      at = star.at
      from = star.from
    } else return false
  }
  return pattern.slice(from).replaceAll('*', '') === ''
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === 'string')
}
