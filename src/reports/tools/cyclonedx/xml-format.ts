import { childOf, childrenOf, childText, type XmlElement } from '../../documents/xml.js'
import type { XmlFormat } from '../../native/format.js'
import type { JsonObject } from '../../vocabulary/json.js'
import { readBom } from './format.js'

/** Read as the JSON that says the same. */
export const cyclonedxXml: XmlFormat = {
  shape: 'xml',
  id: 'cyclonedx-xml',
  name: 'CycloneDX XML',
  tool: { name: 'CycloneDX' },
  covers: 'CycloneDX 1.0 to 1.7 with vulnerabilities, those of the vulnerability extension included',
  command: 'grype dir:. --output cyclonedx --file bom.cdx.xml',
  detect: ({ name, attributes }) => name === 'bom' && [...attributes.values()].some((value) => value.includes('cyclonedx.org/schema/bom')),
  read: (root, context) => readBom(bomOf(root), context),
}

function bomOf(root: XmlElement): JsonObject {
  const metadata = childOf(root, 'metadata')
  const main = childOf(metadata, 'component')
  const components = childrenOf(childOf(root, 'components'), 'component')
  const own = childrenOf(childOf(root, 'vulnerabilities'), 'vulnerability').map((element) => vulnerabilityOf(element))
  const extended = extendedVulnerabilities(components)
  const scanned = childOf(root, 'vulnerabilities') !== undefined || extended.length > 0
  return {
    metadata: { tools: toolsOf(childOf(metadata, 'tools')), ...(main !== undefined && { component: componentOf(main) }) },
    components: components.map(componentOf),
    services: childrenOf(childOf(root, 'services'), 'service').map(componentOf),
    dependencies: childrenOf(childOf(root, 'dependencies'), 'dependency').map((dependency) => ({
      ref: dependency.attributes.get('ref'),
      dependsOn: childrenOf(dependency, 'dependency').map(({ attributes }) => attributes.get('ref')),
    })),
    ...(scanned && { vulnerabilities: [...own, ...extended] }),
  }
}

function toolsOf(tools: XmlElement | undefined): unknown {
  const components = childOf(tools, 'components')
  return components === undefined
    ? childrenOf(tools, 'tool').map((tool) => textsIn(tool, ['vendor', 'name', 'version']))
    : { components: childrenOf(components, 'component').map(componentOf) }
}

function componentOf(component: XmlElement): JsonObject {
  const occurrences = childrenOf(childOf(childOf(component, 'evidence'), 'occurrences'), 'occurrence')
  return {
    ...textsIn(component, ['group', 'name', 'version', 'purl']),
    'bom-ref': referenceOf(component),
    type: component.attributes.get('type'),
    evidence: { occurrences: occurrences.map((occurrence) => textsIn(occurrence, ['location'])) },
    properties: propertiesOf(component),
    components: childrenOf(childOf(component, 'components'), 'component').map(componentOf),
  }
}

/** Before 1.1 components have no reference. */
function referenceOf(component: XmlElement): string | undefined {
  return component.attributes.get('bom-ref') ?? childText(component, 'purl')
}

function propertiesOf(element: XmlElement): readonly JsonObject[] {
  const properties = childrenOf(childOf(element, 'properties'), 'property')
  return properties.map(({ attributes, text }) => ({ name: attributes.get('name'), value: text }))
}

function vulnerabilityOf(element: XmlElement): JsonObject {
  const list = (name: string, item: string) => childrenOf(childOf(element, name), item)
  return {
    ...textsIn(element, ['id', 'description', 'detail', 'recommendation', 'created', 'published', 'updated', 'rejected']),
    source: sourceOf(element),
    references: list('references', 'reference').map((one) => ({ ...textsIn(one, ['id']), source: sourceOf(one) })),
    ratings: list('ratings', 'rating').map(ratingOf),
    cwes: list('cwes', 'cwe').map(({ text }) => text),
    advisories: list('advisories', 'advisory').map((one) => ({ url: childText(one, 'url') ?? one.text })),
    analysis: textsIn(childOf(element, 'analysis'), ['state']),
    affects: list('affects', 'target').map((target) => ({
      ...textsIn(target, ['ref']),
      versions: childrenOf(childOf(target, 'versions'), 'version').map((one) => textsIn(one, ['version', 'range', 'status'])),
    })),
    properties: propertiesOf(element),
  }
}

/** In the extension the score is an element with parts, and the source's name an attribute. */
function ratingOf(rating: XmlElement): JsonObject {
  const score = childText(rating, 'score') ?? childText(childOf(rating, 'score'), 'base')
  const severity = childText(rating, 'severity')?.toLowerCase()
  return { ...textsIn(rating, ['method', 'vector']), score, severity, source: sourceOf(rating) }
}

function sourceOf(element: XmlElement): JsonObject {
  const source = childOf(element, 'source')
  return { name: childText(source, 'name') ?? source?.attributes.get('name'), url: childText(source, 'url') }
}

/**
 * Up to 1.3 vulnerabilities stand inside the component that they are about.
 * Source: github.com/CycloneDX/specification, schema/ext/vulnerability-1.0.xsd.
 */
function extendedVulnerabilities(components: readonly XmlElement[]): readonly JsonObject[] {
  return components.flatMap((component) => {
    const own = childrenOf(childOf(component, 'vulnerabilities'), 'vulnerability').map((element) => ({
      ...vulnerabilityOf(element),
      cwes: [...childrenOf(element, 'cwe'), ...childrenOf(childOf(element, 'cwes'), 'cwe')].map(({ text }) => text),
      recommendation: recommendationIn(childOf(childOf(element, 'recommendations'), 'recommendation')),
      affects: [{ ref: referenceOf(component) ?? element.attributes.get('ref') }],
    }))
    return [...own, ...extendedVulnerabilities(childrenOf(childOf(component, 'components'), 'component'))]
  })
}

/** KICS puts one element more around its words. */
function recommendationIn(element: XmlElement | undefined): string | undefined {
  return element?.text || childText(element, 'Recommendation')
}

/** The texts of children, by their names. */
function textsIn(element: XmlElement | undefined, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, childText(element, name)]))
}
