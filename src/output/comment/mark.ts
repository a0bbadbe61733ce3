/** The first line of our comment, which nobody sees: by it the comment is found again. Digests and numbers, so that no text can end it. */
import type { RunContext } from '../../run-context.js'

export interface CommentMark {
  /** One for each workflow file and category. */
  readonly key: string
  /** The job and step that wrote it. */
  readonly part: string
  /** The workflow run that wrote it, a digest. */
  readonly run: string
  /** The number of that run: a later one's is greater. */
  readonly number: number
  /** Whether the comment has ever said that something is new. */
  readonly news: boolean
}

export interface MarkedRun {
  readonly context: Pick<RunContext, 'workflowFile' | 'workflow' | 'job' | 'step' | 'runId' | 'runNumber'>
  readonly category: string
  /** Makes a digest of hexadecimal digits. */
  digest(...parts: readonly string[]): string
}

/** @param matrix tells the legs of a matrix apart that have the same category */
export function markOfRun({ context, category, digest }: MarkedRun, matrix: string, news: boolean): CommentMark {
  const { workflowFile, workflow, job, step, runId, runNumber } = context
  return {
    key: digest('comment', workflowFile || workflow, category),
    part: digest('part', job, step, matrix),
    run: digest('run', runId),
    number: runNumber,
    news,
  }
}

const HEAD = '<!-- publish-to-security-hub '
const TAIL = ' -->'

export function markLine({ key, part, run, number, news }: CommentMark): string {
  return `${HEAD}key=${key} part=${part} run=${run} number=${number} news=${news ? 1 : 0}${TAIL}`
}

/**
 * Only the very first line counts: a comment of the same author that repeats what somebody has written, such as another workflow's with the
 * title of the pull request, is not ours.
 */
export function markIn(body: string): CommentMark | undefined {
  const [first = ''] = body.split('\n', 1)
  const line = first.trimEnd()
  if (!line.startsWith(HEAD) || !line.endsWith(TAIL)) return undefined
  const fields = new Map(line.slice(HEAD.length, -TAIL.length).split(' ').map(nameAndValue))
  const [key, part, run, number] = ['key', 'part', 'run', 'number'].map((name) => fields.get(name) ?? '')
  if (!key || !part || !run || !Number.isSafeInteger(Number(number || Number.NaN))) return undefined
  return { key, part, run, number: Number(number), news: fields.get('news') === '1' }
}

function nameAndValue(field: string): [string, string] {
  const at = field.indexOf('=')
  return [field.slice(0, Math.max(at, 0)), field.slice(at + 1)]
}
