import { digest } from '../../identity/digest.js'

/** Only compared among the paths of one analysis. */
const SEGMENT_DIGITS = 10

/** A path with a hash for each of its segments: renamed files are told by the segments that two paths have in common, whatever these are called. */
export function hashedPath(path: string): string {
  return path === '' ? '' : path.split('/').map(hashedSegment).join('/')
}

function hashedSegment(segment: string): string {
  return digest(segment).slice(0, SEGMENT_DIGITS)
}
