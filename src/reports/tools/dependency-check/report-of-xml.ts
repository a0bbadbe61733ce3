import { childOf, childrenOf, childText, type XmlElement } from '../../documents/xml.js'
import type { JsonObject } from '../../vocabulary/json.js'

/**
 * The XML report in the shape of the JSON report, as far as it is read.
 * Source of the elements: github.com/dependency-check/DependencyCheck, core/src/main/resources/templates/xmlReport.vsl.
 */
export function reportOfXml(root: XmlElement): JsonObject {
  const info = childOf(root, 'scanInfo')
  return {
    scanInfo: {
      engineVersion: childText(info, 'engineVersion'),
      analysisExceptions: childrenOf(childOf(info, 'analysisExceptions'), 'exception').map(texts),
    },
    dependencies: childrenOf(childOf(root, 'dependencies'), 'dependency').map(dependency),
  }
}

function dependency(element: XmlElement): JsonObject {
  const identifiers = childOf(element, 'identifiers')
  const vulnerabilities = childOf(element, 'vulnerabilities')
  return {
    ...texts(element),
    packages: childrenOf(identifiers, 'package').map(texts),
    relatedDependencies: childrenOf(childOf(element, 'relatedDependencies'), 'relatedDependency').map(texts),
    vulnerabilities: childrenOf(vulnerabilities, 'vulnerability').map(vulnerability),
    suppressedVulnerabilities: childrenOf(vulnerabilities, 'suppressedVulnerability').map(vulnerability),
  }
}

function vulnerability(element: XmlElement): JsonObject {
  const exploited = childOf(element, 'knownExploitedVulnerability')
  return {
    ...texts(element),
    source: element.attributes.get('source'),
    ...(exploited !== undefined && { knownExploitedVulnerability: texts(exploited) }),
    ...Object.fromEntries(
      ['cvssV2', 'cvssV3', 'cvssV4'].flatMap((name) => childrenOf(element, name).map((score) => [name.toLowerCase(), texts(score)])),
    ),
    // A single element until schema 2.1.
    cwes: [...childrenOf(childOf(element, 'cwes'), 'cwe'), ...childrenOf(element, 'cwe')].map(({ text }) => text),
    references: childrenOf(childOf(element, 'references'), 'reference').map(texts),
    vulnerableSoftware: childrenOf(childOf(element, 'vulnerableSoftware'), 'software').map(({ attributes, text }) => ({
      software: { id: text, ...Object.fromEntries(attributes) },
    })),
  }
}

/** The texts of the children by their names. */
function texts(element: XmlElement): JsonObject {
  return Object.fromEntries(element.children.filter(({ text }) => text !== '').map(({ name, text }) => [name, text]))
}
