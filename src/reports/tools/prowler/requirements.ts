import { asObject, asText, textsOf } from '../../vocabulary/json.js'

/** Controls by standard (`{"CIS-1.5": ["1.20"]}`) as one text for each standard, as Prowler writes them into ASFF: `CIS-1.5 1.20`. */
export function requirementsOf(compliance: unknown): readonly string[] {
  return Object.entries(asObject(compliance) ?? {}).flatMap(([standard, controls]) => {
    const text = asText([standard, ...textsOf(controls)].join(' '))
    return text === undefined ? [] : [text]
  })
}
