/** Does a finding adhere to the AWS Security Finding Format? Says it in the service's words. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv, { type ValidateFunction } from 'ajv'
import type { StoredFinding } from '../findings/store.js'
import { isObject } from '../server/json.js'
import { instantOf } from './instant.js'

/** Source: FailedFindings quoted by users; each is this prefix and what ajv 6 says of all that is wrong (two errors of one Url: aquasecurity/trivy#1999). */
const PREFIX = 'Finding does not adhere to Amazon Finding Format. '

export type FormatCheck =
  | { readonly adheres: true; readonly finding: StoredFinding }
  | { readonly adheres: false; readonly message: string }

/** Checks one finding. `strict` also refuses members that the format does not know. */
export function checkFormat(finding: unknown, strict: boolean): FormatCheck {
  const validate = strict ? closed : open
  return isFinding(validate, finding) ? { adheres: true, finding } : { adheres: false, message: `${PREFIX}${textOf(validate)}.` }
}

/** What a BatchUpdateFindings request may change. Returns what ajv says, or undefined. */
export function changeError(change: unknown): string | undefined {
  return changes(change) ? undefined : textOf(changes)
}

/** Members that the format does not know, as `data.X should NOT have additional properties`. */
export function unknownMembers(finding: unknown): readonly string[] {
  if (open(finding) === false || closed(finding)) return []
  return (closed.errors ?? []).filter((error) => error.keyword === 'additionalProperties').map((error) => errors.errorsText([error]))
}

const SCHEMA_ID = 'asff-2018-10-08'
const ref = (definition: string) => ({ $ref: `${SCHEMA_ID}#/definitions/${definition}` })

/** Source: API reference, BatchUpdateFindings, request body. */
const CHANGES = {
  type: 'object',
  additionalProperties: false,
  properties: {
    Note: {
      type: 'object',
      additionalProperties: false,
      required: ['Text', 'UpdatedBy'],
      properties: { Text: { type: 'string', minLength: 1, maxLength: 512 }, UpdatedBy: { type: 'string', minLength: 1 } },
    },
    Severity: {
      type: 'object',
      additionalProperties: false,
      properties: {
        Label: ref('Severity/properties/Label'),
        Normalized: ref('Severity/properties/Normalized'),
        Product: { type: 'number' },
      },
    },
    Confidence: ref('AwsSecurityFinding/properties/Confidence'),
    Criticality: ref('AwsSecurityFinding/properties/Criticality'),
    RelatedFindings: ref('AwsSecurityFinding/properties/RelatedFindings'),
    Types: ref('AwsSecurityFinding/properties/Types'),
    UserDefinedFields: ref('AwsSecurityFinding/properties/UserDefinedFields'),
    VerificationState: ref('AwsSecurityFinding/properties/VerificationState'),
    Workflow: ref('Workflow'),
  },
}

/** RFC 3986, appendix A: a scheme, an authority where there is one, a path, a query, a fragment. */
const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
const AUTHORITY =
  "(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:\\[[0-9A-Fa-f:.]+\\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
const URI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?://${AUTHORITY}(?:/${PCHAR}*)*|/?(?:${PCHAR}+(?:/${PCHAR}*)*)?)(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
)

/** An empty string is refused by its length alone, in the observed texts. */
const NOT_BLANK = '^$|\\S'

// The schema is 350 kB and compiles slowly, so it is compiled once for all servers of a process.
const schema: unknown = withRanges(JSON.parse(readFileSync(schemaPath(), 'utf8')))
const errors = compiler()
const closed = validatorOf(errors, schema)
const open = validatorOf(compiler(), withOpenObjects(schema))
const changes = validatorOf(errors, CHANGES)

function compiler(): Ajv.Ajv {
  // A timestamp that matches the pattern may still be no moment at all (month 19).
  return new Ajv({ allErrors: true, formats: { 'date-time': (text: string) => instantOf(text) !== undefined, uri: URI }, logger: false })
}

function isFinding(validate: ValidateFunction, finding: unknown): finding is StoredFinding {
  return validate(finding) === true
}

function validatorOf(ajv: Ajv.Ajv, source: unknown): ValidateFunction {
  return ajv.compile(isObject(source) ? source : {})
}

function textOf(validate: ValidateFunction): string {
  return errors.errorsText(validate.errors)
}

/** The service model's `Integer`: 32 bits with a sign. Its `NonEmptyString` is never blank: pattern `.*\S.*`. */
function withRanges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withRanges)
  if (!isObject(node)) return node
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withRanges(value)]))
  if (node['type'] === 'integer') return { minimum: -(2 ** 31), maximum: 2 ** 31 - 1, ...inner }
  if (node['type'] === 'string' && node['minLength'] === 1 && [undefined, '\\S'].includes(patternOf(node)))
    return { ...inner, pattern: NOT_BLANK }
  return inner
}

function patternOf(node: Readonly<Record<string, unknown>>): string | undefined {
  return typeof node['pattern'] === 'string' ? node['pattern'] : undefined
}

/** The same schema without `additionalProperties: false`, except for maps, whose keys have a pattern. */
function withOpenObjects(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withOpenObjects)
  if (!isObject(node)) return node
  const isMap = Object.hasOwn(node, 'patternProperties')
  const kept = Object.entries(node).filter(([name, value]) => isMap || !(name === 'additionalProperties' && value === false))
  return Object.fromEntries(kept.map(([name, value]) => [name, withOpenObjects(value)]))
}

/** The schema lies among the sources only (tsc copies no JSON that is not imported): the nearest folder above that has it there. */
function schemaPath(folder = dirname(fileURLToPath(import.meta.url))): string {
  const path = join(folder, 'local-hub/asff/asff.schema.json')
  if (existsSync(path) || folder === dirname(folder)) return path
  return schemaPath(dirname(folder))
}
