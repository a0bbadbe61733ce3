/** How to come from a bill of materials to a report. */
export const SCAN_THE_BILL =
  'Scan it, for example with `grype sbom:FILE --output json --file grype.json` or `trivy sbom --format json --output trivy.json FILE`, and give the action the report of that.'
