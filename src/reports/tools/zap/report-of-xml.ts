import { childOf, childrenOf, type XmlElement } from '../../documents/xml.js'
import type { JsonObject } from '../../vocabulary/json.js'

/** The XML report in the shape of the JSON report, as far as it is read. */
export function reportOfXml(root: XmlElement): JsonObject {
  return {
    '@version': root.attributes.get('version'),
    site: childrenOf(root, 'site').map((site) => ({
      '@name': site.attributes.get('name'),
      alerts: childrenOf(childOf(site, 'alerts'), 'alertitem').map(alert),
    })),
  }
}

function alert(element: XmlElement): JsonObject {
  return {
    ...texts(element),
    instances: childrenOf(childOf(element, 'instances'), 'instance').map(texts),
    tags: childrenOf(childOf(element, 'tags'), 'tag').map(texts),
  }
}

/** The texts of the children by their names. */
function texts(element: XmlElement): JsonObject {
  return Object.fromEntries(element.children.filter(({ text }) => text !== '').map(({ name, text }) => [name, text]))
}
