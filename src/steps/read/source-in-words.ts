/** What is told of source that was read from GitHub. Never text of the answer. */
import type { Unread } from '../../github/blobs.js'
import type { CommitFile } from '../../github/listing.js'
import type { Trouble } from '../../github/trouble.js'

const WHY: Readonly<Record<Trouble | 'no-token', string>> = {
  'no-token': 'the input token is empty',
  'bad-credentials': 'GitHub does not accept the input token',
  'not-allowed': 'the input token is not allowed to read it: the job needs contents: read',
  'not-found': 'GitHub does not show the analysed commit to the input token: the job needs contents: read in the repository of the commit',
  'rate-limited': 'the rate limit of the input token is used up',
  unreachable: 'GitHub was not reached',
  'too-slow': 'GitHub took too long',
  failed: 'GitHub failed to give it',
  limit: 'it is more than is read for one run',
  cancelled: 'the job was cancelled',
}

const CONSEQUENCE =
  'What is not recognised by a fingerprint of its tool or a package may then be new where its line has only moved; check out the commit to be sure.'

/** Nothing could be read at all. */
export function withoutSource(trouble: Trouble | 'no-token'): string {
  return `The source is not checked out, and it was not read from GitHub: ${WHY[trouble]}. ${CONSEQUENCE} Nor is it known whose the files are.`
}

export interface FetchedSource {
  readonly commit: string
  /** Why CODEOWNERS was not read, where there is one. */
  readonly codeOwners: Unread | undefined
  wanted(): readonly CommitFile[]
  unread(oid: string): Unread | undefined
  /** Paths of which nobody knows whether they are files. */
  unknown(): { readonly paths: number; readonly more: boolean }
  trouble(): Trouble | undefined
}

/** What was read and what was not, in one notice. */
export function sourceNotice({ commit, codeOwners, wanted, unread, unknown, trouble }: FetchedSource): string {
  const fates = wanted().map(({ oid }) => unread(oid))
  const left = [...countBy(fates)].map(([fate, count]) => `${count} not, because ${reasonOf(fate)}`)
  const rest = [...left, ...doubtsOf(unknown(), trouble())]
  const told = [readOf(fates), ...rest].join('; ')
  const consequence = rest.length === 0 ? '' : ` ${CONSEQUENCE}`
  const owners = codeOwners === undefined ? '' : ` CODEOWNERS was not read, because ${reasonOf(codeOwners)}: nobody is named as an owner.`
  return `The source is not checked out; from GitHub, at commit ${commit.slice(0, 12)}, ${told}.${consequence}${owners}`
}

function readOf(fates: readonly (Unread | undefined)[]): string {
  const read = fates.filter((fate) => fate === undefined).length
  if (fates.length === 0) return 'nothing was read: it has no file that findings stand in'
  return `${read} of ${counted(fates.length, 'file')} ${read === 1 ? 'was' : 'were'} read`
}

function doubtsOf({ paths, more }: ReturnType<FetchedSource['unknown']>, trouble: Trouble | undefined): string[] {
  if (paths === 0) return []
  const why = trouble === undefined ? '' : `, and ${WHY[trouble]}`
  return [`of ${counted(paths, 'path')}${more ? ' and more' : ''} it is not known whether it has them: its listing is too long${why}`]
}

function reasonOf(fate: Unread): string {
  if (fate === 'binary') return 'it holds no text'
  return fate === 'too-large' ? 'it is too large' : WHY[fate]
}

function countBy(fates: readonly (Unread | undefined)[]): Map<Unread, number> {
  const counts = new Map<Unread, number>()
  for (const fate of fates) if (fate !== undefined) counts.set(fate, (counts.get(fate) ?? 0) + 1)
  return counts
}

function counted(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`
}
