import type { Finding, Location } from '../../src/finding.js'

/** The finding without `writtenAs`, which is shown to nobody and has tests of its own: test/reports/same-tree.test.ts. */
export function asShown(finding: Finding): Finding {
  const { location, otherLocations } = finding
  return { ...finding, ...(location !== undefined && { location: shown(location) }), otherLocations: otherLocations.map(shown) }
}

function shown({ writtenAs: _, ...location }: Location): Location {
  return location
}
