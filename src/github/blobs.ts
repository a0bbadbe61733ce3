/** Fetches the texts of a commit's files, many in a request. */
import { createHash } from 'node:crypto'
import { BYTES_PER_QUERY, LARGEST_IN_QUERY, OBJECTS_PER_QUERY, type SourceLimits } from './limits.js'
import type { CommitFile } from './listing.js'
import type { Sender } from './sender.js'
import type { Trouble } from './trouble.js'
import type { GitHubWire } from './wire.js'

/** Why a file was not read. */
export type Unread = 'binary' | 'too-large' | Trouble

export interface BlobReader {
  /**
   * Fetches what has not been fetched yet, in this order.
   * @param keep is given the bytes of each blob, once
   */
  fetch(files: readonly CommitFile[], keep: (oid: string, bytes: Uint8Array) => void): Promise<void>
  /** `undefined` for one that was read or never asked for. */
  unread(oid: string): Unread | undefined
}

export interface BlobReaderOptions {
  readonly wire: GitHubWire
  readonly sender: Sender
  readonly limits: Pick<SourceLimits, 'files' | 'bytes' | 'fileBytes'>
}

type Keep = (oid: string, bytes: Uint8Array) => void

export function createBlobReader({ wire, sender, limits }: BlobReaderOptions): BlobReader {
  /** What became of each blob. */
  const fates = new Map<string, Unread | 'read'>()
  let files = 0
  let bytes = 0

  /** Settles what is not worth a request. */
  const isWanted = ({ oid, size }: CommitFile): boolean => {
    if (fates.has(oid)) return false
    const over = files >= limits.files || bytes + size > limits.bytes ? 'limit' : undefined
    const fate = size > limits.fileBytes ? 'too-large' : over
    fates.set(oid, fate ?? 'read')
    if (fate !== undefined) return false
    files += 1
    bytes += size
    return true
  }
  const one = async (oid: string, keep: Keep): Promise<void> => {
    const answer = await sender.send((signal) => wire.blob(oid, signal))
    if (!answer.ok) fates.set(oid, answer.trouble)
    else if (blobId(answer.value.bytes, oid.length) !== oid) fates.set(oid, 'failed')
    else keep(oid, answer.value.bytes)
  }
  /** A query that fails is halved: it may have been too much for GitHub. */
  const many = async (oids: readonly string[], keep: Keep): Promise<void> => {
    const answer = await sender.send((signal) => wire.objects('oid', oids, 'isBinary text', signal))
    if (answer.ok) {
      for (const oid of oids) await settle(oid, answer.value.get(oid), keep)
    } else if ((answer.trouble === 'failed' || answer.trouble === 'too-slow') && oids.length > 1) {
      const middle = oids.length >> 1
      await many(oids.slice(0, middle), keep)
      await many(oids.slice(middle), keep)
    } else for (const oid of oids) fates.set(oid, answer.trouble)
  }
  /**
   * GitHub re-codes text that is not UTF-8 and cuts what is long: only what has the blob's own id is what a checkout has.
   * The rest is asked for as bytes.
   */
  const settle = async (oid: string, object: unknown, keep: Keep): Promise<void> => {
    const { isBinary, text } = (object ?? {}) as { readonly isBinary?: unknown; readonly text?: unknown }
    const given = typeof text === 'string' ? Buffer.from(text, 'utf8') : undefined
    if (isBinary === true) fates.set(oid, 'binary')
    else if (given !== undefined && blobId(given, oid.length) === oid) keep(oid, given)
    else await one(oid, keep)
  }
  return {
    async fetch(wanted, keep) {
      const [small, large] = split(wanted.filter(isWanted))
      for (const oids of batches(small)) await many(oids, keep)
      for (const { oid } of large) await one(oid, keep)
    },
    unread(oid) {
      const fate = fates.get(oid)
      return fate === 'read' ? undefined : fate
    },
  }
}

function split(files: readonly CommitFile[]): [CommitFile[], CommitFile[]] {
  return [files.filter(({ size }) => size <= LARGEST_IN_QUERY), files.filter(({ size }) => size > LARGEST_IN_QUERY)]
}

function* batches(files: readonly CommitFile[]): Generator<string[]> {
  let batch: string[] = []
  let bytes = 0
  for (const { oid, size } of files) {
    if (batch.length === OBJECTS_PER_QUERY || (batch.length > 0 && bytes + size > BYTES_PER_QUERY)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(oid)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

/** git's name for these bytes: gitformat-pack(5) and hash-function-transition. @param digits 40 for SHA-1, 64 for SHA-256 */
function blobId(bytes: Uint8Array, digits: number): string {
  return createHash(digits === 40 ? 'sha1' : 'sha256')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
}
