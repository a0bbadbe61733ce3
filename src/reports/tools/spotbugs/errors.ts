import type { Problem } from '../../../finding.js'
import { childOf, childrenOf, childText, type XmlElement } from '../../documents/xml.js'
import { toolErrors } from '../../native/tool-errors.js'

/** Classes that could not be analysed. Their number stands beside the errors, which FindBugs wrote as plain text. */
export function analysisErrors(root: XmlElement): readonly Problem[] {
  const errors = childOf(root, 'Errors')
  const told = [
    ...childrenOf(errors, 'Error').map((error) => childText(error, 'ErrorMessage')),
    ...childrenOf(errors, 'AnalysisError').map(({ text }) => text),
  ]
  const counted = Number(errors?.attributes.get('errors') ?? 0) > 0
  return toolErrors(told.length === 0 && counted ? [undefined] : told, 'Errors')
}

/** Classes that the code uses and that were not on the class path. */
export function missingClasses(root: XmlElement): readonly Problem[] {
  const missing = childrenOf(childOf(root, 'Errors'), 'MissingClass').length
  if (missing === 0) return []
  const message = `SpotBugs did not find ${missing} ${missing === 1 ? 'class' : 'classes'} that the code uses: set its auxiliary class path.`
  return [{ code: 'error-notification', message, at: 'Errors' }]
}
