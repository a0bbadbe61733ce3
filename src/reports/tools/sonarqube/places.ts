import type { Location } from '../../../finding.js'
import type { Places } from '../../native/places.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** Where an issue, a hotspot or a step of a flow is: `component`, and `textRange` or `line`. */
export type SonarPlaces = (entry: JsonObject) => Location | undefined

/** @param page lists the components with their paths */
export function createSonarPlaces(page: JsonObject, places: Places): SonarPlaces {
  const paths = new Map(objectsOf(page['components']).map(({ key, path }) => [key, asText(path)]))
  return (entry) => {
    const { component, project } = entry
    const range = asObject(entry['textRange'])
    return places({
      path: paths.get(component) ?? pathIn(asText(component), asText(project)),
      startLine: range?.['startLine'] ?? entry['line'],
      endLine: range?.['endLine'],
      // Offsets count from 0.
      startColumn: oneMore(range?.['startOffset']),
      endColumn: oneMore(range?.['endOffset']),
    })
  }
}

/** `shop:src/cart.ts` in the project `shop`; a project's key may have colons itself. */
function pathIn(component: string | undefined, project: string | undefined): string | undefined {
  return project !== undefined && component?.startsWith(`${project}:`) === true ? component.slice(project.length + 1) : undefined
}

function oneMore(offset: unknown): number | undefined {
  return typeof offset === 'number' ? offset + 1 : undefined
}
