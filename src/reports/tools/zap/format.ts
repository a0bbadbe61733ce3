import type { DocumentFormat, NativeContext, NativeRun, XmlFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach, withinEach } from '../../native/readings.js'
import { asText, isObject, type JsonObject } from '../../vocabulary/json.js'
import { readAlert } from './alert.js'
import { reportOfXml } from './report-of-xml.js'

const TOOL = { name: 'ZAP', vendor: 'ZAP' }

/** Source of the members: github.com/zaproxy/zap-extensions, addOns/reports, the templates traditional-json and traditional-json-plus. */
export const zap: DocumentFormat = {
  shape: 'document',
  id: 'zap',
  name: 'ZAP JSON',
  tool: TOOL,
  covers: 'ZAP 2: baseline, full and API scans, with and without requests',
  command: 'zap-baseline.py -t https://example.com -J zap.json',
  detect: (report) => has(report, '@version', '@generated', 'site') && (asText(report['@programName']) ?? 'ZAP') === 'ZAP',
  read: readReport,
}

/** The same report as XML. Source of the elements: the template traditional-xml. */
export const zapXml: XmlFormat = {
  shape: 'xml',
  id: 'zap-xml',
  name: 'ZAP XML',
  tool: TOOL,
  covers: 'ZAP 2: the XML report, with and without requests',
  command: 'zap-baseline.py -t https://example.com -x zap.xml',
  detect: ({ name }) => name === 'OWASPZAPReport',
  read: (root, context) => readReport(reportOfXml(root), context),
}

function readReport(report: JsonObject, { places }: NativeContext): NativeRun {
  return {
    tool: { version: asText(report['@version']) },
    readings: () =>
      withinEach(listOf(report['site']), 'site', (site, at) =>
        readEach(listOf(site['alerts']), `${at}.alerts`, (alert) => readAlert(alert, asText(site['@name']), places)),
      ),
  }
}

/** Where there is one site only, old versions leave the array away. */
function listOf(value: unknown): unknown {
  return isObject(value) ? [value] : value
}
