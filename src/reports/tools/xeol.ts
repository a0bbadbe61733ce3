import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { type SyftTarget, syftPath, syftTarget } from '../native/syft-target.js'
import { asObject, asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/xeol-io/xeol, xeol/presenter/models. */
export const xeol: DocumentFormat = {
  shape: 'document',
  id: 'xeol',
  name: 'Xeol JSON',
  // As in its SARIF.
  tool: { name: 'xeol', vendor: 'Xeol' },
  covers: 'Xeol, all versions: images, directories and SBOMs',
  command: 'xeol dir:. --output json --file xeol.json',
  // The frame is Grype's.
  detect: (report) => has(report, 'matches', 'source') && asText(asObject(report['descriptor'])?.['name'])?.toLowerCase() === 'xeol',
  read: (report, { places }) => {
    const target = syftTarget(asObject(report['source']), places)
    return {
      tool: { version: asText(asObject(report['descriptor'])?.['version']) },
      readings: () => readEach(report['matches'], 'matches', (match) => readMatch(match, target, places)),
    }
  },
}

/** A package whose line of releases gets no more fixes, or soon will not (`--lookahead`). Xeol grades none of them. */
function readMatch(match: JsonObject, target: SyftTarget, places: NativeContext['places']): Entry {
  const cycle = asObject(match['Cycle'])
  const artifact = asObject(match['artifact'])
  const [product, name] = [asText(cycle?.['ProductName']), asText(artifact?.['name'])]
  if (cycle === undefined || product === undefined || name === undefined) return unreadable('has no product or no package')
  const path = syftPath(artifact)
  const named = textsOf([name, artifact?.['version']]).join(' ')
  const line = textsOf([product, cycle['ReleaseCycle']]).join(' ')
  const place = target.location(path ?? '')
  return problem(
    findingOf({
      kind: 'other',
      rule: { id: 'EOL-PACKAGE', title: 'A package at its end of life', helpUrl: cycle['ProductPermalink'] },
      severity: severityOf({}),
      title: `End of life: ${named}${line.toLowerCase() === named.toLowerCase() ? '' : ` (${line})`}`,
      message: [endOf(cycle, line, named), ...(target.image === undefined ? [] : textsOf(path)).map((file) => `Found in ${file}`)].join(
        '\n',
      ),
      location: place?.path === undefined ? places({ uri: place?.uri, logicalName: name }) : place,
      remediation: `Upgrade to a release of ${product} that still gets fixes.`,
      // A line of releases may be there in several packages, and a package in several files.
      fingerprints: [{ name: 'xeol', value: JSON.stringify([product, cycle['ReleaseCycle'], name, path]) }],
      image: target.image,
    }),
  )
}

/** Of a day, which may be one to come, or `true` where none is known. */
function endOf({ Eol: end }: JsonObject, line: string, named: string): string {
  const day = asText(end)
  if (day === undefined || day === 'true') return `${line} has reached its end of life: ${named} gets no more fixes.`
  return `The end of life of ${line} is ${day}: from then on ${named} gets no more fixes.`
}
