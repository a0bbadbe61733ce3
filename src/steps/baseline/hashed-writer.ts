import { digest } from '../../identity/digest.js'
import type { Part } from '../compare/parts.js'

/** Only compared among the writers of one analysis. */
const WRITER_DIGITS = 10

/** Who wrote a finding, with a hash for each of the names. */
export function hashedWriter(writer: Part): string {
  return namesOf(writer).map(hashed).join('.')
}

/** Names are compared, never shown: where they are those of this run they read so, else their hashes stand for them. */
export function writerOf(hashes: string, run: Part): Part {
  const own = namesOf(run)
  const [workflowFile = '', workflow = '', job = '', step = ''] = hashes
    .split('.')
    .map((hash, index) => (hash !== '' && hash === hashed(own[index] ?? '') ? (own[index] ?? '') : hash))
  return { workflowFile, workflow, job, step }
}

/** The display name only goes for a file where the file is not known. */
function namesOf({ workflowFile, workflow, job, step }: Part): readonly string[] {
  return [workflowFile, workflow, job, step]
}

function hashed(name: string): string {
  return name === '' ? '' : digest(name).slice(0, WRITER_DIGITS)
}
