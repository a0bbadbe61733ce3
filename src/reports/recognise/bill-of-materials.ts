/** Bills of materials say what is there, not what is vulnerable. Those of CycloneDX can hold vulnerabilities too; the others never do. */
import { UserError } from '../../errors.js'
import type { ReportDocument } from '../documents/document.js'
import { isXmlElement, type XmlElement } from '../documents/xml.js'
import { has } from '../native/has.js'
import { SCAN_THE_BILL } from '../vocabulary/bills.js'
import { asObject, asText, isObject, type JsonObject, textsOf } from '../vocabulary/json.js'

/** @returns the error for a bill of materials that no format reads; `undefined` for anything else */
export function billOfMaterials({ skeleton }: ReportDocument): UserError | undefined {
  const name = isXmlElement(skeleton) ? nameOfXml(skeleton) : nameOf(firstOf(skeleton))
  if (name === undefined) return undefined
  const message = `this is a bill of materials (${name}), not the report of a scan: it says what is there, not what is vulnerable`
  return new UserError('REPORT_UNRECOGNISED', message, {
    hint: `${SCAN_THE_BILL} Take the bill itself out of the input reports, with a line that starts with ! where a pattern or a directory finds it.`,
  })
}

function firstOf(skeleton: unknown): JsonObject | undefined {
  const value: unknown = Array.isArray(skeleton) ? skeleton.find(isObject) : skeleton
  return isObject(value) ? value : undefined
}

function nameOf(root: JsonObject | undefined): string | undefined {
  if (root === undefined) return undefined
  // GitHub's API (dependency graph) and others put it below `sbom`.
  return [root, asObject(root['sbom'])].map((bill) => bill && nameOfBill(bill)).find((name) => name !== undefined)
}

function nameOfBill(bill: JsonObject): string | undefined {
  if (asText(bill['spdxVersion'])?.startsWith('SPDX-') || isSpdx3(bill)) return 'SPDX'
  if (isSyft(bill)) return 'Syft JSON'
  return bill['bomFormat'] === 'CycloneDX' ? 'CycloneDX' : undefined
}

/** Source: spdx.github.io/spdx-spec/v3.0.1, serializations: the context of JSON-LD. */
function isSpdx3(bill: JsonObject): boolean {
  return textsOf(bill['@context']).some((context) => /^https?:\/\/spdx\.org\/rdf\//.test(context))
}

/** Source: github.com/anchore/syft, syft/format/syftjson/model/document.go. */
function isSyft(bill: JsonObject): boolean {
  return (
    has(bill, 'artifacts', 'artifactRelationships', 'source') ||
    (has(bill, 'artifacts') && asObject(bill['descriptor'])?.['name'] === 'syft')
  )
}

function nameOfXml({ name, attributes }: XmlElement): string | undefined {
  if (name === 'bom') return 'CycloneDX'
  return name === 'RDF' && [...attributes.values()].some((value) => value.includes('spdx.org/rdf')) ? 'SPDX' : undefined
}
