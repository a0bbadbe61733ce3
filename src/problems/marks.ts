/** What a finding and one of another tool have in common when they are about one problem. */

import type { Finding, Location } from '../finding.js'
import { digest } from '../identity/digest.js'
import { comparedManifest, comparedNameOf, comparedVersion, ecosystemOf } from './packages.js'

/** Two findings with a mark in common may be one problem. */
export type Mark = LineMark | AdvisoryMark

interface LineMark {
  readonly kind: 'line'
  /** 32 hexadecimal digits over file, line and what is wrong. */
  readonly key: string
}

export interface AdvisoryMark {
  readonly kind: 'advisory'
  /** 32 hexadecimal digits over the names of the packages. */
  readonly key: string
  /** Of the packages; `''` where the tool names none. */
  readonly version: string
  /** The manifest, or the image and the file in it; `undefined` where the tool names none. */
  readonly place: string | undefined
  /** Of the packages, if they are of one. */
  readonly ecosystem: string | undefined
}

/** Use of hard-coded credentials, password, cryptographic key. Source: cwe.mitre.org. */
const CREDENTIAL_CWES: ReadonlySet<string> = new Set(['CWE-259', 'CWE-321', 'CWE-798'])

/**
 * Weaknesses that say too little for two results to be about the same: the pillars of the view "Research Concepts" (CWE-1000), and classes
 * whose use for mapping cwe.mitre.org discourages as too general.
 */
const GENERAL_CWES: ReadonlySet<string> = new Set(
  [20, 74, 119, 200, 269, 284, 285, 287, 400, 435, 664, 668, 682, 691, 693, 697, 703, 707, 710].map((number) => `CWE-${number}`),
)

/** Weaknesses and names of a rule that are looked at; real rules have a handful. */
const MOST_MARKS = 20

/** A package's advisory is marked by package and manifest, everything else by its line; what has neither has nothing in common with anything. */
export function marksOf(finding: Finding): readonly Mark[] {
  const isOfPackage = finding.vulnerability !== undefined && finding.vulnerability.packages.length > 0
  return isOfPackage ? advisoryMarks(finding) : lineMarks(finding)
}

/** Of several packages only all together: one of them is not the problem. */
function advisoryMarks({ vulnerability, location, image }: Finding): readonly Mark[] {
  const packages = vulnerability?.packages ?? []
  const manifest = location?.path ?? packages[0]?.path ?? ''
  const ecosystems = new Set(packages.map((one) => ecosystemOf(one, manifest)))
  return [
    {
      kind: 'advisory',
      key: digest('advisory', ...packages.map((one) => comparedNameOf(one, manifest)).sort()),
      version: [...new Set(packages.map(comparedVersion))].sort().join('\n'),
      place: image === undefined ? placeOf(location) : `${comparedImage(image)}\n${pathInImage(packages[0]?.path ?? location?.path)}`,
      ecosystem: image === undefined && ecosystems.size === 1 ? [...ecosystems][0] : undefined,
    },
  ]
}

/** A purl or an address says what is vulnerable, not where that comes from. */
function placeOf(location: Location | undefined): string | undefined {
  if (location?.path !== undefined) return comparedManifest(location.path)
  return location?.writtenAs === undefined ? undefined : `outside\n${location.writtenAs}`
}

/**
 * Docker's short and long names of one image are one. Source: distribution/reference, normalize.go. Trivy writes the operating system behind the name.
 */
function comparedImage(image: string): string {
  const name = image.trim().split(' ', 1)[0] ?? ''
  return name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')
}

/** Databases of the packages that a distribution has installed: some tools name them as the place of each, others name none. */
const PACKAGE_DATABASES = /(?:^|\/)(?:var\/lib\/dpkg\/|lib\/apk\/db\/|usr\/lib\/apk\/db\/|var\/lib\/rpm\/|usr\/lib\/sysimage\/rpm\/)/

function pathInImage(path = ''): string {
  return PACKAGE_DATABASES.test(path) ? '' : path.replace(/^\/+/, '')
}

function lineMarks(finding: Finding): readonly Mark[] {
  const { path, startLine } = finding.location ?? {}
  if (path === undefined || startLine === undefined) return []
  return whatIsWrong(finding).map((what) => ({ kind: 'line', key: digest('line', path, String(startLine), what) }))
}

/** A hard-coded credential is one, whatever else is said of it. */
function whatIsWrong({ kind, cwes, rule }: Finding): readonly string[] {
  if (kind === 'secret' || cwes.some((cwe) => CREDENTIAL_CWES.has(cwe))) return ['secret']
  const ids = [rule.id, ...(rule.aliases ?? [])].filter((id) => id.trim() !== '').map((id) => `rule ${id.toLowerCase()}`)
  const weaknesses = cwes.filter((cwe) => !GENERAL_CWES.has(cwe))
  return [...new Set([...weaknesses, ...ids])].slice(0, MOST_MARKS)
}

/** Where on its line a finding begins, from 1, and where it ends, exclusive; 0 for what the tool does not say, and for an end on another line. */
export function columnsOf(location: Location | undefined): { readonly begin: number; readonly end: number } {
  const { startLine, endLine = startLine, startColumn = 0, endColumn = 0 } = location ?? {}
  return { begin: startColumn, end: startColumn > 0 && endLine === startLine ? endColumn : 0 }
}
