import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { withinEach } from '../../native/readings.js'
import { asText } from '../../vocabulary/json.js'
import { readComponent } from './component.js'

/** Source of the members: github.com/sonatype-nexus-community/auditjs, src/Audit/Formatters/JsonFormatter.ts and src/Types/OssIndexServerResult.ts. */
export const auditjs: RecordsFormat = {
  shape: 'records',
  id: 'auditjs',
  name: 'AuditJS JSON',
  tool: { name: 'auditjs', vendor: 'Sonatype' },
  covers: 'AuditJS 4 and 5: auditjs ossi',
  command: 'auditjs ossi --json > auditjs.json || true',
  clean: ['[]'],
  detect: (first) => has(first, 'coordinates', 'vulnerabilities') && (asText(first['coordinates']) ?? '').startsWith('pkg:'),
  read: (records, { places }) => ({
    readings: () => withinEach(records, '', (component, at) => readComponent(component, `${at}.vulnerabilities`, places)),
  }),
}
