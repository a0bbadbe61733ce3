/** Ids of rules in which tools write what changes with every build: the scanned image with its tag, the version of a package or of the tool. */
import type { Finding, Rule } from '../../../finding.js'
import { isPublicAdvisory } from '../../vocabulary/advisory-ids.js'
import { nameOfImage } from '../../vocabulary/image-name.js'

export interface IdEvidence {
  readonly rule: Rule
  readonly image: string | undefined
  readonly vulnerability: Finding['vulnerability']
  readonly toolVersion: string | undefined
}

/**
 * The rule with the id by which a finding of it can be found again in the next build; the rule as it is where its id has nothing of the kind.
 * An advisory and its package say it all: what else such an id holds (the release of the operating system) changes as well.
 */
export function withStableId({ rule, image, vulnerability, toolVersion }: IdEvidence): Rule {
  const versions = [...(vulnerability?.packages.map(({ version }) => version) ?? []), isTelling(toolVersion) ? toolVersion : undefined]
  const text = versions.reduce<string>(withoutVersion, withoutTag(rule.id, image).replace(AT_VERSION, ''))
  if (text === rule.id || text === '') return rule
  const known = vulnerability !== undefined && vulnerability.packages.length > 0 && isPublicAdvisory(vulnerability.id)
  return { ...rule, stableId: known ? vulnerability.id : text }
}

/** `rules/eval@1.2.3` */
const AT_VERSION = /@v?\d{1,5}(?:\.\d{1,8}){1,4}(?=$|[/:\s])/g

/** One of three numbers stands in the id of a rule for nothing else (`tls-1.0`). */
function isTelling(version: string | undefined): boolean {
  return version !== undefined && version.split('.').length > 2
}

function withoutTag(id: string, image: string | undefined): string {
  const name = image === undefined ? undefined : nameOfImage(image)
  return image === undefined || name === undefined || name === image ? id : replaced(id, image, name)
}

/** Shorter ones, and those without a dot, may stand in an id for something else. */
const SHORTEST_VERSION = 3

function withoutVersion(id: string, version: string | undefined): string {
  return version === undefined || version.length < SHORTEST_VERSION || !version.includes('.') ? id : replaced(id, version, '')
}

/** Every place at which a word stands by itself: `1.2.3` is in `a@1.2.3` and not in `a@1.2.34`. */
function replaced(text: string, word: string, by: string): string {
  const parts = text.split(word)
  return parts.reduce((done, part, index) => {
    const before = parts[index - 1]
    return before === undefined ? part : done + (isApart(before, part) ? by : word) + part
  }, '')
}

function isApart(before: string, after: string): boolean {
  return !/[a-z0-9.]$/i.test(before) && !/^(?:[a-z0-9]|\.[a-z0-9])/i.test(after)
}
