/** ProductFields: what the next run and a person's filter need, under a namespace of our own. */
import type { Finding } from '../finding.js'
import { PRODUCT_FIELD_NAMESPACE } from '../run-result.js'
import type { FindingLife, MappingContext } from './context.js'
import { PRODUCT_FIELD_COUNT, PRODUCT_FIELD_KEY_LENGTH, PRODUCT_FIELD_VALUE_LENGTH } from './limits.js'
import { lineNumber } from './lines.js'
import { ownersInWords } from './owners.js'
import { lineOfText } from './text.js'
import { vulnerabilityIdOf } from './vulnerabilities.js'

/** Version of the names and meanings of these fields. */
const PRODUCT_FIELDS_SCHEME = '1'

/** Source: user guide 2022, ProductFields: letters, digits, white space and . : + = @ _ / - */
const FOREIGN_KEY_CHARACTERS = /[^A-Za-z0-9 .:+=@_/-]/g

type TextOf = (finding: Finding, context: MappingContext) => string | undefined

const OWN_FIELDS = ownFields({
  scheme: () => PRODUCT_FIELDS_SCHEME,
  tool: (_, { tool }) => tool.name,
  'tool-version': (_, { tool }) => tool.version,
  rule: ({ rule }) => rule.id,
  category: (_, { category }) => category,
  branch: (_, { branch }) => branch,
  'default-branch': (_, { defaultBranch }) => String(defaultBranch),
  environment: (_, { environment }) => environment,
  commit: (_, { commit }) => commit,
  path: ({ location }) => location?.path,
  line: ({ location }) => lineNumber(location?.startLine)?.toString(),
  'run-id': (_, { run }) => run.id,
  'run-number': (_, { run }) => run.number.toString(),
  'run-attempt': (_, { run }) => run.attempt.toString(),
  workflow: (_, { run }) => run.workflow,
  'workflow-file': (_, { run }) => run.workflowFile,
  job: (_, { run }) => run.job,
  event: (_, { run }) => run.event,
  owners: ({ location }, context) => ownersInWords(location?.path, context),
  kind: ({ kind }) => kind,
  cwe: ({ cwes }) => cwes.join(', '),
  advisory: advisoryOf,
})

/** What is left out of a finding, in words. Its pair is kept free. */
const OMITTED = 'omitted'

/** The first fields matter most: pairs beyond the limit are left out, and that is told in a pair of its own. */
export function productFieldsOf(
  finding: Finding,
  context: MappingContext,
  life: FindingLife,
  omitted: readonly string[],
): Record<string, string> {
  const fields: Record<string, string> = {}
  let count = 0
  const add = (key: string, text: string | undefined) => {
    const value = lineOfText(text, PRODUCT_FIELD_VALUE_LENGTH)
    if (value === undefined || Object.hasOwn(fields, key)) return
    count += 1
    if (count < PRODUCT_FIELD_COUNT) fields[key] = value
  }
  for (const name of Object.keys(life.productFields)) add(namespaced(name), life.productFields[name])
  for (const { key, of } of OWN_FIELDS) add(key, of(finding, context))
  const lost = count - (PRODUCT_FIELD_COUNT - 1)
  return withOmitted(fields, lost > 0 ? [...omitted, `${lost} product fields`] : omitted)
}

/** The same fields and what was left out besides. */
export function withOmitted(fields: Readonly<Record<string, string>>, omitted: readonly string[]): Record<string, string> {
  if (omitted.length === 0) return { ...fields }
  const key = namespaced(OMITTED)
  const all = [...(Object.hasOwn(fields, key) ? [fields[key]] : []), ...omitted].join('; ')
  const value = lineOfText(all, PRODUCT_FIELD_VALUE_LENGTH)
  return value === undefined ? { ...fields } : { ...fields, [key]: value }
}

/** The full name of a field. */
export function namespaced(name: string): string {
  return `${PRODUCT_FIELD_NAMESPACE}/${name.replace(FOREIGN_KEY_CHARACTERS, '-')}`.slice(0, PRODUCT_FIELD_KEY_LENGTH)
}

/** Only when it did not fit where it belongs. */
function advisoryOf(finding: Finding): string | undefined {
  const id = finding.vulnerability?.id
  return id === undefined || vulnerabilityIdOf(finding) === id ? undefined : id
}

function ownFields(fields: Readonly<Record<string, TextOf>>): readonly { readonly key: string; readonly of: TextOf }[] {
  return Object.entries(fields).map(([name, of]) => ({ key: namespaced(name), of }))
}
