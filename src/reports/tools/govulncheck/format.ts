import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { asObject, isObject, type JsonObject } from '../../vocabulary/json.js'
import { readLegacyReport } from './legacy.js'
import { readMessages } from './messages.js'

/** Source of the members: golang.org/x/vuln, internal/govulncheck/govulncheck.go; of older reports: the packages `vulncheck` and `govulncheck`. */
export const govulncheck: RecordsFormat = {
  shape: 'records',
  id: 'govulncheck',
  name: 'govulncheck JSON',
  tool: { name: 'govulncheck', vendor: 'Go' },
  covers: 'govulncheck 1: source, packages, modules and binaries; the single object of versions before 0.1',
  command: 'govulncheck -format json ./... > govulncheck.json',
  detect: (first, records) => isLegacy(first) || records.some((record) => isObject(record) && isConfig(record)),
  read: (records, context) => {
    const [first] = records
    return isObject(first) && isLegacy(first) ? readLegacyReport(first, context) : readMessages(records, context)
  },
}

/** "Config must occur as the first message of a stream"; wrappers put their own before it. */
function isConfig({ config }: JsonObject): boolean {
  const { protocol_version: protocol, scanner_name: scanner = NAME } = asObject(config) ?? {}
  return protocol !== undefined && scanner === NAME
}

const NAME = 'govulncheck'

function isLegacy(first: JsonObject): boolean {
  return has(first, 'Vulns', 'Calls', 'Requires')
}
