/** What Trivy calls a target: a file, an image with its operating system, or the sort of packages that it gathered. */
import { managerOfFile } from './ecosystems.js'
import { isArchive, nameOfImage } from './image-name.js'

/** `gcr.io/samples/redis:v2 (debian 10.4)` for the packages of an operating system. @returns the reference */
export function imageOfTarget(target: string | undefined): string | undefined {
  return /^(\S{1,500}) \([a-z][^()]{0,60}\)$/.exec(target ?? '')?.[1]
}

/** What gathers packages from many files. Source: github.com/aquasecurity/trivy, pkg/scanner/langpkg/scan.go, pkgTargets. */
const GATHERED: ReadonlyMap<string, string | undefined> = new Map([
  ['Python', 'PYPI'],
  ['Ruby', 'RUBYGEMS'],
  ['Node.js', 'NPM'],
  ['Java', 'MAVEN'],
  ['Conda', undefined],
])

export function isGathered(target: string): boolean {
  return GATHERED.has(target)
}

export interface TemplateTarget {
  /** Of the checkout. */
  readonly path?: string
  /** Of the image that was scanned. */
  readonly uri?: string
  /** A file in that image. */
  readonly logicalName?: string
  readonly image?: string
  /** Of the packages in it. */
  readonly manager?: string | undefined
}

/** @param holdsPackages whether it is packages that were found there, and not a line of a file */
export type TemplateTargets = (target: string, holdsPackages: boolean) => TemplateTarget

/**
 * What the targets of a template's report are. A template says nothing of the scan, but of an image it names the system: then what holds packages lies
 * in that image, as long as it is the only one, unless it is a file of the checkout, whose report stands in the same file. Of lines in the files of an
 * image the paths begin with a slash.
 * @param targets of all results
 * @param isHere whether the checkout has a file
 */
export function templateTargets(targets: readonly (string | undefined)[], isHere: (path: string) => boolean): TemplateTargets {
  const images = new Set(targets.flatMap((target) => imageOfTarget(target) ?? []))
  const [scanned] = images.size === 1 ? images : []
  return (target, holdsPackages) => {
    const isInside = holdsPackages ? !isHere(target) : target.startsWith('/')
    return targetIn(target, scanned, isInside)
  }
}

function targetIn(target: string, scanned: string | undefined, isInside: boolean): TemplateTarget {
  const image = imageOfTarget(target)
  if (image !== undefined) return { ...imagePlace(image), manager: 'OS' }
  if (GATHERED.has(target)) return { ...imagePlace(scanned), manager: GATHERED.get(target) }
  const manager = managerOfFile(target)
  if (scanned === undefined || !isInside) return { path: target, manager }
  return { ...imagePlace(scanned), logicalName: target, manager }
}

function imagePlace(image: string | undefined): TemplateTarget {
  if (image === undefined) return {}
  return { uri: nameOfImage(image), ...(!isArchive(image) && { image }) }
}
