/** Which rule of which tool found it. */
import type { GeneratorDetails } from '@aws-sdk/client-securityhub'
import type { Rule, Tool } from '../finding.js'
import { markedGenerator } from './aws-names.js'
import { HASH_DIGITS, hashOf } from './hash.js'
import {
  GENERATOR_DESCRIPTION_LENGTH,
  GENERATOR_ID_LENGTH,
  GENERATOR_LABEL_COUNT,
  GENERATOR_LABEL_LENGTH,
  GENERATOR_NAME_LENGTH,
} from './limits.js'
import { unlessEmpty } from './members.js'
import { lineOfText, linesOfText, plainText, unitsOf } from './text.js'

/** `<tool>/<rule id>`, marked when a service of AWS could have it. Two long ids that differ only in what is cut off still differ. */
export function generatorIdOf(tool: Tool, rule: Rule): string {
  const id = markedGenerator(lineOfText(`${tool.name}/${rule.id}`, Number.POSITIVE_INFINITY) ?? '/')
  const units = unitsOf(id, GENERATOR_ID_LENGTH)
  if (units === id.length) return id
  const head = id.slice(0, unitsOf(id, GENERATOR_ID_LENGTH - HASH_DIGITS - 1))
  return `${head}-${hashOf(id.slice(head.length))}`
}

export function generatorDetailsOf(rule: Rule): GeneratorDetails | undefined {
  return unlessEmpty({
    Name: lineOfText(rule.name, GENERATOR_NAME_LENGTH) ?? lineOfText(rule.id, GENERATOR_NAME_LENGTH),
    Description: plainText(rule.title, GENERATOR_DESCRIPTION_LENGTH),
    Labels: linesOfText(rule.tags, { count: GENERATOR_LABEL_COUNT, length: GENERATOR_LABEL_LENGTH }),
  })
}
