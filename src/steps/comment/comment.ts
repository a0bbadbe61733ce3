/** Keeps one comment on the pull request up to date. */
import { type CommentsWire, connectToComments } from '../../github/comments.js'
import { createSender, type Sender, type SenderOptions } from '../../github/sender.js'
import type { Trouble } from '../../github/trouble.js'
import { digest } from '../../identity/digest.js'
import type { Inputs } from '../../inputs.js'
import { hasNews, renderComment } from '../../output/comment/comment.js'
import { type CommentMark, markOfRun } from '../../output/comment/mark.js'
import type { RunContext } from '../../run-context.js'
import type { RunResult } from '../../run-result.js'
import { withoutCredentials } from '../connect/connection.js'
import { type Found, findOwn, type OwnComment } from './find-own.js'
import { notAllLookedThrough, notCommented, SAID, type WhyNot } from './in-words.js'
import { COMMENT_LIMITS } from './limits.js'

export interface CommentOptions extends Pick<SenderOptions, 'ticks' | 'sleep' | 'signal'> {
  readonly inputs: Pick<Inputs, 'comment' | 'token' | 'category' | 'matrixCategory'>
  readonly context: RunContext
  /** Writes a line into the log. */
  say(text: string): void
}

/** GitHub's number of comments on a page. */
const PER_PAGE = 100

/** @returns what is worth knowing of it. Never throws: a comment is no reason to fail */
export async function commentOnPullRequest(result: RunResult, options: CommentOptions): Promise<readonly string[]> {
  const { inputs, context, signal, say } = options
  if (inputs.comment === 'never' || context.pullRequest === undefined || signal.aborted) return []
  if (context.pullRequest.number === 0) {
    say(SAID.noPullRequest)
    return []
  }
  try {
    return told(await keepUpToDate(result, context.pullRequest.number, options), options)
  } catch {
    return signal.aborted ? [] : [notCommented('failed')]
  }
}

/** What became of the comment: `unwanted` where there is nothing to say. */
type Fate = 'written' | 'written-cut' | 'unwanted' | 'newer' | WhyNot

function told(fate: Fate, { context, say }: CommentOptions): readonly string[] {
  if (fate === 'written' || fate === 'unwanted' || fate === 'cancelled') return []
  if (fate === 'written-cut') return [notAllLookedThrough(COMMENT_LIMITS.pages * PER_PAGE)]
  if (fate === 'newer' || (fate === 'not-allowed' && withoutCredentials(context) !== undefined)) {
    say(fate === 'newer' ? SAID.newer : SAID.readOnly)
    return []
  }
  return [notCommented(fate)]
}

async function keepUpToDate(result: RunResult, pullRequest: number, options: CommentOptions): Promise<Fate> {
  const { inputs, context } = options
  if (inputs.token === undefined) return 'no-token'
  const wire = await connectToComments({ ...context, token: inputs.token }, pullRequest)
  if (wire === undefined) return 'not-found'
  const sender = createSender({ ...options, sleep: (milliseconds) => waitFor(milliseconds, options), limits: COMMENT_LIMITS })
  const news = hasNews(result)
  const mark = markOfRun({ context, category: categoryOf(inputs), digest }, inputs.matrixCategory ?? '', news)
  const looking = { wire, sender, takesOver: news }
  const found = await findOwn(mark, looking)
  if (typeof found === 'string') return found
  if (found.own === undefined && inputs.comment !== 'always' && !news) return 'unwanted'
  const draft: Draft = { wire, sender, mark, bodyOf: (own) => bodyOf(result, { ...mark, news: news || own?.mark.news === true }, options) }
  const fate = await write(found, draft)
  if (fate !== 'failed') return fate
  // GitHub may have taken it without saying so.
  const again = await findOwn(mark, looking)
  return typeof again === 'string' ? again : await write(again, draft)
}

interface Draft {
  readonly wire: CommentsWire
  readonly sender: Sender
  readonly mark: CommentMark
  bodyOf(own: OwnComment | undefined): string
}

async function write(found: Found, draft: Draft): Promise<Fate> {
  const { own, locked } = found
  if (own !== undefined && own.mark.number > draft.mark.number) return 'newer'
  const trouble = own === undefined ? await create(draft) : await update(own, draft)
  if (trouble === 'not-allowed' && locked) return 'locked'
  return trouble ?? (own === undefined && found.cut ? 'written-cut' : 'written')
}

async function create({ wire, sender, bodyOf: body }: Draft): Promise<Trouble | undefined> {
  const answer = await sender.send((signal) => wire.create(body(undefined), signal))
  return answer.ok ? undefined : answer.trouble
}

/** One that somebody has deleted since it was found is written anew. */
async function update(own: OwnComment, draft: Draft): Promise<Trouble | undefined> {
  const answer = await draft.sender.send((signal) => draft.wire.update(own.id, draft.bodyOf(own), signal))
  if (answer.ok) return undefined
  return answer.trouble === 'not-found' ? create(draft) : answer.trouble
}

function bodyOf(result: RunResult, mark: CommentMark, { inputs, context }: CommentOptions): string {
  return renderComment(result, { mark, serverUrl: context.serverUrl, workflow: context.workflow, category: categoryOf(inputs) })
}

/** As for analyses, the legs of a matrix are kept apart by their values. */
function categoryOf({ category, matrixCategory }: CommentOptions['inputs']): string {
  return category ?? matrixCategory ?? ''
}

async function waitFor(milliseconds: number, { sleep, say }: CommentOptions): Promise<void> {
  if (milliseconds > 0) say(SAID.waiting(milliseconds))
  await sleep(milliseconds)
}
